// Sessions of account holders in a browser: a random token in a cookie, its hash in the store, and everything asked anew each time.
import type { Instant } from '../../domain/result';
import { HOUR, later, SECOND } from '../../domain/time';
import { type AccountSession, keys, record, typed } from '../../storage/records';
import type { Doc, Stored } from '../../storage/store';
import type { Deps } from '../shared/deps';
import { isSessionToken, newSessionToken, SEEN_MS } from '../shared/session-token';
import { accountAt, type StoredAccount } from './logins';

/** ASVS 5.0 7.3.2: a working day, whatever happens. */
const LONGEST_MS = 12 * HOUR;
/** ASVS 5.0 7.3.1: a page that nobody touches any more. An hour, since company data is looked up elsewhere meanwhile. */
const IDLE_MS = HOUR;

export interface OpenAccountSession {
  hash: string;
  session: Stored<AccountSession>;
  account: StoredAccount;
}

/** When it ends if nobody does anything any more. */
export function sessionEnd({ seenAt, createdAt }: AccountSession): Instant {
  const [idle, longest] = [later(seenAt, IDLE_MS), later(createdAt, LONGEST_MS)];
  return idle < longest ? idle : longest;
}

const docOf = (hash: string, body: AccountSession): Doc<AccountSession> =>
  record('accountSession', keys.accountSession(hash), body, { expiresAt: sessionEnd(body) });

/**
 * Begins a session for whoever has proven to hold the account, and answers its token. `from`: the one that the browser had,
 * which ends (ASVS 5.0 7.2.4: no token from before survives a sign-in).
 */
export async function beginAccountSession(
  deps: Deps,
  { customer, id, epoch }: { customer: string; id: string; epoch: number },
  from?: OpenAccountSession,
): Promise<string> {
  const token = newSessionToken(deps);
  const now = deps.now();
  const doc = docOf(deps.secrets.hash(token), { customer, account: id, epoch, createdAt: now, seenAt: now });
  await deps.store.commit(doc.pk, [{ op: 'create', doc }]);
  if (from) await endAccountSession(deps, from);
  return token;
}

/** ASVS 5.0 7.4.1: it ends in the store, whatever the browser keeps. */
export async function endAccountSession(
  { store }: Pick<Deps, 'store'>,
  { session }: OpenAccountSession,
): Promise<void> {
  await store.commit(session.pk, [{ op: 'delete', id: session.id }]);
}

/** The session of a cookie's token, while it lives. */
export async function accountSessionOf(deps: Deps, token: string | undefined): Promise<OpenAccountSession | undefined> {
  return token && isSessionToken(token) ? accountSessionAt(deps, deps.secrets.hash(token)) : undefined;
}

/** The session at that hash, while it lives: two reads, each time. */
export async function accountSessionAt(deps: Deps, hash: string): Promise<OpenAccountSession | undefined> {
  const found = isSessionToken(hash) ? await deps.store.get(keys.accountSession(hash)) : undefined;
  if (!found) return undefined;
  const session = typed('accountSession', found);
  if (sessionEnd(session.body) <= deps.now()) return undefined;
  const { customer, account: id, epoch } = session.body;
  const account = await accountAt(deps, customer, id);
  // ASVS 5.0 7.4.2, 7.4.3: erased, another password, another address, or "sign out everywhere": none from before lives.
  return account?.body.epoch === epoch ? { hash, session, account } : undefined;
}

/** Notes that its person did something, so many seconds ago; what is older than the last note changes nothing. */
export async function touchAccountSession(deps: Deps, open: OpenAccountSession, secondsAgo = 0): Promise<void> {
  const { hash, session } = open;
  const seenAt = later(deps.now(), -Math.max(0, secondsAgo) * SECOND);
  if (later(session.body.seenAt, SEEN_MS) > seenAt) return;
  const doc = docOf(hash, { ...session.body, seenAt });
  // Lost: another tab of the same session noted it.
  await deps.store.commit(session.pk, [{ op: 'replace', doc, etag: session.etag }]);
}
