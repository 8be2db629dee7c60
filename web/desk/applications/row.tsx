// One line of the list; drawn again only when something of it changed.
import { ErrorCircleRegular } from '@fluentui/react-icons/svg/error-circle';
import { memo, useEffect, useRef } from 'react';
import type { DeskRow } from '../../../domain/desk-view';
import { Avatar } from '../avatar';
import { Check } from '../check';
import { due, when, yuan } from '../format';
import { useKeys } from '../keys';
import { pileIn, usePlace } from '../route';
import { useMe } from '../session';
import { whoIs } from '../who';
import { useWords } from '../words';

interface RowProps {
  row: DeskRow;
  at: number;
  top: number;
  ticked: boolean;
  cursor: boolean;
  open: boolean;
  /** Why a bulk action passed it over. */
  refused: string | undefined;
  tick: (number: string) => void;
  show: (number: string) => void;
}

export const Row = memo(function Row({ row, at, top, ticked, cursor, open, refused, tick, show }: RowProps) {
  const t = useWords();
  const { view } = usePlace();
  const me = useMe();
  const line = useRef<HTMLDivElement>(null);
  useKeys({ Enter: () => (isElsewhere(line.current) ? false : show(row.number)) }, { while: cursor });
  const { text, tone } = due(row.until, row.late, t);
  const [, type] = row.kind.split('-');
  const pile = pileIn(view);
  const gone = pile !== undefined && row.pile !== pile;
  useEffect(() => {
    if (cursor && document.activeElement?.closest('.rows')) line.current?.scrollIntoView({ block: 'nearest' });
  }, [cursor]);
  return (
    <div
      ref={line}
      className="lr"
      role="row"
      aria-rowindex={at + 1}
      aria-selected={ticked}
      style={{ transform: `translateY(${top}px)` }}
      data-ticked={ticked ? '' : undefined}
      data-cursor={cursor ? '' : undefined}
      data-open={open ? '' : undefined}
      data-gone={gone ? '' : undefined}
      data-refused={refused ? '' : undefined}
      onClick={() => show(row.number)}
    >
      <span role="gridcell">
        <Check label={t('list.tick', { number: row.number })} on={ticked} change={() => tick(row.number)} />
      </span>
      <span role="gridcell" className={`due ${tone}`}>
        {row.pile ? text : t(`states.${row.state}`)}
      </span>
      <span role="gridcell" className="num">
        {row.number}
      </span>
      <span role="gridcell" className="title">
        {row.title}
      </span>
      {refused ? (
        <span role="gridcell" className="why">
          <ErrorCircleRegular aria-hidden /> {refused}
        </span>
      ) : (
        <>
          <span role="gridcell" className="wide soft">
            {row.city}
          </span>
          <span role="gridcell" className="kind">
            {t(`types.${type}`)}
            {row.needed > 1 && <span className="soft"> ×{row.needed}</span>}
          </span>
          <span role="gridcell" className="end num">
            {yuan(row.amount)}
          </span>
          <span role="gridcell" className="wide end soft num">
            {when(row.submittedAt, t)}
          </span>
          <span role="gridcell" className="claimed">
            {row.claim && <Avatar name={whoIs(row.claim.name, t)} mine={row.claim.staff === me.id} />}
            {row.claim && <span className="name">{whoIs(row.claim.name, t)}</span>}
          </span>
        </>
      )}
    </div>
  );
});

/** Enter on a button or a link is its own. */
const isElsewhere = (line: HTMLElement | null): boolean => {
  const focused = document.activeElement;
  return (
    focused instanceof HTMLElement &&
    focused !== document.body &&
    !focused.classList.contains('rows') &&
    !line?.contains(focused)
  );
};
