// What has happened with it: history, notes, mails and notices with their fate, and the conversation in which it was applied for.
import { LockClosedRegular } from '@fluentui/react-icons/svg/lock-closed';
import { useState } from 'react';
import type { DeskApplication } from '../../../domain/desk-view';
import { when } from '../format';
import { whoIs } from '../who';
import { useMay } from '../session';
import { useWords } from '../words';
import { Conversation } from './conversation';

const TABS = ['history', 'notes', 'notices', 'conversation'] as const;
type RecordTab = (typeof TABS)[number];

export function Records({ application }: { application: DeskApplication }) {
  const t = useWords();
  const [tab, setTab] = useState<RecordTab>('history');
  const reveals = useMay('reveal');
  const counts: Partial<Record<RecordTab, number>> = {
    notes: application.notes.length,
    notices: application.notices.length,
  };
  return (
    <section className="records">
      <div className="record-tabs" role="group" aria-label={t('records.label')}>
        {TABS.filter((one) => one !== 'conversation' || reveals).map((one) => (
          <button key={one} type="button" aria-pressed={one === tab} onClick={() => setTab(one)}>
            {t(`records.${one}`)} {counts[one] || ''}
          </button>
        ))}
      </div>
      {tab === 'conversation' ? <Conversation number={application.number} /> : <ul>{linesOf(application, tab, t)}</ul>}
    </section>
  );
}

type T = ReturnType<typeof useWords>;

function linesOf({ history, notes, notices }: DeskApplication, tab: Exclude<RecordTab, 'conversation'>, t: T) {
  if (tab === 'notes') {
    return notes.map(({ id, at, by, text }) => (
      <li key={id} className="note">
        <time>{when(at, t)}</time>
        <span>
          {by}: {text}
          <span className="staff-only">
            <LockClosedRegular aria-hidden /> {t('records.staffOnly')}
          </span>
        </span>
      </li>
    ));
  }
  if (tab === 'notices') {
    return notices.map(({ to, target, event, at, state, why }) => (
      <li key={`${to}${target}${at}${event}`}>
        <time>{when(at, t)}</time>
        <span>
          {t(to === 'mail' ? 'records.mail' : 'records.chat', { event: t(`events.${event}`), target })} ·{' '}
          <span className={state === 'refused' ? 'late' : undefined}>{t(`records.${state}`, { why: why ?? '' })}</span>
        </span>
      </li>
    ));
  }
  return history.toReversed().map(({ at, by, event, note }) => (
    <li key={`${at}${event}`}>
      <time>{when(at, t)}</time>
      <span>
        {by === 'customer' || by === 'system' ? t(`records.${by}`) : whoIs(by, t)} · {t(`events.${event}`)}
        {note ? t('records.with', { note: event === 'undo' ? t(`events.${note}`) : note }) : ''}
      </span>
    </li>
  ));
}
