// Whence a command comes, as limits count it: conversation, person, network address, door.
import type { Actor } from '../../domain/people';
import { accountOfActor } from '../account/accounts';
import type { Deps } from './deps';
import { begunBy } from '../account/pending';

export interface Source {
  conversation?: string | undefined;
  /** Channel and the channel's user id; only where a channel says who speaks. */
  person?: string | undefined;
  /** The network address, where there is one. */
  ip?: string | undefined;
  /**
   * All that come the same way share what a door allows to strangers, so that a flood of made-up people through one
   * channel closes no other (ASVS 5.0 6.1.1).
   */
  door: string;
  /** The narrowest that a stranger can't choose at will. */
  whence: string;
}

/** Channels whose name is a door of its own; others share one, since a channel's name may be anything. */
const DOORS = ['msteams', 'directline', 'webchat', 'emulator', 'email', 'sms', 'line', 'telegram', 'facebook', 'slack'];

/** Every door that strangers have. */
export const ALL_DOORS = [...DOORS, 'web', 'other'];

export function sourceOf(by: Actor): Source {
  if (by.role !== 'guest' && by.role !== 'customer') return { door: by.role, whence: by.role };
  const { conversation, person, ip } = by;
  const channel = person?.split('|', 1)[0] ?? '';
  const door = ip || !person ? 'web' : DOORS.includes(channel) ? channel : 'other';
  return { conversation, person, ip, door, whence: ip ?? person ?? conversation ?? door };
}

/** Whether we know who it is: an account's chat, or the conversation whose registration waits. One order has one of those. */
export const isKnown = (deps: Deps, by: Actor) => async (): Promise<boolean> =>
  (await accountOfActor(deps, by)) !== undefined ||
  ('conversation' in by && by.conversation !== undefined && (await begunBy(deps, by.conversation)) !== undefined);
