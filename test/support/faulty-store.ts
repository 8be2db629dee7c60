// Stores that misbehave on purpose: calls that fail before or after they happened, processes that die, doorbells that lie.
import {
  type Key,
  type ListName,
  type ListQuery,
  type ScanQuery,
  type Store,
  StoreDown,
  type Write,
} from '../../storage/store';

/** One call of a store. `n` counts from 1. */
export type Call = { n: number } & (
  | { of: 'get'; key: Key }
  | { of: 'commit'; pk: string; writes: readonly Write[] }
  | { of: 'list'; list: ListName; query: ListQuery }
  | { of: 'scan'; query: ScanQuery }
);
export type When = 'before' | 'after';
/** Throwing before: the call never happened. Throwing after: it happened and the answer is lost. Awaiting: it waits. */
export type OnCall = (call: Call, when: When) => void | Promise<void>;

type Asked = Call extends infer C ? (C extends Call ? Omit<C, 'n'> : never) : never;

/** The same store, asking `onCall` before and after each call. */
export function stepping(store: Store, onCall: OnCall): Store & { calls: Call[] } {
  const calls: Call[] = [];
  async function step<T>(asked: Asked, work: () => Promise<T>): Promise<T> {
    const call = { n: calls.length + 1, ...asked } as Call;
    calls.push(call);
    await onCall(call, 'before');
    const result = await work();
    await onCall(call, 'after');
    return result;
  }
  return {
    ...store,
    calls,
    get: (key) => step({ of: 'get', key }, () => store.get(key)),
    commit: (pk, writes, deadline) => step({ of: 'commit', pk, writes }, () => store.commit(pk, writes, deadline)),
    list: (list, query) => step({ of: 'list', list, query }, () => store.list(list, query)),
    scan: (query) => step({ of: 'scan', query }, () => store.scan(query)),
  };
}

/** The process dies at its n-th call, before or after it: nothing that it asks later happens either. */
export function dying(store: Store, at: number, when: When): Store & { calls: Call[] } {
  let dead = false;
  return stepping(store, (call, now) => {
    if (call.n === at && now === when) dead = true;
    if (dead) throw new StoreDown(`died ${when} call ${at}`);
  });
}

/** The n-th commit happens, and its answer is lost on the way. */
export function lostAnswer(store: Store, nthCommit: number): Store & { calls: Call[] } {
  let commits = 0;
  return stepping(store, (call, when) => {
    if (call.of !== 'commit' || when === 'before') return;
    commits++;
    if (commits === nthCommit) throw new StoreDown('the answer was lost');
  });
}

export interface Gate {
  store: Store;
  /** Resolves when a call waits before the gate. */
  reached: Promise<Call>;
  open(): void;
}

/** The first call that `stop` names waits until the gate is opened: for races that must happen in one order. */
export function gated(store: Store, stop: (call: Call) => boolean): Gate {
  let arrive: (call: Call) => void = () => {};
  let open: () => void = () => {};
  const reached = new Promise<Call>((resolve) => {
    arrive = resolve;
  });
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  let used = false;
  const held = stepping(store, async (call, when) => {
    if (used || when === 'after' || !stop(call)) return;
    used = true;
    arrive(call);
    await opened;
  });
  return { store: held, reached, open: () => open() };
}

/** A doorbell as bad as the port allows: never rung, rung twice, or rung later with all that came since. */
export function badDoorbell(store: Store, how: 'dropped' | 'doubled' | 'late', lateMs = 50): Store {
  return {
    ...store,
    watch(ring) {
      if (how === 'dropped') return () => {};
      if (how === 'doubled') {
        return store.watch((pks) => {
          ring(pks);
          ring(pks);
        });
      }
      const held = new Set<string>();
      let timer: NodeJS.Timeout | undefined;
      const stop = store.watch((pks) => {
        for (const pk of pks) held.add(pk);
        timer ??= setTimeout(() => {
          timer = undefined;
          const all = [...held];
          held.clear();
          ring(all);
        }, lateMs);
      });
      return () => {
        clearTimeout(timer);
        stop();
      };
    },
  };
}
