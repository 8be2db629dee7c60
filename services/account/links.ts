// One-time links: a pointer from the token's hash to what it acts on. Only the hash is stored, only the newest works.
import type { Instant } from '../../domain/result';
import { bodyOf, keys, type Pointer, record } from '../../storage/records';
import type { Deps } from '../shared/deps';
import { no } from '../shared/once';
import { DAY, later } from '../../domain/time';

export type LinkPurpose =
  | 'activation'
  | 'notMe'
  | 'resetPassword'
  | 'confirmEmail'
  | 'undoEmail'
  | 'signin'
  | 'pairing'
  | 'data'
  | 'staffEntry';

/** A dead link is remembered a while, so that the page can say "expired" instead of "unknown". */
export const REMEMBERED_MS = 7 * DAY;

const NONCE = 24;
/** Longer texts are no tokens of ours. */
const TOKEN_MAX = 100;

export interface NewLink {
  nonce: string;
  token: string;
  hash: string;
}

/** Makes a token and its pointer. `holder`: an order (activation, notMe), an account, a conversation (signin), or staff (staffEntry). */
export async function newLink(
  deps: Deps,
  purpose: LinkPurpose,
  {
    customer,
    holder,
    expiresAt,
    nonce = deps.random(NONCE).toString('base64url'),
  }: { customer: string; holder: string; expiresAt: Instant; nonce?: string },
): Promise<NewLink> {
  // ASVS 5.0 11.5.1, 6.5.2: nobody can guess it, and only its SHA-256 is stored.
  const { token, hash } = deps.secrets.link(purpose, nonce);
  const body: Pointer = { customer, holder, claimedAt: deps.now(), data: purpose };
  const key = keys.link(hash);
  // The pointer comes first: without the document that knows its hash it leads nowhere.
  await deps.store.commit(key.pk, [
    { op: 'create', doc: record('pointer', key, body, { expiresAt: later(expiresAt, REMEMBERED_MS) }) },
  ]);
  return { nonce, token, hash };
}

export interface FoundLink {
  hash: string;
  customer: string;
  holder: string;
  purpose: LinkPurpose;
}

/** Where a token leads, if it is one of ours for these purposes. It may be old: its holder must know the hash. */
export async function findLink(deps: Deps, token: string, ...purposes: LinkPurpose[]): Promise<FoundLink | undefined> {
  if (!token || token.length > TOKEN_MAX) return undefined;
  const hash = deps.secrets.hash(token);
  const found = await deps.store.get(keys.link(hash));
  if (!found) return undefined;
  const { customer, holder, data } = bodyOf('pointer', found);
  const purpose = purposes.find((one) => one === data);
  return purpose && { hash, customer, holder, purpose };
}

/** Used, replaced by a newer one, or never ours. */
export const linkDead = () => no('linkDead');
export const linkExpired = () => no('linkExpired');
