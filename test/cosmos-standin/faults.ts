// Trouble on request: the n-th request of a kind meets what a network or a busy service would do to it.

/** What a request asks for. */
export type Operation =
  | 'account'
  | 'database'
  | 'container'
  | 'offer'
  | 'pkranges'
  | 'read'
  | 'create'
  | 'upsert'
  | 'replace'
  | 'delete'
  | 'batch'
  | 'query'
  | 'queryplan'
  | 'changefeed'
  | 'unsupported';

const WRITES: readonly Operation[] = ['create', 'upsert', 'replace', 'delete', 'batch'];
const ITEMS: readonly Operation[] = [...WRITES, 'read', 'query', 'queryplan', 'changefeed'];

export type FaultAction =
  /** Answered instead of executed. 429 takes `retryAfterMs` (default 20). */
  | '429'
  | '449'
  | '503'
  | '408'
  | '500'
  | '410'
  /** Not executed, never answered. */
  | 'stall'
  /** Not executed, the socket is destroyed. */
  | 'cut'
  /** Executed, then the socket is destroyed. */
  | 'lost'
  /** Executed, never answered. */
  | 'lostStall'
  /** Not executed: 207 in which operation `at` (default 0) has 429 and the others 424. For batches. */
  | 'batch429'
  /** A page without documents, with a continuation. For queries. */
  | 'emptyPage'
  /** Executed and answered, `ms` (default 100) later. */
  | 'slow';

export interface FaultRule {
  do: FaultAction;
  /** `write`: all that change items; `item`: all but metadata. Default `any`. */
  on?: Operation | 'write' | 'item' | 'any';
  /** Only requests for this partition key or id. */
  pk?: string;
  id?: string;
  /** The first request that is met, counted from 1 since the rule was added. Default 1. */
  nth?: number;
  /** How many in a row are met from then on. Default 1; 0: all. */
  times?: number;
  retryAfterMs?: number;
  at?: number;
  ms?: number;
}

export interface FaultCall {
  op: Operation;
  pk?: string;
  id?: string;
}

export interface Faults {
  /** Answers the function that takes the rule back. */
  add(rule: FaultRule): () => void;
  clear(): void;
  /** The rules that still wait for a request. */
  pending(): FaultRule[];
  /** Counts the request; the first rule that is due for it. */
  next(call: FaultCall): FaultRule | undefined;
}

export function createFaults(): Faults {
  let rules: { rule: FaultRule; seen: number }[] = [];
  const last = ({ nth = 1, times = 1 }: FaultRule): number => (times === 0 ? Infinity : nth + times - 1);
  return {
    add(rule) {
      const entry = { rule, seen: 0 };
      rules.push(entry);
      return () => {
        rules = rules.filter((one) => one !== entry);
      };
    },
    clear() {
      rules = [];
    },
    pending: () => rules.map(({ rule }) => rule),
    next(call) {
      let due: FaultRule | undefined;
      for (const entry of rules) {
        if (!matches(entry.rule, call)) continue;
        entry.seen++;
        if (entry.seen >= (entry.rule.nth ?? 1) && entry.seen <= last(entry.rule)) due ??= entry.rule;
      }
      rules = rules.filter(({ rule, seen }) => seen < last(rule));
      return due;
    },
  };
}

function matches({ on = 'any', pk, id }: FaultRule, call: FaultCall): boolean {
  if (
    on === 'write'
      ? !WRITES.includes(call.op)
      : on === 'item'
        ? !ITEMS.includes(call.op)
        : on !== 'any' && on !== call.op
  ) {
    return false;
  }
  return (pk === undefined || pk === call.pk) && (id === undefined || id === call.id);
}
