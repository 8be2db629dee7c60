// Registrations that wait for their activation: one per order, found by order, by conversation and by address.
import { bodyOf, keys, type Pending, type Pointer, record, typed } from '../../storage/records';
import type { Doc, Key, Stored, Write } from '../../storage/store';
import type { Locale } from '../../locales/list';
import type { Instant } from '../../domain/result';
import type { Deps } from '../shared/deps';
import { newLink, REMEMBERED_MS } from './links';
import { foldEmail, loginOf } from './logins';
import { mailRow } from '../shared/outbox';
import type { PendingView } from '../queries';
import { DAY, HOUR, later } from '../../domain/time';

export type StoredPending = Stored<Pending>;

/** Longer than any pending registration: these pointers are only ways to it, and it says itself whether they are right. */
const POINTER_MS = 30 * DAY;

export async function pendingAt(deps: Deps, customer: string, order: string): Promise<StoredPending | undefined> {
  const found = await deps.store.get(keys.pending(customer, order));
  return found && typed('pending', found);
}

/** The registration that this conversation began, also for a week after its link expired; not one that replaced it. */
export async function begunBy(
  deps: Deps,
  conversation: string,
): Promise<(StoredPending & { customer: string }) | undefined> {
  const found = await via(deps, keys.begun(conversation));
  return found?.body.conversation === conversation ? found : undefined;
}

/** The newest registration with this address. Always two reads (ASVS 5.0 6.3.8). */
export async function waitingFor(
  deps: Deps,
  email: string,
): Promise<(StoredPending & { customer: string }) | undefined> {
  const found = await via(deps, registeringKey(deps, email));
  return found?.body.email === foldEmail(email) ? found : undefined;
}

async function via(deps: Deps, key: Key) {
  const pointer = await deps.store.get(key);
  const { customer, holder } = pointer ? bodyOf('pointer', pointer) : { customer: 'none', holder: 'none' };
  const pending = await pendingAt(deps, customer, holder);
  return pending && { ...pending, customer };
}

const registeringKey = (deps: Deps, email: string) =>
  keys.registering(deps.secrets.fingerprint('registering', foldEmail(email)));

/** Leaves the ways to a registration. `put`: the last one wins, and a wrong way ends at a document that denies it. */
export async function remember(
  deps: Deps,
  customer: string,
  pending: Pick<Pending, 'order' | 'email' | 'conversation'>,
) {
  const now = deps.now();
  const body: Pointer = { customer, holder: pending.order, claimedAt: now };
  const at = [registeringKey(deps, pending.email), ...(pending.conversation ? [keys.begun(pending.conversation)] : [])];
  for (const key of at) {
    const doc = record('pointer', key, body, { expiresAt: later(now, POINTER_MS) });
    await deps.store.commit(key.pk, [{ op: 'put', doc }]);
  }
}

/** What `Query.pending()` answers. */
export async function pendingOf(deps: Deps, conversation: string): Promise<PendingView | undefined> {
  const found = await begunBy(deps, conversation);
  if (!found) return undefined;
  const { email, order, sends, createdAt, expiresAt, refused } = found.body;
  return { email, order, sentAt: sends.at(-1) ?? createdAt, expiresAt, refused: refused !== undefined };
}

export interface NewActivation {
  nonce: string;
  tokenHash: string;
  expiresAt: Instant;
  mail: Write;
}

/**
 * A new link for a registration, and its mail. For an address that has an account all is the same but the mail, which
 * says so and holds no link: nobody can activate with it, and nobody sees a difference (ASVS 5.0 6.3.8).
 */
export async function newActivation(
  deps: Deps,
  { customer, order, email, locale }: { customer: string; order: string; email: string; locale: Locale },
): Promise<NewActivation> {
  const expiresAt = later(deps.now(), deps.business.activationHours * HOUR);
  const account = await loginOf(deps, email);
  const { nonce, hash } = await newLink(deps, 'activation', { customer, holder: order, expiresAt });
  // Both rows name the link, so that a refusal of either is noted and told alike.
  const row = { customer, locale, to: email, link: { purpose: 'activation', nonce } };
  const mail = account
    ? mailRow(deps, { ...row, name: 'accountExists' })
    : mailRow(deps, { ...row, name: 'activation', params: { expiresAt } });
  return { nonce, tokenHash: hash, expiresAt, mail };
}

/** The document: kept a week longer than its link, so that the page can say why, and the chat can send a new one. */
export const pendingDoc = (customer: string, body: Pending): Doc =>
  record('pending', keys.pending(customer, body.order), body, { expiresAt: later(body.expiresAt, REMEMBERED_MS) });
