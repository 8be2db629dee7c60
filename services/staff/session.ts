// Sessions of the desk: a random token in a cookie, its hash in the store, and everything asked anew at each request.
import type { Instant } from '../../domain/result';
import { HOUR, later, MINUTE, SECOND } from '../../domain/time';
import { keys, record, type Session, typed } from '../../storage/records';
import type { Doc, Stored } from '../../storage/store';
import type { Deps } from '../shared/deps';
import { isSessionToken, newSessionToken, SEEN_MS } from '../shared/session-token';
import { type StoredStaff, staffAt } from './staff';

/** ASVS 5.0 7.3.2: a working day, whatever happens. */
const LONGEST_MS = 12 * HOUR;
/** ASVS 5.0 7.3.1: a screen that nobody looks at any more. */
const IDLE_MS = 30 * MINUTE;
/** Between password and code. */
const HALF_WAY_MS = 10 * MINUTE;
/** ASVS 5.0 7.5.3: what needs a fresh code. */
const FRESH_MS = 10 * MINUTE;
/** What other tabs have asked is under way, and the browser has the new cookie a moment later. */
const REPLACED_MS = 10 * SECOND;

export interface OpenSession {
  hash: string;
  session: Stored<Session>;
  staff: StoredStaff;
}

/** After that nobody reads it: the store's end is the session's. */
function endOf({ step, createdAt, seenAt, endsAt }: Session): Instant {
  if (step === 'code') return later(createdAt, HALF_WAY_MS);
  const ends = [later(seenAt, IDLE_MS), later(createdAt, LONGEST_MS), ...(endsAt ? [endsAt] : [])];
  return ends.reduce((first, one) => (one < first ? one : first));
}

const docOf = (hash: string, body: Session): Doc<Session> =>
  record('session', keys.session(hash), body, { expiresAt: endOf(body) });

/**
 * Begins a session and answers its token. How somebody was proven is not its matter: a password and a code, or whatever
 * else says who it is. `from`: the one whose place it takes, which ends (ASVS 5.0 7.2.4: no token from before survives a
 * sign-in). With `going` it is only renewed: the twelve hours go on, and the old token is good for ten seconds more, without
 * the fresh code, so that no other tab is thrown out.
 */
export async function beginSession(
  deps: Deps,
  { id, epoch }: { id: string; epoch: number },
  { step, from, going }: { step: Session['step']; from?: OpenSession | undefined; going?: OpenSession | undefined },
): Promise<string> {
  const token = newSessionToken(deps);
  const now = deps.now();
  const body: Session = {
    staff: id,
    epoch,
    step,
    createdAt: going?.session.body.createdAt ?? now,
    seenAt: now,
    codeAt: step === 'in' ? now : undefined,
  };
  const doc = docOf(deps.secrets.hash(token), body);
  await deps.store.commit(doc.pk, [{ op: 'create', doc }]);
  if (going) await replaceSession(deps, going);
  else if (from) await endSession(deps, from);
  return token;
}

export async function endSession(deps: Pick<Deps, 'store'>, { session }: Pick<OpenSession, 'session'>): Promise<void> {
  await deps.store.commit(session.pk, [{ op: 'delete', id: session.id }]);
}

async function replaceSession(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  { hash, session }: OpenSession,
): Promise<void> {
  const doc = docOf(hash, { ...session.body, endsAt: later(now(), REPLACED_MS) });
  // Lost: a request of the same session was noted meanwhile; then it ends at once.
  const done = await store.commit(session.pk, [{ op: 'replace', doc, etag: session.etag }]);
  if (!done.ok) await endSession({ store }, { session });
}

/** The session of a token, while it lives: two reads, each time. Undefined: nobody is signed in. */
export async function sessionOf(deps: Deps, token: string | undefined): Promise<OpenSession | undefined> {
  if (!token || !isSessionToken(token)) return undefined;
  const hash = deps.secrets.hash(token);
  const found = await deps.store.get(keys.session(hash));
  if (!found) return undefined;
  const session = typed('session', found);
  const staff = await staffAt(deps, session.body.staff);
  // ASVS 5.0 7.4.2, 7.4.3: disabled, reset, or with other roles: no session of before lives.
  if (!staff || staff.body.disabled || staff.body.epoch !== session.body.epoch) return undefined;
  return { hash, session, staff };
}

/** Notes that it is in use. */
export async function touch(deps: Deps, { hash, session }: OpenSession): Promise<void> {
  const now = deps.now();
  if (session.body.step !== 'in' || later(session.body.seenAt, SEEN_MS) > now) return;
  // Lost: another request of the same session noted it.
  await deps.store.commit(session.pk, [
    { op: 'replace', doc: docOf(hash, { ...session.body, seenAt: now }), etag: session.etag },
  ]);
}

/** Whether its last code is fresh enough for what is strong. */
export const isFresh = (deps: Pick<Deps, 'now'>, { session: { body } }: OpenSession): boolean =>
  body.codeAt !== undefined && later(body.codeAt, FRESH_MS) > deps.now();
