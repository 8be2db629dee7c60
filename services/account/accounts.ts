// The account behind a chat's link: asked anew each time, so that signing out everywhere holds at once.
import type { AccountLink, Actor } from '../../domain/people';
import type { Account } from '../../storage/records';
import type { Write } from '../../storage/store';
import type { Deps } from '../shared/deps';
import { accountAt, type StoredAccount } from './logins';
import { DAY, later } from '../../domain/time';

/** A chat stays signed in for so long. */
const LINK_MS = 30 * DAY;

/** The account, unless the link is void: expired, or the epoch rose (password, address, "sign out everywhere"). */
export async function accountOf(deps: Deps, link: AccountLink): Promise<StoredAccount | undefined> {
  // ASVS 5.0 7.3.2: a session ends after 30 days, whatever happens.
  if (link.until <= deps.now()) return undefined;
  const account = await accountAt(deps, link.customer, link.account);
  // ASVS 5.0 7.4.3: after a password change no older session lives.
  return account?.body.epoch === link.epoch ? account : undefined;
}

/** The account of whoever gives a command; undefined for guests and void links. */
export async function accountOfActor(deps: Deps, by: Actor): Promise<StoredAccount | undefined> {
  return by.role === 'customer' ? accountOf(deps, by.link) : undefined;
}

export const linkTo = (deps: Deps, { customer, id, epoch }: Account): AccountLink => ({
  customer,
  account: id,
  epoch,
  until: later(deps.now(), LINK_MS),
});

/** The account's document with another body, to be written if nobody wrote it since. */
export function changed(account: StoredAccount, body: Partial<Account>): Write {
  const { etag, ...doc } = account;
  return { op: 'replace', doc: { ...doc, body: { ...account.body, ...body } }, etag };
}
