// Requests for a person over HTTP: those that wait with their conversations, read-only, and how they are closed. Shapes in domain/request-view.ts.
import { z } from 'zod';
import type { DeskRequest, RequestAct, RequestsAnswer } from '../../domain/request-view';
import {
  addressOf,
  closeRequest,
  openRequests,
  type Request,
  requestAt,
  requestId,
} from '../../services/desk/requests';
import { may } from '../../domain/staff';
import type { StaffView } from '../../domain/staff-view';
import type { Deps } from '../../services/shared/deps';
import { answer } from '../http/json';
import type { Routes } from '../http/routes';
import type { Log } from '../process/log';
import { bodyIn } from './call';
import { saidIn } from './conversation';
import type { DeskCall, DeskGuard } from './guard';
import { statusOf } from './refusal';

const acting = z.object({ text: z.string().max(4_000), email: z.string().max(300).optional() });

export interface RequestsOptions {
  deps: Deps;
  guard: DeskGuard;
  log: Pick<Log, 'warn'>;
}

export function requestRoutes({ deps, guard, log }: RequestsOptions): { mount(routes: Routes): void } {
  /** What was typed is not masked: said to whoever may look at what is. */
  async function shown(request: Request, { roles }: StaffView): Promise<DeskRequest> {
    const { at, locale, text, conversation } = request.body;
    const [email, { said }] = await Promise.all([
      addressOf(deps, request),
      may(roles, 'reveal') ? saidIn({ deps, log }, { conversation, locale }) : { said: [] },
    ]);
    return { id: requestId(request), at, locale, text, ...(email ? { email } : {}), conversation, said };
  }

  async function list({ res, staff }: DeskCall): Promise<void> {
    const requests = await Promise.all((await openRequests(deps)).map((one) => shown(one, staff)));
    answer(res, 200, { requests } satisfies RequestsAnswer);
  }

  async function one(call: DeskCall): Promise<void> {
    const found = await requestAt(deps, call.params.id ?? '');
    if (!found) return call.refuse(404, { code: 'requestUnknown' });
    answer(call.res, 200, await shown(found, call.staff));
  }

  const closing =
    (what: 'answer' | 'close') =>
    async (call: DeskCall): Promise<void> => {
      const { params, commandId, staff } = call;
      const given = bodyIn<RequestAct>(call, acting);
      if (!given) return;
      if (!commandId) return call.refuse(400, { code: 'notJson' });
      const closed = await closeRequest(deps, { ...given, id: params.id ?? '', what, staff, commandId });
      if (!closed.ok) return call.refuse(statusOf(closed.reason), closed);
      answer(call.res, 200, {});
    };

  return {
    mount(routes) {
      guard.get(routes, '/desk/api/requests', 'requests.see', list);
      guard.get(routes, '/desk/api/requests/:id', 'requests.see', one);
      guard.post(routes, '/desk/api/requests/:id/answer', 'requests.act', closing('answer'));
      guard.post(routes, '/desk/api/requests/:id/close', 'requests.act', closing('close'));
    },
  };
}
