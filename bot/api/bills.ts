// The admin centre's API: its bills with the state of their fapiao, one of them, and an application.
import { z } from 'zod';
import type { ApplicationAnswer, BillAnswer, BillsAnswer } from '../../domain/bill-view';
import { isSort, type Selection, selectBills } from '../../services/application/bill-selection';
import type { Deps } from '../../services/shared/deps';
import { waitingOfHost } from '../../services/account/host';
import { applicationInScope, billInScope, billItems, scopeOf } from '../../services/application/host-scope';
import type { Routes } from '../http/routes';
import { answerWhenChanged } from './answer';
import { type ApiCall, type ApiGuard, refuseApi } from './guard';
import type { Waiting } from './waiting';

const LIMIT = 50;
const selection = z.object({
  year: z
    .string()
    .regex(/^20\d{2}$/)
    .optional(),
  q: z.string().max(200).optional(),
  sort: z.string().refine(isSort).default('-period'),
  limit: z.coerce.number().int().min(1).max(200).default(LIMIT),
  after: z.string().max(100).optional(),
});

/** The selection of a query, or the name of what does not fit in it. Empty values count as missing. */
function readSelection(query: URLSearchParams): Selection | string {
  const given = Object.fromEntries([...query].filter(([, value]) => value !== ''));
  const read = selection.safeParse(given);
  return read.success ? (read.data as Selection) : String(read.error.issues[0]?.path[0] ?? 'query');
}

export interface BillsApiOptions {
  deps: Deps;
  guard: ApiGuard;
  waiting: Waiting;
}

/** `GET /api/bills`, `/api/bills/:number`, `/api/applications/:number`: shapes in domain/bill-view.ts. */
export function billsApi({ deps, guard, waiting }: BillsApiOptions): { mount(routes: Routes): void } {
  const bad = ({ res, locale }: ApiCall, name: string) => refuseApi(res, locale, 'BadArgument', { values: { name } });

  async function list(call: ApiCall): Promise<void> {
    const wanted = readSelection(call.query);
    if (typeof wanted === 'string') return bad(call, wanted);
    await answerWhenChanged(call, waiting, async () => {
      const { bills, partitions } = await scopeOf(deps, call.user);
      const selected = selectBills(bills, wanted, deps.now());
      if (!selected) {
        bad(call, 'after');
        return { body: undefined, partitions };
      }
      const { page, total, years, next } = selected;
      const waiting = await waitingOfHost(deps, call.user);
      const body: BillsAnswer = {
        bills: await billItems(deps, page),
        ...(waiting.length ? { waiting } : {}),
        total,
        years,
        ...(next ? { next } : {}),
      };
      return { body, partitions };
    });
  }

  const bill = (call: ApiCall): Promise<void> =>
    answerWhenChanged(call, waiting, async () => {
      const scope = await scopeOf(deps, call.user);
      const body: BillAnswer | undefined = await billInScope(deps, call.user, scope, call.params.number ?? '');
      // ASVS 5.0 8.2.2: unknown and foreign are the same.
      if (!body) refuseApi(call.res, call.locale, 'BillUnknown');
      return { body, partitions: scope.partitions };
    });

  const application = (call: ApiCall): Promise<void> =>
    answerWhenChanged(call, waiting, async () => {
      const scope = await scopeOf(deps, call.user);
      const found = await applicationInScope(deps, call.user, scope, call.params.number ?? '');
      if (!found) refuseApi(call.res, call.locale, 'ApplicationUnknown');
      const body: ApplicationAnswer | undefined = found && { application: found };
      return { body, partitions: scope.partitions };
    });

  return {
    mount(routes) {
      guard.get(routes, '/api/bills', list);
      guard.get(routes, '/api/bills/:number', bill);
      guard.get(routes, '/api/applications/:number', application);
    },
  };
}
