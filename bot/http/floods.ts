// Floods of messages and new conversations: counted as work, by whoever sends them, before they cost a turn.
import { LIMITS } from '../../services/shared/limit-table';
import { keys } from '../../storage/records';
import type { Store } from '../../storage/store';
import { createLimiter, type Limiter } from './limiter';

export interface Sender {
  /** As turns know it. */
  conversation: string;
  person?: string | undefined;
  ip?: string | undefined;
}

export interface Floods {
  /** Seconds to wait before a message of so many characters is taken; 0 = now. */
  message(sender: Sender, characters?: number): Promise<number>;
  /** The same for asking for a token, or for what a token of others' is good for. */
  token(ip: string): number;
  /** The same for a token that begins a conversation. */
  conversation(): number;
  /** The same for a channel's "somebody joined". */
  join(): number;
}

export interface FloodOptions {
  store: Store;
  nowMs: () => number;
  /** Other numbers than the table's, for tests and measurements. */
  limits?: Partial<Record<Kept, number>>;
}

type Kept =
  | 'workByConversation'
  | 'workByPerson'
  | 'workByNetwork'
  | 'workByService'
  | 'tokensByNetwork'
  | 'tokensByService'
  | 'joinsByService';

/** A short message is one unit; each thousand characters more are one more, as far as a message is read at all. */
const UNIT = 1000;
const READ_MAX = 10_000;
const ALL = 'all';

export function createFloods({ store, nowMs, limits = {} }: FloodOptions): Floods {
  const limiter = (name: Kept): Limiter => {
    const [{ max, windowMs }] = LIMITS[name].windows;
    return createLimiter({ count: limits[name] ?? max, seconds: windowMs / 1000, nowMs });
  };
  const byConversation = limiter('workByConversation');
  const byPerson = limiter('workByPerson');
  const byNetwork = limiter('workByNetwork');
  const byService = limiter('workByService');
  const tokensByNetwork = limiter('tokensByNetwork');
  const tokensByService = limiter('tokensByService');
  const joins = limiter('joinsByService');

  /** ASVS 5.0 6.1.1: a flood of strangers shuts nobody out who is signed in. One read instead of a turn. */
  async function isSignedIn(conversation: string): Promise<boolean> {
    const found = await store.get<{ state?: { link?: unknown } }>(keys.header(conversation));
    return found?.body.state?.link !== undefined;
  }

  return {
    async message({ conversation, person, ip }, characters = 0) {
      const units = 1 + Math.floor(Math.min(characters, READ_MAX) / UNIT);
      const own =
        byConversation.hit(conversation, units) ||
        (person ? byPerson.hit(person, units) : 0) ||
        (ip ? byNetwork.hit(ip, units) : 0);
      if (own) return own;
      const wait = byService.hit(ALL, units);
      return wait && (await isSignedIn(conversation)) ? 0 : wait;
    },
    token: (ip) => tokensByNetwork.hit(ip),
    conversation: () => tokensByService.hit(ALL),
    join: () => joins.hit(ALL),
  };
}
