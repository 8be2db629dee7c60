// The way in: a link for a day, used once, at whose end somebody has a password, an authenticator and recovery codes.
import type { EnteredAnswer, EntryAnswer } from '../../domain/staff-view';
import type { EntryLink } from '../../domain/staff-view';
import { HOUR, later } from '../../domain/time';
import type { Staff } from '../../storage/records';
import { tryLink } from '../account/link-tries';
import { findLink, linkDead, linkExpired, newLink } from '../account/links';
import type { Deps } from '../shared/deps';
import { type Answer, no, settle } from '../shared/once';
import { audit } from './audit';
import { newRecoveryCodes } from './recovery';
import { beginSession } from './session';
import { type StoredStaff, staffAt, viewOf, withBody } from './staff';
import { authenticatorOf, authenticatorUri, counterOf, newAuthenticator } from './totp';

/** ASVS 5.0 6.4.1: a first secret that ends soon, and is never the lasting one. */
const LIVES_MS = 24 * HOUR;
const ISSUER = 'Fapiao';

/** A new way in, for the staff's document; the link is shown once. */
export async function newEntry(
  deps: Deps,
  id: string,
): Promise<{ entry: NonNullable<Staff['entry']>; link: EntryLink }> {
  const expiresAt = later(deps.now(), LIVES_MS);
  const { token, hash } = await newLink(deps, 'staffEntry', { customer: 'none', holder: id, expiresAt });
  // Made now, so that the page shows the same one however often it is opened.
  const authenticator = deps.secrets.seal(authenticatorOf(id), newAuthenticator(deps.random));
  const url = `${deps.publicUrl}/desk/entry?token=${token}`;
  return { entry: { hash, expiresAt, authenticator }, link: { url, expiresAt } };
}

interface Waiting {
  staff: StoredStaff;
  secret: string;
}

async function waiting(deps: Deps, token: string): Promise<Answer<Waiting>> {
  const link = await findLink(deps, token, 'staffEntry');
  const staff = link && (await staffAt(deps, link.holder));
  const entry = staff?.body.entry;
  if (!link || !staff || entry?.hash !== link.hash || staff.body.disabled) return linkDead();
  if (entry.expiresAt <= deps.now()) return linkExpired();
  const secret = deps.secrets.unseal(authenticatorOf(staff.body.id), entry.authenticator);
  return secret ? { ok: true, staff, secret: secret.text } : linkDead();
}

/** For the page (reading changes nothing). Reasons: linkDead (used, replaced, never ours), linkExpired. */
export async function peekEntry(deps: Deps, token: string): Promise<Answer<EntryAnswer>> {
  const found = await waiting(deps, token);
  if (!found.ok) return found;
  const { email, name } = found.staff.body;
  const { secret } = found;
  return { ok: true, email, name, uri: authenticatorUri(secret, { email, issuer: ISSUER }), secret };
}

export interface Entering {
  token: string;
  password: string;
  code: string;
  ip: string;
}

/**
 * Sets password and authenticator, and signs in. Reasons: linkDead, linkExpired, linkTried {until}; entryCodeWrong (slot `code`),
 * those of checkPassword (slot `password`). Throws TooBusy.
 */
export async function enter(deps: Deps, given: Entering): Promise<Answer<EnteredAnswer & { session: string }>> {
  const found = await waiting(deps, given.token);
  return found.ok ? tryLink(deps, given, () => enterOnce(deps, given, found)) : found;
}

async function enterOnce(
  deps: Deps,
  { token, password, code }: Entering,
  first: Waiting,
): Promise<Answer<EnteredAnswer & { session: string }>> {
  const counter = counterOf(first.secret, code, deps.now());
  if (counter === undefined) return no('entryCodeWrong', undefined, 'code');
  const { id, email } = first.staff.body;
  const whose = { key: id, own: true };
  const good = await deps.passwords.check(password, { email }, whose);
  if (!good.ok) return { ok: false, reason: good.reason, slot: 'password' };
  const passwordHash = await deps.passwords.hash(password, whose);
  const { codes, hashes } = newRecoveryCodes(deps);
  const done = await settle<Answer<{ epoch: number }>>(deps, first.staff.pk, async () => {
    const found = await waiting(deps, token);
    if (!found.ok) return { writes: [], answer: found };
    const { staff } = found;
    const { epoch } = staff.body;
    const entered = withBody(staff, ({ entry, ...body }) => ({
      ...body,
      passwordHash,
      authenticator: entry?.authenticator,
      counter,
      recovery: hashes,
      signedInAt: deps.now(),
    }));
    const written = audit(deps, { who: viewOf(staff.body), what: 'staff.enter', thing: email, pk: staff.pk });
    return { writes: [entered, written], answer: { ok: true, epoch } };
  });
  if (!done.ok) return done;
  // Signed in at once: the code that they typed is used up, and the next one is half a minute away.
  const session = await beginSession(deps, { id, epoch: done.epoch }, { step: 'in' });
  return { ok: true, recoveryCodes: codes, session };
}
