// Who is at the desk: each process writes whom it has open, a colleague's screen or a customer's question reads all of them.
import type { AgentName } from '../../domain/handoff-state';
import type { Instant } from '../../domain/result';
import { HOUR, later, MINUTE, SECOND } from '../../domain/time';
import { type Body, bodyOf, isKnown, keys, record } from '../../storage/records';
import type { Store } from '../../storage/store';

/** Written so often while anybody is there. */
const EVERY_MS = 15 * SECOND;
/** A process that has not written for so long has nobody any more. */
const LIVES_MS = 45 * SECOND;
/** Who has left is still known for so long: when they were last seen decides whether they have vanished. */
const REMEMBERED_MS = 5 * MINUTE;
const AWAY_MS = 12 * HOUR;
/** More processes and people than any desk has. */
const MOST = 500;

export interface Presence {
  /** Somebody's screen is open; answers what says that it is not any more. */
  arrive(who: AgentName): () => void;
  /** What happened so far is written, or could not be. */
  told(): Promise<void>;
  /** Says that nobody is here any more, and writes no more. */
  close(): Promise<void>;
}

export interface PresenceOptions {
  store: Pick<Store, 'commit'>;
  now: () => Instant;
  newId: () => string;
  everyMs?: number;
  /** It could not be written: the next time says it again. */
  onTrouble?: (error: unknown) => void;
}

interface Here {
  name: string;
  screens: number;
  seen: Instant;
}

/** The presence of one process. It does nothing until somebody arrives. */
export function createPresence(options: PresenceOptions): Presence {
  const { store, now, newId, everyMs = EVERY_MS, onTrouble = () => undefined } = options;
  const key = keys.presence(`process:${newId()}`);
  const people = new Map<string, Here>();
  let timer: NodeJS.Timeout | undefined;
  /** One write after another: an older one never comes after a newer one. */
  let writing: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    const at = now();
    for (const [id, one] of people) {
      if (one.screens) one.seen = at;
      else if (later(one.seen, REMEMBERED_MS) < at) people.delete(id);
    }
    const agents = [...people].map(([id, { name, seen, screens }]) => ({ id, name, seen, here: screens > 0 }));
    const doc = record(
      'presence',
      key,
      { at, agents },
      { lists: { presence: key.id }, expiresAt: later(at, REMEMBERED_MS) },
    );
    await store.commit(key.pk, [{ op: 'put', doc }]);
    if (people.size) return;
    clearInterval(timer);
    timer = undefined;
  }

  function tell(): Promise<void> {
    writing = writing.then(write).catch(onTrouble);
    return writing;
  }

  return {
    arrive({ id, name }) {
      const one = people.get(id) ?? { name, screens: 0, seen: now() };
      one.screens += 1;
      people.set(id, one);
      timer ??= setInterval(() => void tell(), everyMs).unref();
      if (one.screens === 1) void tell();
      let left = false;
      return () => {
        if (left) return;
        left = true;
        one.screens -= 1;
        one.seen = now();
        if (!one.screens) void tell();
      };
    },
    told: () => writing,
    async close() {
      clearInterval(timer);
      for (const one of people.values()) {
        if (one.screens) one.seen = now();
        one.screens = 0;
      }
      if (people.size) await tell();
      clearInterval(timer);
    },
  };
}

/** Whether somebody takes conversations; said at one screen, it counts at all. */
export async function setAway(
  { store, now }: { store: Store; now: () => Instant },
  staff: string,
  away: boolean,
): Promise<void> {
  const at = now();
  const key = keys.presence(`away:${staff}`);
  const doc = record(
    'presence',
    key,
    { at, agents: [], away: staff },
    { lists: { presence: key.id }, expiresAt: later(at, AWAY_MS) },
  );
  if (away) await store.commit(key.pk, [{ op: 'put', doc }]);
  else if (await store.get(key)) await store.commit(key.pk, [{ op: 'delete', id: key.id }]);
}

export interface Present extends AgentName {
  away?: true;
}

async function all({ store }: { store: Pick<Store, 'list'> }): Promise<Body<'presence'>[]> {
  const { docs } = await store.list('presence', { limit: MOST });
  return docs.filter(isKnown).map((doc) => bodyOf('presence', doc));
}

/** Everybody who is at the desk now, by name. */
export async function peopleHere(deps: { store: Pick<Store, 'list'>; now: () => Instant }): Promise<Present[]> {
  const known = await all(deps);
  const away = new Set(known.flatMap((one) => one.away ?? []));
  const alive = later(deps.now(), -LIVES_MS);
  const here = new Map<string, Present>();
  for (const { at, agents } of known) {
    if (at < alive) continue;
    for (const { id, name, here: there } of agents)
      if (there) here.set(id, { id, name, ...(away.has(id) ? { away: true } : {}) });
  }
  return [...here.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** When somebody was at the desk last; undefined: not in the last minutes. */
export async function lastSeen(deps: { store: Pick<Store, 'list'> }, staff: string): Promise<Instant | undefined> {
  const seen = (await all(deps)).flatMap(({ agents }) =>
    agents.filter(({ id }) => id === staff).map((one) => one.seen),
  );
  return seen.toSorted().at(-1);
}
