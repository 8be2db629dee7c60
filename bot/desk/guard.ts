// Who may call the desk's API: our own page, somebody who is signed in, with a role for it; refusals in the asked language.
import type { IncomingMessage } from 'node:http';
import type { StaffView } from '../../domain/staff-view';
import { type Action, may, STRONG } from '../../domain/staff';
import type { Deps } from '../../services/shared/deps';
import { LIMITS } from '../../services/shared/limit-table';
import { isFresh, type OpenSession, sessionOf, touch } from '../../services/staff/session';
import { viewOf } from '../../services/staff/staff';
import { baseOf } from '../http/caller';
import { failureOf } from '../http/failure';
import { createLimiter } from '../http/limiter';
import type { Method, Routes } from '../http/routes';
import { type Log, nameOf } from '../process/log';
import { createDeskCookie, type DeskCookie } from './cookie';
import { createAdmission, type BareCall } from './request';

export type { BareCall } from './request';

/** A call by somebody who is signed in and may do this. */
export interface DeskCall extends BareCall {
  staff: StaffView;
  session: OpenSession;
  /** Their last code is under ten minutes old. */
  strong: boolean;
}

/** A call by whoever comes: signing in, and the way in. `session`: what the browser has, perhaps half of one. */
export interface OpenCall extends BareCall {
  session: OpenSession | undefined;
  cookie: DeskCookie;
}

/** What a route asks of its caller: an action of their roles, or only that they are signed in. */
export type Needs = Action | 'signedIn';

export interface MountedRoute {
  method: Method;
  path: string;
  needs: Needs | 'nothing';
  /** Instead of JSON. */
  body?: 'bytes' | undefined;
}

export interface DeskGuard {
  get(routes: Routes, path: string, needs: Needs, handler: (call: DeskCall) => Promise<void>): void;
  /** Same origin, JSON; a fresh code where the action is strong. */
  post(routes: Routes, path: string, needs: Needs, handler: (call: DeskCall) => Promise<void>): void;
  /** A POST of bytes, same origin: nothing of them is read before it is known that their sender may (ASVS 5.0 15.2.2). */
  upload(routes: Routes, path: string, needs: Needs, handler: (call: DeskCall) => Promise<void>): void;
  /** For whoever is not signed in yet; a POST is from our own page and JSON all the same. */
  open(routes: Routes, method: 'GET' | 'POST', path: string, handler: (call: OpenCall) => Promise<void>): void;
  /** Whose socket asks to be opened; undefined: nobody's, or from another page. */
  socket(req: IncomingMessage): Promise<{ staff: StaffView; session: OpenSession } | undefined>;
  /** All routes so far. */
  mounted: readonly MountedRoute[];
}

export interface DeskGuardOptions {
  deps: Deps;
  ipOf: (req: IncomingMessage) => string;
  /** Nobody but this machine reaches us: http will do. */
  local: boolean;
  log: Pick<Log, 'warn' | 'error'>;
}

export function createDeskGuard({ deps, ipOf, local, log }: DeskGuardOptions): DeskGuard {
  const { publicUrl } = deps;
  const cookie = createDeskCookie(publicUrl);
  // ASVS 5.0 12.2.1: a session never goes over a network in the clear.
  const safe = local || publicUrl.startsWith('https:');
  const admit = createAdmission({ publicUrl, ipOf, safe });
  const nowMs = () => Date.parse(deps.now());
  const calls = createLimiter({ count: LIMITS.callsByPerson.windows[0].max, seconds: 60, nowMs });
  const unproven = createLimiter({ count: LIMITS.callsByNetwork.windows[0].max, seconds: 60, nowMs });
  const mounted: MountedRoute[] = [];

  const current = (req: IncomingMessage) => sessionOf(deps, cookie.read(req));

  /** Runs it; what it throws is answered in words, and logged by its name only. */
  async function run(request: BareCall, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const { code, ...more } = failureOf(error);
      log[more.retryAfter ? 'warn' : 'error']({ code: nameOf(error) }, 'desk: a request failed');
      if (request.res.headersSent) return void request.res.destroy();
      request.refuse(more.retryAfter ? 503 : 500, { code }, more);
    }
  }

  function tooMany(request: BareCall, wait: number): boolean {
    if (wait) request.refuse(429, { code: 'tooManyRequests', params: { seconds: wait } }, { retryAfter: wait });
    return wait > 0;
  }

  async function proven(request: BareCall, needs: Needs): Promise<DeskCall | undefined> {
    const { req, ip } = request;
    if (tooMany(request, unproven.wait(ip))) return undefined;
    const session = await current(req);
    if (session?.session.body.step !== 'in') {
      unproven.hit(ip);
      return request.refuse(401, { code: 'signedOut' });
    }
    const staff = viewOf(session.staff.body);
    if (tooMany(request, calls.hit(staff.id))) return undefined;
    await touch(deps, session);
    const strong = isFresh(deps, session);
    // ASVS 5.0 8.2.1, 8.3.1: roles as they are now, asked here and nowhere else.
    if (needs !== 'signedIn' && !may(staff.roles, needs)) return request.refuse(403, { code: 'forbidden' });
    // ASVS 5.0 7.5.3: what changes who may do what asks again who it is.
    if (req.method === 'POST' && needs !== 'signedIn' && STRONG.has(needs) && !strong) {
      return request.refuse(403, { code: 'codeNeeded' });
    }
    return { ...request, staff, session, strong };
  }

  const put =
    (method: 'GET' | 'POST', body?: 'bytes') =>
    (routes: Routes, path: string, needs: Needs, handler: (call: DeskCall) => Promise<void>): void => {
      mounted.push({ method, path, needs, body });
      routes.route(method, path, async (req, res, params) => {
        const request = await admit(req, res, params, body);
        if (!request) return;
        await run(request, async () => {
          const call = await proven(request, needs);
          if (call) await handler(call);
        });
      });
    };

  return {
    get: put('GET'),
    post: put('POST'),
    upload: put('POST', 'bytes'),
    open(routes, method, path, handler) {
      mounted.push({ method, path, needs: 'nothing' });
      routes.route(method, path, async (req, res, params) => {
        const request = await admit(req, res, params);
        if (!request || tooMany(request, unproven.hit(request.ip))) return;
        await run(request, async () => handler({ ...request, session: await current(req), cookie }));
      });
    },
    async socket(req) {
      if (!safe || req.headers.origin !== baseOf(req, publicUrl)) return undefined;
      const session = await current(req);
      return session?.session.body.step === 'in' ? { staff: viewOf(session.staff.body), session } : undefined;
    },
    mounted,
  };
}
