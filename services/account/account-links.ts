// One-time links of an account: reset, confirm an address, undo, pairing. The newest of each purpose, used once.
import type { Account } from '../../storage/records';
import type { Instant } from '../../domain/result';
import type { Deps } from '../shared/deps';
import { findLink, type LinkPurpose, linkDead, linkExpired, newLink } from './links';
import { accountAt, type StoredAccount } from './logins';
import type { Answer } from '../shared/once';

export type AccountPurpose = Extract<LinkPurpose, 'resetPassword' | 'confirmEmail' | 'undoEmail' | 'pairing' | 'data'>;
type Links = Account['links'];

export interface AccountLinkFound {
  account: StoredAccount;
  hash: string;
  data?: string;
  /** It did its work already: the same click twice gets the same answer, and nothing happens again. */
  used: boolean;
  /** What it did. */
  did?: string;
}

/** The account that a token is for, if it is the newest of its purpose. Reasons: linkDead, linkExpired. */
export async function findAccountLink(
  deps: Deps,
  token: string,
  purpose: AccountPurpose,
): Promise<Answer<AccountLinkFound>> {
  const link = await findLink(deps, token, purpose);
  const account = link && (await accountAt(deps, link.customer, link.holder));
  const known = account?.body.links[purpose];
  if (!link || !account || known?.hash !== link.hash) return linkDead();
  // ASVS 5.0 6.4.1: it ends with its time.
  if (known.expiresAt <= deps.now()) return linkExpired();
  return { ok: true, account, hash: link.hash, data: known.data, used: known.used === true, did: known.did };
}

/** Makes a link of a purpose; `links` is what the account must hold for it, replacing an older one (newest only). */
export async function newAccountLink(
  deps: Deps,
  { customer, id, links }: Account,
  purpose: AccountPurpose,
  { expiresAt, data, nonce: given }: { expiresAt: Instant; data?: string; nonce?: string },
): Promise<{ nonce: string; token: string; links: Links }> {
  const { nonce, token, hash } = await newLink(deps, purpose, {
    customer,
    holder: id,
    expiresAt,
    ...(given ? { nonce: given } : {}),
  });
  return { nonce, token, links: { ...links, [purpose]: { hash, expiresAt, data } } };
}

/** The links that stay: those to keep, and the one that was just used, marked with what it did. */
export function afterUse(links: Links, used: AccountPurpose, keep: LinkPurpose[] = [], did?: string): Links {
  const kept = Object.fromEntries(Object.entries(links).filter(([name]) => keep.includes(name as LinkPurpose)));
  const done = links[used];
  return done ? { ...kept, [used]: { ...done, used: true, ...(did ? { did } : {}) } } : kept;
}
