// Where one writes: to the customer, whose name, language and colour it carries, or a note to colleagues; Enter sends, never while Chinese is composed.
import { Button } from '@fluentui/react-components';
import { LockClosedRegular } from '@fluentui/react-icons/svg/lock-closed';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { ConversationDetail, ConversationRow } from '../../../domain/handoff-view';
import { useKeys, useKeysAreOn } from '../keys';
import { Key } from '../shell/key';
import { messageOf } from '../trouble';
import { useWords } from '../words';
import { hueOf, Language, nameOf } from './customer';
import type { Draft, Kind } from './drafts';
import type { Writing } from './sending';

const MOST = 4000;

interface ComposerProps {
  detail: ConversationDetail;
  writing: Writing;
  /** What must be done before one can answer, if anything. */
  first: { label: string; key: string; run: () => void } | undefined;
}

export function Composer({ detail: { row, can }, writing: { draft, change, send }, first }: ComposerProps) {
  const t = useWords();
  const keysOn = useKeysAreOn();
  const field = useRef<HTMLTextAreaElement>(null);
  const [wished, setKind] = useState<Kind>('say');
  const kinds: readonly Kind[] = can.includes('note') ? ['say', 'note'] : ['say'];
  const kind = kinds.includes(wished) ? wished : 'say';
  const may = can.includes(kind);
  const text = draft[kind];
  const name = nameOf(row, t);
  const turnTo = (next: Kind) => {
    setKind(next);
    field.current?.focus();
  };
  useKeys({ w: () => turnTo('note'), r: () => turnTo('say') });

  function pressed(event: KeyboardEvent<HTMLTextAreaElement>): void {
    const { key, shiftKey, nativeEvent } = event;
    // 229: what some browsers say of the Enter that ends a composition.
    if (nativeEvent.isComposing || nativeEvent.keyCode === 229) return;
    if (key === 'Enter' && !shiftKey) {
      event.preventDefault();
      if (may) send(kind);
    }
    // Escape leaves the field, so that Tab goes on from there; the conversation stays open.
    if (key === 'Escape') {
      event.stopPropagation();
      field.current?.blur();
    }
    if (key === 'Tab' && keysOn && !shiftKey && kinds.length > 1) {
      event.preventDefault();
      setKind(kind === 'say' ? 'note' : 'say');
    }
  }

  return (
    <form
      className="comp"
      data-hue={hueOf(row)}
      data-kind={kind}
      aria-label={t(`conversations.writing.${kind}`, { name })}
      onSubmit={(event) => {
        event.preventDefault();
        if (may) send(kind);
      }}
    >
      <Head row={row} kind={kind} kinds={kinds} draft={draft} turnTo={turnTo} />
      <textarea
        ref={field}
        rows={2}
        maxLength={MOST}
        aria-label={t(`conversations.writing.${kind}`, { name })}
        placeholder={t(`conversations.placeholder.${kind}`)}
        value={text}
        onChange={({ target }) => change(kind, target.value)}
        onKeyDown={pressed}
      />
      <div className="cb2">
        <span role="alert" className="trouble">
          {draft.error && messageOf(draft.error, t)}
        </span>
        <span className="grow" />
        {text && <span className="soft">{t('conversations.kept')}</span>}
        {kind === 'say' && !may && first ? (
          <Button size="small" appearance="primary" onClick={first.run}>
            {first.label} <Key name={first.key} />
          </Button>
        ) : (
          <Button size="small" appearance="primary" type="submit" disabledFocusable={!may || !text.trim()}>
            {t(`conversations.send.${kind}`)} <Key name="↵" />
          </Button>
        )}
      </div>
    </form>
  );
}

interface HeadProps {
  row: ConversationRow;
  kind: Kind;
  kinds: readonly Kind[];
  draft: Draft;
  turnTo: (kind: Kind) => void;
}

/** To whom it goes. */
function Head({ row, kind, kinds, draft, turnTo }: HeadProps) {
  const t = useWords();
  return (
    <div className="ct">
      {kind === 'say' ? (
        <span>
          {t('conversations.to')} <b className="hue">{nameOf(row, t)}</b> <Language locale={row.locale} long />
        </span>
      ) : (
        <span>
          <LockClosedRegular aria-hidden /> {t('conversations.toColleagues')}
        </span>
      )}
      <span className="grow" />
      <span role="group" className="kinds" aria-label={t('conversations.kind')}>
        {kinds.map((one) => (
          <button key={one} type="button" className="plain" aria-pressed={one === kind} onClick={() => turnTo(one)}>
            {t(`conversations.kinds.${one}`)}
            {draft[one] && one !== kind ? ' •' : ''}
          </button>
        ))}
      </span>
      {kinds.length > 1 && <Key name="Tab" />}
    </div>
  );
}
