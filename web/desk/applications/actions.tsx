// What can be done with the open application, each with its key; what an action must know is asked just above.
import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { MoreHorizontalRegular } from '@fluentui/react-icons/svg/more-horizontal';
import { useState } from 'react';
import type { ActRequest, DeskAct, DeskApplication } from '../../../domain/desk-view';
import { useKeys } from '../keys';
import { mainAct } from '../piles';
import { say } from '../say';
import { Key } from '../shell/key';
import { messageOf } from '../trouble';
import { whoIs } from '../who';
import { useWords } from '../words';
import { useAct } from './acting';
import type { Issuing } from './issuing';
import { type FormAct, isFormAct } from './form-acts';
import { FormOf } from './forms';
import { isPosted, useLabels } from './labels';

/** In the order in which they stand; the first that is possible is the main one. */
const KEYS: Partial<Record<DeskAct, string>> = {
  mail: 'm',
  ready: 'd',
  deliver: 'd',
  start: 's',
  delay: 'o',
  reject: 'r',
  note: 'w',
};
const SHOWN: readonly DeskAct[] = ['start', 'mail', 'ready', 'deliver', 'delay', 'reject', 'note'];
const BEHIND: readonly DeskAct[] = ['resend', 'claim', 'release', 'correct', 'cancel'];

interface ActionsProps {
  application: DeskApplication;
  issuing: Issuing | undefined;
  /** Where it stands in the list, and how many there are. */
  at: number;
  of: number;
}

export function Actions({ application, issuing, at, of }: ActionsProps) {
  const t = useWords();
  const [form, setForm] = useState<FormAct>();
  const send = useAct(application, () => setForm(undefined));
  const { can, pile } = application;
  const run = (act: DeskAct) => {
    send.reset();
    if (isFormAct(act)) return setForm(act);
    return send.mutate({ act }, { onError: (error) => say(messageOf(error, t), 'refused') });
  };
  const bindings = SHOWN.flatMap((act) => (can.includes(act) && KEYS[act] ? [[KEYS[act], () => run(act)]] : []));
  const labels = useLabels();
  const label = can.length > 0 && isPosted(application) ? () => labels.print([application]) : undefined;
  useKeys({ ...Object.fromEntries(bindings), ...(issuing && { i: issuing.issue }), p: label }, { while: !form });
  return (
    <footer className="da">
      {form && (
        <FormOf
          act={form}
          title={t(`acts.${form}`)}
          pending={send.isPending}
          error={send.error}
          send={(data) => send.mutate({ act: form, data })}
          close={() => setForm(undefined)}
          now={form === 'correct' ? nowOf(application) : {}}
        />
      )}
      {issuing && <Issue issuing={issuing} />}
      {SHOWN.filter((act) => can.includes(act)).map((act) => (
        <Button
          key={act}
          appearance={mainAct(pile) === act ? 'primary' : 'subtle'}
          disabledFocusable={send.isPending}
          onClick={() => run(act)}
        >
          {t(`acts.${act}`)} {KEYS[act] && <Key name={KEYS[act]} />}
        </Button>
      ))}
      {label && (
        <Button appearance="subtle" onClick={label}>
          {t('labels.print')} <Key name="p" />
        </Button>
      )}
      <More acts={BEHIND.filter((act) => can.includes(act))} run={run} />
      {can.length === 0 && (
        <span className="soft">
          {application.claim ? t('detail.has', { name: whoIs(application.claim.name, t) }) : t('detail.nothingToDo')}
        </span>
      )}
      <span className="grow" />
      {at >= 0 && (
        <span className="soft num">
          {at + 1} / {of}
        </span>
      )}
    </footer>
  );
}

function Issue({ issuing: { issue, pending, missing } }: { issuing: Issuing }) {
  const t = useWords();
  return (
    <>
      <Button appearance="primary" disabledFocusable={pending} onClick={issue}>
        {t('acts.issue')} <Key name="i" />
      </Button>
      {missing > 0 && <span className="soft">{t('fapiao.missing', { count: missing })}</span>}
    </>
  );
}

/** What was told and can be wrong. */
const nowOf = ({ shipment, expectedAt, fapiaos }: DeskApplication): ActRequest => ({
  ...(fapiaos.length && {
    fapiaos: fapiaos.map(({ code, number }) => ({ number: code ? `${code} ${number}` : number })),
  }),
  ...(shipment && { waybill: shipment.waybill }),
  ...(expectedAt && { until: expectedAt.slice(0, 10) }),
});

function More({ acts, run }: { acts: readonly DeskAct[]; run: (act: DeskAct) => void }) {
  const t = useWords();
  if (!acts.length) return null;
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<MoreHorizontalRegular />} aria-label={t('acts.more')} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {acts.map((act) => (
            <MenuItem key={act} onClick={() => run(act)}>
              {t(`acts.${act}`)}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
