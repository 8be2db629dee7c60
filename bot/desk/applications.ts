// The desk's applications over HTTP: the list, one with all about it, finding, and acting. Shapes in domain/desk-view.ts.
import { z } from 'zod';
import { PILES } from '../../domain/desk';
import {
  type ActAnswer,
  type ActRequest,
  DESK_ACTS,
  type DeskAct,
  type DeskFilter,
  type DeskPage,
} from '../../domain/desk-view';
import { DELIVERY_METHODS, KINDS } from '../../domain/fapiao';
import { findApplication } from '../../services/application/applications';
import type { Deps } from '../../services/shared/deps';
import { act, type Acted } from '../../services/desk/act';
import type { Board } from '../../services/desk/board';
import { detailOf } from '../../services/desk/detail';
import { findApplications } from '../../services/desk/find';
import { pageOf } from '../../services/desk/selection';
import { answer } from '../http/json';
import type { Routes } from '../http/routes';
import { bodyIn } from './call';
import type { DeskCall, DeskGuard } from './guard';
import { refusalOf, statusOf } from './refusal';

const yes = z.literal(['1', 'true']).transform((): true => true);
const filter = z.object({
  pile: z.enum(PILES).optional(),
  kind: z.enum(KINDS).optional(),
  method: z.enum(DELIVERY_METHODS).optional(),
  city: z.string().max(20).optional(),
  mine: yes.optional(),
  late: yes.optional(),
});
const page = filter.extend({ after: z.string().max(100).optional(), live: z.string().max(64).optional() });

const LONG = 2_000;
/** Lengths only: what it says is for the use-case to judge. */
export const actRequest = z.object({
  fapiaos: z
    .array(z.object({ number: z.string().max(60), code: z.string().max(40).optional() }))
    .max(50)
    .optional(),
  waybill: z.string().max(100).optional(),
  until: z.string().max(40).optional(),
  reason: z.string().max(60).optional(),
  text: z.string().max(LONG).optional(),
}) satisfies z.ZodType<ActRequest>;

/** What was given in a query; empty values count as missing. */
const given = (query: URLSearchParams) => Object.fromEntries([...query].filter(([, value]) => value !== ''));

export interface ApplicationsOptions {
  deps: Deps;
  board: Board;
  guard: DeskGuard;
}

export function applicationRoutes({ deps, board, guard }: ApplicationsOptions): { mount(routes: Routes): void } {
  async function list(call: DeskCall): Promise<void> {
    const read = page.safeParse(given(call.query));
    if (!read.success) return call.refuse(400, { code: 'notJson' });
    const { after, live, ...asked } = read.data;
    let { cards, at } = await board.read();
    if (live !== undefined && live !== at.epoch) {
      // The tab's socket is at another process: what that one has told already must be in this page.
      await board.fresh();
      ({ cards, at } = await board.read());
    }
    const wanted = { filter: asked as DeskFilter, staff: call.staff.id, now: deps.now(), ...(after ? { after } : {}) };
    answer(call.res, 200, { ...pageOf(cards, wanted), at } satisfies DeskPage);
  }

  async function one(call: DeskCall): Promise<void> {
    const found = await findApplication(deps, call.params.number ?? '');
    if (!found) return call.refuse(404, { code: 'applicationUnknown' });
    answer(call.res, 200, await detailOf(deps, found, call.staff));
  }

  const find = async ({ query, res }: DeskCall): Promise<void> =>
    answer(res, 200, await findApplications(deps, board, (query.get('q') ?? '').slice(0, LONG)));

  async function acting(call: DeskCall): Promise<void> {
    const { params, commandId, etag, staff } = call;
    const { number = '', act: name = '' } = params;
    if (!isAct(name)) return call.refuse(404, { code: 'unknown' });
    const data = bodyIn<ActRequest>(call, actRequest);
    if (!data) return;
    if (!commandId || !etag) return call.refuse(400, { code: 'notJson' });
    await told(call, number, await act(deps, { number, act: name, data, staff, etag, commandId }));
  }

  /** The application as it is now, or why not; a colleague's change comes with the name. */
  async function told(call: DeskCall, number: string, acted: Acted): Promise<void> {
    const found = await findApplication(deps, number);
    if (!found) return call.refuse(404, { code: 'applicationUnknown' });
    const application = await detailOf(deps, found, call.staff);
    if (!acted.ok) {
      const { reason, by } = acted;
      const status = statusOf(reason);
      return call.refuse(status, reason, { ...(by ? { by } : {}), ...(status === 409 ? { application } : {}) });
    }
    const warn = acted.warn ? { warn: refusalOf(call.locale, acted.warn) } : {};
    answer(call.res, 200, { application, ...warn } satisfies ActAnswer);
  }

  return {
    mount(routes) {
      guard.get(routes, '/desk/api/applications', 'applications.see', list);
      guard.get(routes, '/desk/api/applications/:number', 'applications.see', one);
      guard.get(routes, '/desk/api/find', 'applications.see', find);
      guard.post(routes, '/desk/api/applications/:number/:act', 'applications.act', acting);
    },
  };
}

const isAct = (name: string): name is DeskAct => DESK_ACTS.some((each) => each === name);
