// The grid: rows of one height drawn only where one looks, steered by keyboard.
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { DeskRow } from '../../../domain/desk-view';
import { Check } from '../check';
import { useWords } from '../words';
import { Row } from './row';

const ROW_PX = 36;

interface GridProps {
  rows: readonly DeskRow[];
  /** Of the whole selection; `more` reads on. */
  total: number;
  more: (() => void) | undefined;
  ticked: ReadonlySet<string>;
  refused: ReadonlyMap<string, string>;
  tick: (number: string) => void;
  show: (number: string) => void;
  at: number;
  move: (to: number) => void;
  open: string | undefined;
  setTicked: (to: ReadonlySet<string>) => void;
}

export function Grid({ rows, total, more, ticked, refused, tick, show, at, move, open, setTicked }: GridProps) {
  const t = useWords();
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= rows.length - 20) more?.();
  }, [last, rows.length, more]);
  useEffect(() => {
    if (rows.length) virtual.scrollToIndex(at);
  }, [at]);

  function steer(event: KeyboardEvent): void {
    const to = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: rows.length - 1,
      PageDown: at + 15,
      PageUp: at - 15,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    move(to);
  }
  const all = rows.length > 0 && rows.every(({ number }) => ticked.has(number));
  return (
    <div className="grid" role="grid" aria-rowcount={total} aria-label={t('rail.applications')} aria-multiselectable>
      <Head
        all={all}
        some={ticked.size > 0}
        tick={() => setTicked(all ? new Set() : new Set(rows.map(({ number }) => number)))}
      />
      <div className="rows" ref={box} role="rowgroup" tabIndex={0} aria-label={t('list.rows')} onKeyDown={steer}>
        <div style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const row = rows[index];
            return (
              row && (
                <Row
                  key={row.number}
                  row={row}
                  at={index}
                  top={start}
                  ticked={ticked.has(row.number)}
                  cursor={index === at}
                  open={row.number === open}
                  refused={refused.get(row.number)}
                  tick={tick}
                  show={show}
                />
              )
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Head({ all, some, tick }: { all: boolean; some: boolean; tick: () => void }) {
  const t = useWords();
  return (
    <div className="lh" role="row">
      <span role="columnheader">
        <Check label={t('list.tickAll')} on={all ? true : some ? 'mixed' : false} change={tick} />
      </span>
      {['due', 'number', 'title'].map((name) => (
        <span key={name} role="columnheader">
          {t(`list.${name}`)}
        </span>
      ))}
      <span role="columnheader" className="wide">
        {t('list.city')}
      </span>
      <span role="columnheader">{t('list.kind')}</span>
      <span role="columnheader" className="end">
        {t('list.amount')}
      </span>
      <span role="columnheader" className="wide end">
        {t('list.submitted')}
      </span>
      <span role="columnheader" className="claimed">
        {t('list.claimed')}
      </span>
    </div>
  );
}
