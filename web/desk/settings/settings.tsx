// Settings: sections at the left, the form of one, every version at the right, and what is not saved yet in the foot.
import { Button, MessageBar, MessageBarBody, Spinner } from '@fluentui/react-components';
import { useEffect } from 'react';
import type { Settings as AllSettings } from '../../../domain/settings';
import { refusalOf, slotOf } from '../door/refusal';
import { go, usePlace } from '../route';
import { Trouble } from '../trouble';
import { useWords } from '../words';
import { Calendar } from './calendar';
import { Choices } from './choices';
import { Contact } from './contact';
import { type Draft, useDraft } from './draft';
import { Hours } from './hours';
import { SECTION_NAMES, SectionHead, type SectionName, sectionOf, type SectionProps } from './section';
import { Versions } from './versions';

export function Settings() {
  const t = useWords();
  const draft = useDraft();
  const { open } = usePlace();
  const name = SECTION_NAMES.find((one) => one === open) ?? 'hours';
  const { error, data, settings } = draft;
  const slot = slotOf(error);
  useEffect(() => {
    if (slot) go({ open: sectionOf(slot) }, { replace: true });
  }, [error]);
  if (!data || !settings) return error ? <Trouble error={error} /> : <Spinner label={t('loading')} />;
  const props: SectionProps = {
    settings,
    data,
    set: draft.set,
    refused: (field) => (slot === field ? refusalOf(error, t) : {}),
  };
  return (
    <div className="settings">
      <Sections here={name} faulty={slot ? sectionOf(slot) : undefined} />
      <div className="settings-main">
        <section className="settings-form" tabIndex={0} aria-label={t(`settings.sections.${name}`)}>
          <SectionHead name={name}>
            <span className="now">
              {data.version ? t('settings.version', { n: data.version }) : t('settings.fromStart')}
            </span>
          </SectionHead>
          {draft.by && <Note intent="warning" text={t('settings.by', { name: draft.by })} />}
          {!slot && !draft.by && <Trouble error={error} />}
          {draft.restored !== undefined && <Note intent="info" text={restoring(draft.restored, t)} />}
          <Form name={name} {...props} />
          {name === 'calendar' && differs(data.settings, settings, 'calendar') && (
            <Note intent="info" text={t('settings.effects.calendar')} />
          )}
        </section>
        <Foot draft={draft} count={changed(data.settings, settings)} />
      </div>
      <Versions draft={draft} />
    </div>
  );
}

const restoring = (version: number, t: ReturnType<typeof useWords>): string => t('settings.restoring', { n: version });

const differs = (before: AllSettings, after: AllSettings, section: keyof AllSettings): boolean =>
  JSON.stringify(before[section]) !== JSON.stringify(after[section]);
const changed = (before: AllSettings, after: AllSettings): number =>
  (Object.keys(after) as (keyof AllSettings)[]).filter((section) => differs(before, after, section)).length;

function Form({ name, ...props }: SectionProps & { name: SectionName }) {
  if (name === 'hours') return <Hours {...props} />;
  if (name === 'contact') return <Contact {...props} />;
  if (name === 'calendar') return <Calendar {...props} />;
  return <Choices name={name} {...props} />;
}

function Sections({ here, faulty }: { here: SectionName; faulty: SectionName | undefined }) {
  const t = useWords();
  return (
    <nav className="settings-sections" aria-label={t('settings.what')}>
      {SECTION_NAMES.map((name) => (
        <a
          key={name}
          href={`/desk/settings/${name}`}
          aria-current={name === here ? 'page' : undefined}
          className={name === faulty ? 'late' : undefined}
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey) return;
            event.preventDefault();
            go({ open: name });
          }}
        >
          {t(`settings.sections.${name}`)}
        </a>
      ))}
    </nav>
  );
}

const Note = ({ intent, text }: { intent: 'info' | 'warning'; text: string }) => (
  <MessageBar intent={intent} layout="multiline" className="settings-note">
    <MessageBarBody>{text}</MessageBarBody>
  </MessageBar>
);

function Foot({ draft, count }: { draft: Draft; count: number }) {
  const t = useWords();
  const { data, discard, save, pending } = draft;
  return (
    <footer className="settings-foot">
      <span className="grow">{count > 0 && t('settings.changed', { count })}</span>
      <Button disabled={!count} onClick={discard}>
        {t('settings.discard')}
      </Button>
      <Button appearance="primary" disabled={!count} disabledFocusable={pending} onClick={save}>
        {t('settings.save', { n: (data?.version ?? 0) + 1 })}
      </Button>
    </footer>
  );
}
