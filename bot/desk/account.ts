// Signing in at the desk, signing out, and the way in by a link.
import { z } from 'zod';
import type { EnteredAnswer, EntryAnswer, Me, SessionAnswer, StaffView } from '../../domain/staff-view';
import { actionsOf } from '../../domain/staff';
import type { Deps } from '../../services/shared/deps';
import { enter, peekEntry } from '../../services/staff/entry';
import { endSession, type OpenSession } from '../../services/staff/session';
import { byPassword, enterCode, signInStaff } from '../../services/staff/sign-in';
import { viewOf } from '../../services/staff/staff';
import { answer } from '../http/json';
import type { Routes } from '../http/routes';
import type { DeskGuard, OpenCall } from './guard';
import { bodyIn, refuseFor } from './call';

const text = z.string().max(1_000);
const credentials = z.object({ email: text, password: text });
const code = z.object({ code: text });
const entering = z.object({ token: text, password: text, code: text });

const meOf = (deps: Deps, staff: StaffView): Me => ({ ...staff, actions: actionsOf(staff.roles), now: deps.now() });

function standing(deps: Deps, session: OpenSession | undefined): SessionAnswer {
  if (!session) return { step: 'signIn' };
  if (session.session.body.step === 'code') return { step: 'code' };
  return { step: 'in', me: meOf(deps, viewOf(session.staff.body)) };
}

/** Shapes in domain/staff-view.ts. */
export function accountRoutes({ deps, guard }: { deps: Deps; guard: DeskGuard }): { mount(routes: Routes): void } {
  const state = async ({ res, session }: OpenCall): Promise<void> => answer(res, 200, standing(deps, session));

  async function signIn(call: OpenCall): Promise<void> {
    const given = bodyIn(call, credentials);
    if (!given) return;
    const signed = await signInStaff(deps, byPassword, { ...given, ip: call.ip }, call.session);
    if (!signed.ok) return refuseFor(call, signed, deps.now());
    call.cookie.set(call.res, signed.token);
    answer(call.res, 200, { step: 'code' } satisfies SessionAnswer);
  }

  async function enterIt(call: OpenCall): Promise<void> {
    const given = bodyIn(call, code);
    if (!given) return;
    const { session } = call;
    if (!session) return call.refuse(401, { code: 'signedOut' });
    const signed = await enterCode(deps, session, { ...given, ip: call.ip });
    if (!signed.ok) return refuseFor(call, signed, deps.now());
    call.cookie.set(call.res, signed.token);
    answer(call.res, 200, { step: 'in', me: meOf(deps, viewOf(session.staff.body)) } satisfies SessionAnswer);
  }

  async function signOut({ res, session, cookie }: OpenCall): Promise<void> {
    // ASVS 5.0 7.4.1: it ends in the store, not only in the browser.
    if (session) await endSession(deps, session);
    cookie.clear(res);
    answer(res, 200, { step: 'signIn' } satisfies SessionAnswer);
  }

  async function entry(call: OpenCall): Promise<void> {
    const found = await peekEntry(deps, call.query.get('token') ?? '');
    if (!found.ok) return refuseFor(call, found, deps.now());
    const { email, name, uri, secret } = found;
    answer(call.res, 200, { email, name, uri, secret } satisfies EntryAnswer);
  }

  async function enterDesk(call: OpenCall): Promise<void> {
    const given = bodyIn(call, entering);
    if (!given) return;
    const entered = await enter(deps, { ...given, ip: call.ip });
    if (!entered.ok) return refuseFor(call, entered, deps.now());
    call.cookie.set(call.res, entered.session);
    answer(call.res, 200, { recoveryCodes: entered.recoveryCodes } satisfies EnteredAnswer);
  }

  return {
    mount(routes) {
      guard.open(routes, 'GET', '/desk/api/session', state);
      guard.open(routes, 'POST', '/desk/api/session', signIn);
      guard.open(routes, 'POST', '/desk/api/session/code', enterIt);
      guard.open(routes, 'POST', '/desk/api/session/out', signOut);
      guard.open(routes, 'GET', '/desk/api/entry', entry);
      guard.open(routes, 'POST', '/desk/api/entry', enterDesk);
      for (const method of ['GET', 'POST'] as const)
        guard.open(routes, method, '/desk/api/*', async (call) => call.refuse(404, { code: 'unknown' }));
      guard.get(routes, '/desk/api/me', 'signedIn', async ({ res, staff }) => answer(res, 200, meOf(deps, staff)));
    },
  };
}
