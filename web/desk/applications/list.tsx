// The list with its foot: ticks, the cursor, and what is done with all that is ticked.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { DeskRow } from '../../../domain/desk-view';
import { useKeys } from '../keys';
import { go, usePlace } from '../route';
import { Bulk } from './bulk';
import { Empty } from './empty';
import { Foot } from './foot';
import { Grid } from './grid';

export interface ListProps {
  rows: readonly DeskRow[];
  total: number;
  amount: number | undefined;
  loading: boolean;
  failed: boolean;
  note: string | undefined;
  more: (() => void) | undefined;
  /** Reads on to the end, and answers every number. */
  every: () => Promise<readonly string[]>;
}

export function List({ rows, total, amount, loading, failed, note, more, every }: ListProps) {
  const { view, open } = usePlace();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [refused, setRefused] = useState<ReadonlyMap<string, string>>(new Map());
  const [cursor, setCursor] = useState(0);
  const from = useRef(0);
  useEffect(() => {
    setTicked(new Set());
    setRefused(new Map());
    setCursor(0);
  }, [view]);
  const tick = useCallback((number: string) => setTicked((before) => toggled(before, number)), []);
  const show = useCallback((number: string) => go({ open: number }), []);
  const numbers = useMemo(() => rows.map(({ number }) => number), [rows]);
  const at = Math.min(cursor, rows.length - 1);

  function range(): void {
    const [a, b] = [Math.min(from.current, at), Math.max(from.current, at)];
    setTicked((before) => new Set([...before, ...numbers.slice(a, b + 1)]));
  }
  const move = (to: number) => setCursor(Math.max(0, Math.min(rows.length - 1, to)));
  useKeys({
    j: () => move(at + 1),
    k: () => move(at - 1),
    x: () => {
      from.current = at;
      if (numbers[at]) tick(numbers[at]);
    },
    X: range,
    Escape: () => (ticked.size ? setTicked(new Set()) : open ? go({ open: undefined }) : false),
  });

  const chosen = useMemo(() => rows.filter(({ number }) => ticked.has(number)), [rows, ticked]);
  return (
    <section className="list">
      <Grid
        {...{ rows, total, ticked, refused, tick, show, more }}
        at={at}
        move={move}
        open={open}
        setTicked={setTicked}
      />
      {rows.length === 0 && <Empty loading={loading} failed={failed} />}
      {chosen.length > 0 ? (
        <Bulk
          rows={chosen}
          rest={chosen.length === rows.length && rows.length < total ? total : 0}
          tickAll={() => void every().then((all) => setTicked(new Set(all)))}
          done={(reasons) => {
            setRefused(reasons);
            setTicked(new Set(reasons.keys()));
          }}
          clear={() => setTicked(new Set())}
        />
      ) : (
        <Foot total={total} amount={amount} note={note} />
      )}
    </section>
  );
}

const toggled = (set: ReadonlySet<string>, one: string): ReadonlySet<string> => {
  const next = new Set(set);
  if (!next.delete(one)) next.add(one);
  return next;
};
