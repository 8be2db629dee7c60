// Sends what no inbound waits for: mails, notices into chats, applications that are due, conversations that stopped half-way.
import { takeDue } from '../../storage/dues';
import { bodyOf } from '../../storage/records';
import type { Stored } from '../../storage/store';
import { nameOf } from '../process/log';
import { unwatched, type Watch } from '../watchdog';
import { AT_ONCE } from './mail';
import { type Work, workOn } from './work';

export interface DispatcherOptions extends Omit<Work, 'wake' | 'watch' | 'leaseMs'> {
  watch?: Watch;
  pollMs?: number;
  leaseMs?: number;
}

export interface Dispatcher {
  /** Looks for due work at once. Never throws, never waits. */
  wake(): void;
  /** Begins to listen and to look every few seconds. */
  start(): void;
  /** Takes nothing new and waits for what is on its way. */
  stop(): Promise<void>;
  /** All that is due now, until nothing is left under way: for tests and the command line. */
  drain(): Promise<void>;
}

/** So many rows on their way at once; of what goes to one server fewer (mails: two rounds of the pool), so that a slow one holds up nothing else. */
const IN_FLIGHT = 24;
const LANES = { mail: AT_ONCE * 2, issuing: 4 } as const;
type Lane = keyof typeof LANES;
/** Rings of other processes are gathered: a look costs a query. */
const RING_MS = 250;
const DUE_KINDS = ['outbox', 'application', 'header'];

/** What a killed process held is free again after LEASE_MS and found by the next poll: together under 15 s. */
const LEASE_MS = 9_000;
const POLL_MS = 5_000;

/** What is under way, and whether there is more. */
interface Dispatching {
  work: Work;
  pollMs: number;
  flying: Set<Promise<void>>;
  /** Of those. */
  lanes: Record<Lane, number>;
  /** There was more than there was room for. */
  starved: boolean;
  stopped: boolean;
  looking?: Promise<void>;
  /** Asked to look while it was looking. */
  again: boolean;
  ringing?: NodeJS.Timeout;
}

/** Makes the dispatcher; it does nothing until `start` (or `drain`). */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { pollMs = POLL_MS, leaseMs = LEASE_MS, watch = unwatched, ...work } = options;
  const state: Dispatching = {
    work: { ...work, watch, leaseMs, wake: () => look(state) },
    pollMs,
    flying: new Set(),
    lanes: { mail: 0, issuing: 0 },
    starved: false,
    stopped: false,
    again: false,
  };
  const { wake } = state.work;
  let stopListening: (() => void) | undefined;
  return {
    wake,
    start() {
      stopListening = listen(state);
      wake();
    },
    async stop() {
      state.stopped = true;
      stopListening?.();
      clearTimeout(state.ringing);
      await state.looking;
      while (state.flying.size > 0) await Promise.all(state.flying);
    },
    async drain() {
      wake();
      while (state.looking || state.flying.size > 0) await Promise.all([state.looking, ...state.flying]);
    },
  };
}

/** Looks when another process rings, and every few seconds. Answers what ends it. */
function listen(state: Dispatching): () => void {
  const unwatch = state.work.deps.store.watch((pks) => notify(state, pks));
  const poll = setInterval(() => look(state), state.pollMs);
  poll.unref();
  return () => {
    clearInterval(poll);
    unwatch();
  };
}

/** Another process may have left work for us. Conversations are woken by their own channels. */
function notify(state: Dispatching, pks: readonly string[]): void {
  if (state.ringing || state.stopped || !pks.some((pk) => pk.startsWith('customer:'))) return;
  state.ringing = setTimeout(() => {
    state.ringing = undefined;
    look(state);
  }, RING_MS);
  state.ringing.unref();
}

/** One look at a time; asked meanwhile, one more follows. */
function look(state: Dispatching): void {
  if (state.stopped) return;
  if (state.looking) {
    state.again = true;
    return;
  }
  state.looking = take(state).finally(() => {
    state.looking = undefined;
    if (!state.again) return;
    state.again = false;
    look(state);
  });
}

/** Takes what is due as long as there is room. */
async function take(state: Dispatching): Promise<void> {
  const { deps, leaseMs, log } = state.work;
  try {
    while (!state.stopped && state.flying.size < IN_FLIGHT) {
      const limit = IN_FLIGHT - state.flying.size;
      const room = { mail: LANES.mail - state.lanes.mail, issuing: LANES.issuing - state.lanes.issuing };
      state.starved = false;
      const wants = (doc: Stored) => {
        const lane = laneOf(doc);
        if (!lane || room[lane]-- > 0) return true;
        state.starved = true;
        return false;
      };
      const docs = await takeDue(deps.store, { now: deps.now(), leaseMs, limit, kinds: DUE_KINDS, wants });
      for (const doc of docs) launch(state, doc);
      if (docs.length < limit) return;
    }
    state.starved = true;
  } catch (error) {
    log.warn({ code: nameOf(error) }, 'the outbox could not be read; next round tries again');
  }
}

function launch(state: Dispatching, doc: Stored): void {
  const { work, flying, lanes } = state;
  const lane = laneOf(doc);
  if (lane) lanes[lane] += 1;
  const flight = workOn(work, doc)
    .catch((error: unknown) =>
      work.log.warn({ code: nameOf(error), kind: doc.kind }, 'due work failed; its lease runs out'),
    )
    .finally(() => {
      if (lane) lanes[lane] -= 1;
      flying.delete(flight);
      // Not after each: a look reads the list from its beginning.
      const roomy = lane !== undefined && lanes[lane] <= LANES[lane] / 2;
      if (state.starved && (roomy || flying.size === 0)) look(state);
    });
  flying.add(flight);
}

function laneOf(doc: Stored): Lane | undefined {
  if (doc.kind !== 'outbox') return undefined;
  const { to, name } = bodyOf('outbox', doc);
  return to === 'mail' ? 'mail' : name === 'issuing' ? 'issuing' : undefined;
}
