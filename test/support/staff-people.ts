// Staff on a real store: added, let in, with an authenticator whose codes the test reads.
import type { Role } from '../../domain/staff';
import { later } from '../../domain/time';
import type { Deps } from '../../services/shared/deps';
import { enter, peekEntry } from '../../services/staff/entry';
import { addStaff } from '../../services/staff/manage';
import { byPassword, enterCode, signInStaff } from '../../services/staff/sign-in';
import { sessionOf } from '../../services/staff/session';
import { codeAt } from '../../services/staff/totp';
import { DESK_PASSWORD, entryToken, OPERATOR } from './desk-client';

export const IP = '203.0.113.7';

/** The token of a new way in. */
export async function invited(deps: Deps, email: string, roles: readonly Role[] = ['clerk']) {
  const added = await addStaff(deps, OPERATOR, { email, name: 'Li Lei', roles });
  if (!added.ok || !added.entry) throw new Error('not added');
  return { id: added.staff.id, token: entryToken(added.entry.url) };
}

/** Somebody who has been let in. `code`: what the authenticator shows so many half minutes from now. */
export async function employed(deps: Deps, email: string, roles: readonly Role[] = ['clerk']) {
  const { id, token } = await invited(deps, email, roles);
  const entry = await peekEntry(deps, token);
  if (!entry.ok) throw new Error(entry.reason.code);
  const code = (steps = 0): string => codeAt(entry.secret, later(deps.now(), steps * 30_000));
  const entered = await enter(deps, { token, password: DESK_PASSWORD, code: code(), ip: IP });
  if (!entered.ok) throw new Error(entered.reason.code);
  return { id, email, token, secret: entry.secret, code, recovery: entered.recoveryCodes, session: entered.session };
}

/** The first half. */
export const withPassword = (deps: Deps, email: string, password = DESK_PASSWORD, ip = IP) =>
  signInStaff(deps, byPassword, { email, password, ip }, undefined);

/** The second half of what a token begins. */
export async function withCode(deps: Deps, token: string, code: string, ip = IP) {
  const open = await sessionOf(deps, token);
  if (!open) throw new Error('no session');
  return enterCode(deps, open, { code, ip });
}

/** Both; answers the token of the session, or why not. */
export async function signIn(deps: Deps, email: string, code: string, ip = IP): Promise<string> {
  const first = await withPassword(deps, email, DESK_PASSWORD, ip);
  if (!first.ok) return first.reason.code;
  const second = await withCode(deps, first.token, code, ip);
  return second.ok ? second.token : second.reason.code;
}
