// Signing in at the desk: who it is, by a replaceable proof; then a code of the authenticator, or a recovery code.
import type { Reason } from '../../domain/result';
import { foldEmail } from '../account/logins';
import type { Deps } from '../shared/deps';
import { type Counting, failing } from '../shared/limits';
import { type Answer, no, settle } from '../shared/once';
import { audit, auditAlone } from './audit';
import { recoveryHash } from './recovery';
import { beginSession, type OpenSession } from './session';
import { type StoredStaff, staffAt, staffOf, viewOf, withBody } from './staff';
import { authenticatorOf, counterOf } from './totp';

/** ASVS 5.0 16.3.1; with a network address in them they are not kept as long as what was done. */
const SIGN_INS_DAYS = 365;

/** Says who somebody is. `code`: half of it, the authenticator's code is missing; an identity provider proves all. */
export type Prove<G> = (deps: Deps, given: G) => Promise<Answer<{ staff: StoredStaff; step: 'code' | 'in' }>>;

export interface StaffCredentials {
  email: string;
  password: string;
  ip: string;
}

/** Longer texts are neither. */
const TEXT_MAX = 512;

/**
 * By address and password. Reasons: signInWrong (which of both, or that there is nobody, is not said), signInLimited {until}.
 * Throws TooBusy.
 */
export const byPassword: Prove<StaffCredentials> = async (deps, { email, password, ip }) => {
  if (email.length > TEXT_MAX || password.length > TEXT_MAX) return no('signInWrong');
  const key = `${foldEmail(email)} ${ip}`;
  // Whoever tries from elsewhere locks nobody out: the address alone is no limit (ASVS 5.0 6.1.1, 6.3.1).
  const limits: Counting[] = [
    ['staffSignInByNetwork', ip],
    ['staffSignIn', key],
  ];
  const tried = await failing(deps, limits, {
    mark: deps.newId(),
    async work(): Promise<Answer<{ staff: StoredStaff; step: 'code' }>> {
      const staff = await staffOf(deps, email);
      const { passwordHash, disabled } = staff?.body ?? {};
      // ASVS 5.0 6.3.8: without somebody, or before the way in was used, the answer takes as long.
      const right = await deps.passwords.verify(password, passwordHash, { key: `staff ${key}` });
      if (staff && right && !disabled) return { ok: true, staff, step: 'code' };
      await refused(deps, 'signInRefused', staff, ip);
      return no('signInWrong');
    },
    failed: (answer) => !answer.ok,
  });
  return tried.ok ? tried.answer : no('signInLimited', { until: tried.until });
};

/** What was typed is not written down: people type passwords into the line of the address. */
const refused = (
  deps: Deps,
  what: 'signInRefused' | 'codeRefused',
  staff: StoredStaff | undefined,
  ip: string,
): Promise<void> =>
  auditAlone(deps, {
    who: staff ? viewOf(staff.body) : { id: 'unknown', name: '' },
    what,
    thing: staff?.body.email ?? '',
    after: { network: ip },
    keepDays: SIGN_INS_DAYS,
  });

export interface SignedIn {
  /** For the cookie. */
  token: string;
  step: 'code' | 'in';
}

/** Proves somebody and begins a session. Reasons: those of the proof. `from`: what the browser had. */
export async function signInStaff<G extends { ip: string }>(
  deps: Deps,
  prove: Prove<G>,
  given: G,
  from: OpenSession | undefined,
): Promise<Answer<SignedIn>> {
  const proven = await prove(deps, given);
  if (!proven.ok) return proven;
  const { id, epoch } = proven.staff.body;
  const { step } = proven;
  return { ok: true, step, token: await beginSession(deps, { id, epoch }, { step, from }) };
}

/**
 * The second half, and later again where a fresh code is needed. Reasons: codeWrong, codeUsed (each is taken once),
 * signInLimited {until}, authenticatorLost (SECRET was changed without SECRET_PREVIOUS).
 */
export async function enterCode(
  deps: Deps,
  open: OpenSession,
  { code, ip }: { code: string; ip: string },
): Promise<Answer<SignedIn>> {
  const { id } = open.staff.body;
  const limits: Counting[] = [
    ['staffCode', `${id} ${ip}`],
    ['staffCodeAll', id],
  ];
  const tried = await failing(deps, limits, {
    mark: deps.newId(),
    async work(): Promise<Answer> {
      const taken = code.length > TEXT_MAX ? no('codeWrong') : await take(deps, open, { code, ip });
      if (!taken.ok) await refused(deps, 'codeRefused', open.staff, ip);
      return taken;
    },
    failed: (answer) => !answer.ok,
  });
  if (!tried.ok) return no('signInLimited', { until: tried.until });
  if (!tried.answer.ok) return tried.answer;
  const { epoch, step } = open.session.body;
  const going = step === 'in' ? open : undefined;
  return { ok: true, step: 'in', token: await beginSession(deps, { id, epoch }, { step: 'in', from: open, going }) };
}

/** ASVS 5.0 6.5.1: the counter and the recovery code are used up in the commit that takes them: of two at once one wins. */
const take = (
  deps: Deps,
  {
    session,
    staff: {
      pk,
      body: { id },
    },
  }: OpenSession,
  given: { code: string; ip: string },
) =>
  settle<Answer>(deps, pk, async () => {
    const refuse = (code: string): { writes: []; answer: { ok: false; reason: Reason } } => ({
      writes: [],
      answer: no(code),
    });
    const staff = await staffAt(deps, id);
    if (!staff || staff.body.epoch !== session.body.epoch) return refuse('signedOut');
    const first = session.body.step === 'code';
    const entry = { who: viewOf(staff.body), thing: staff.body.email, pk, keepDays: SIGN_INS_DAYS };
    const noted = { ...entry, after: { network: given.ip } };
    const recovery = recoveryHash(deps, given.code);
    if (recovery) {
      const left = staff.body.recovery?.filter((hash) => hash !== recovery) ?? [];
      if (left.length === (staff.body.recovery?.length ?? 0)) return refuse('codeWrong');
      const used = withBody(staff, (body) => ({ ...body, recovery: left, signedInAt: deps.now() }));
      return { writes: [used, audit(deps, { ...noted, what: 'recoveryUsed' })], answer: { ok: true } };
    }
    const about = authenticatorOf(id);
    const secret = deps.secrets.unseal(about, staff.body.authenticator ?? '');
    if (!secret) return refuse('authenticatorLost');
    const counter = counterOf(secret.text, given.code, deps.now());
    if (counter === undefined) return refuse('codeWrong');
    if (counter <= (staff.body.counter ?? -1)) return refuse('codeUsed');
    const sealed = secret.stale ? { authenticator: deps.secrets.seal(about, secret.text) } : {};
    const taken = withBody(staff, (body) => ({
      ...body,
      ...sealed,
      counter,
      signedInAt: first ? deps.now() : body.signedInAt,
    }));
    return { writes: [taken, audit(deps, { ...noted, what: first ? 'signIn' : 'codeTaken' })], answer: { ok: true } };
  });
