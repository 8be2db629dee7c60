// The conversation from its beginning to what is on its way, by time and with its days; it follows what is new, unless somebody reads further up.
import { Button } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Fragment, useLayoutEffect, useRef, useState } from 'react';
import type { ConversationDetail } from '../../../domain/handoff-view';
import { dayOrToday } from '../format';
import { spoken, useWords } from '../words';
import type { Outgoing } from './drafts';
import { readEarlier } from './queries';
import { Going, Item, NoteLine } from './said';

/** So near to the end one reads what comes. */
const NEAR = 60;

export function Talk({ detail, going }: { detail: ConversationDetail; going: readonly Outgoing[] }) {
  const t = useWords();
  const { row, items, notes, more } = detail;
  const entries = inTime(detail);
  const { box, behind, toEnd, watch } = useFollowed(entries.length + going.length);
  return (
    <div className="tr-box">
      {/* Scrolled by keyboard, too. */}
      <div ref={box} className="tr" role="log" aria-label={t('conversations.talk')} tabIndex={0} onScroll={watch}>
        {more && <Earlier id={row.id} />}
        <ul>
          {entries.map(({ key, at, node }, n) => (
            <Fragment key={key}>
              {dayOrToday(at, t) !== dayOrToday(entries[n - 1]?.at, t) && <li className="sys">{dayOrToday(at, t)}</li>}
              {node}
            </Fragment>
          ))}
          {going.map(({ id, text, kind }) => (
            <Going key={id} text={text} note={kind === 'note'} />
          ))}
        </ul>
        {items.length === 0 && notes.length === 0 && <p className="quiet">{t('conversations.nothingSaid')}</p>}
      </div>
      {behind && (
        <Button size="small" className="to-end" onClick={toEnd}>
          {t('conversations.newBelow')}
        </Button>
      )}
    </div>
  );
}

function inTime({ items, notes, row }: ConversationDetail) {
  const said = items.map((item) => ({
    key: `i${item.seq}`,
    at: item.at,
    node: <Item item={item} row={row} />,
  }));
  const from = items[0]?.at ?? '';
  const noted = notes
    // Older ones come with what was said then.
    .filter(({ at }) => at >= from)
    .map((note) => ({ key: `n${note.id}`, at: note.at, node: <NoteLine note={note} /> }));
  return [...said, ...noted].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** `count`: how much there is. What comes is followed; further up it is only said that there is something new. */
function useFollowed(count: number) {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const before = useRef({ height: 0, top: 0 });
  const [behind, setBehind] = useState(false);
  const toEnd = () => {
    const { current } = box;
    if (current) current.scrollTop = current.scrollHeight;
    setBehind(false);
  };
  useLayoutEffect(() => {
    const { current } = box;
    if (!current) return;
    if (atEnd.current) toEnd();
    else if (before.current.top < NEAR && current.scrollHeight > before.current.height)
      // Earlier ones came above: what was read stays where it is.
      current.scrollTop = before.current.top + current.scrollHeight - before.current.height;
    else setBehind(true);
    before.current = { height: current.scrollHeight, top: current.scrollTop };
  }, [count]);
  const watch = () => {
    const { current } = box;
    if (!current) return;
    atEnd.current = current.scrollHeight - current.scrollTop - current.clientHeight < NEAR;
    before.current = { height: current.scrollHeight, top: current.scrollTop };
    if (atEnd.current) setBehind(false);
  };
  return { box, behind, toEnd, watch };
}

function Earlier({ id }: { id: string }) {
  const t = useWords();
  const client = useQueryClient();
  const read = useMutation({ mutationFn: () => readEarlier(client, id, spoken()) });
  return (
    <p className="earlier">
      <Button size="small" disabledFocusable={read.isPending} onClick={() => read.mutate()}>
        {t('records.earlier')}
      </Button>
    </p>
  );
}
