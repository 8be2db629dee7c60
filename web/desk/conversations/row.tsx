// One line of the lists: who it is, how long they wait, what it is about, in which language.
import type { ConversationRow } from '../../../domain/handoff-view';
import { clock } from '../format';
import { addressOf, go } from '../route';
import { useWords } from '../words';
import { About, Language, nameOf } from './customer';
import { waited } from './waited';

interface LineProps {
  row: ConversationRow;
  mine: boolean;
  open: boolean;
  now: number;
}

export function Line({ row, mine, open, now }: LineProps) {
  const t = useWords();
  const to = { room: 'conversations', view: 'all', open: row.id, filter: new URLSearchParams() } as const;
  return (
    <li>
      <a
        href={addressOf(to)}
        className="cr"
        aria-current={open ? 'true' : undefined}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey) return;
          event.preventDefault();
          go({ room: 'conversations', open: row.id });
        }}
      >
        <b>{nameOf(row, t)}</b>
        <Wait row={row} mine={mine} now={now} />
        <span className="soft">{mine && row.last ? row.last.text : <About row={row} />}</span>
        <Language locale={row.locale} />
      </a>
    </li>
  );
}

/** Of the waiting since they asked; of one's own since they wrote; of others who talks with them; of those that ended how. */
function Wait({ row, mine, now }: Omit<LineProps, 'open'>) {
  const t = useWords();
  if (row.state === 'waiting') return <span className="num">{waited(row.since, now)}</span>;
  if (row.state === 'ended') return <span className="soft">{t(`conversations.ends.${row.ended ?? 'end'}`)}</span>;
  if (mine && row.unanswered) {
    return <b className="waits num">{t('conversations.waitsForYou', { time: waited(row.unanswered, now) })}</b>;
  }
  if (mine) return <span className="soft num">{clock(row.last?.at ?? row.at)}</span>;
  return <span className="soft">{row.owner?.name}</span>;
}
