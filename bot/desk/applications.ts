// The desk's applications over HTTP: the list, one with all about it, and finding. Shapes in domain/desk-view.ts.
import { z } from 'zod';
import { PILES } from '../../domain/desk';
import type { DeskFilter, DeskPage } from '../../domain/desk-view';
import { DELIVERY_METHODS, KINDS } from '../../domain/fapiao';
import { findApplication } from '../../services/application/applications';
import type { Deps } from '../../services/shared/deps';
import { detailOf } from '../../services/desk/detail';
import { doneApplications, findApplications } from '../../services/desk/find';
import { pageOf } from '../../services/desk/selection';
import { StoreMisuse } from '../../storage/store';
import { answer } from '../http/json';
import type { Routes } from '../http/routes';
import type { DeskCall, DeskGuard } from './guard';
import type { ApplicationBoard } from '../../services/desk/rows';

const yes = z.literal(['1', 'true']).transform((): true => true);
/** Narrows open work. */
export const filter = z.object({
  pile: z.enum(PILES).optional(),
  kind: z.enum(KINDS).optional(),
  method: z.enum(DELIVERY_METHODS).optional(),
  city: z.string().max(20).optional(),
  mine: yes.optional(),
  late: yes.optional(),
});
const page = filter.extend({ after: z.string().max(100).optional(), live: z.string().max(64).optional() });

const LONG = 2_000;
/** What was given in a query; empty values count as missing. */
const given = (query: URLSearchParams) => Object.fromEntries([...query].filter(([, value]) => value !== ''));

export interface ApplicationsOptions {
  deps: Deps;
  board: ApplicationBoard;
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

  async function done(call: DeskCall): Promise<void> {
    try {
      answer(call.res, 200, await doneApplications(deps, call.query.get('after') || undefined));
    } catch (error) {
      if (!(error instanceof StoreMisuse)) throw error;
      call.refuse(400, { code: 'notJson' });
    }
  }

  return {
    mount(routes) {
      guard.get(routes, '/desk/api/done', 'applications.see', done);
      guard.get(routes, '/desk/api/applications', 'applications.see', list);
      guard.get(routes, '/desk/api/applications/:number', 'applications.see', one);
      guard.get(routes, '/desk/api/find', 'applications.see', find);
    },
  };
}
