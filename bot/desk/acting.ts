// Acting on applications over HTTP: one, many, the next free one, taking back, and looking at what is masked.
import { z } from 'zod';
import {
  type ActAnswer,
  type ActRequest,
  type BulkAnswer,
  type BulkRequest,
  DESK_ACTS,
  type DeskAct,
  type DeskFilter,
} from '../../domain/desk-view';
import { say, translate } from '../../locales';
import { findApplication } from '../../services/application/applications';
import { act, type Acted, type Acting } from '../../services/desk/act';
import { detailOf } from '../../services/desk/detail';
import { actOnMany, claimNext } from '../../services/desk/many';
import { reveal } from '../../services/desk/reveal';
import { type ApplicationBoard, rowOf } from '../../services/desk/rows';
import { freeOnes } from '../../services/desk/selection';
import { undo } from '../../services/desk/undo';
import type { Deps } from '../../services/shared/deps';
import { answer } from '../http/json';
import type { Routes } from '../http/routes';
import { filter } from './applications';
import { bodyIn } from './call';
import type { DeskCall, DeskGuard } from './guard';
import { refusalOf, statusOf } from './refusal';

const LONG = 2_000;
const MANY = 100;

/** Lengths only: what it says is for the use-case to judge. */
const actRequest = z.object({
  fapiaos: z
    .array(z.object({ number: z.string().max(60), code: z.string().max(40).optional() }))
    .max(50)
    .optional(),
  waybill: z.string().max(100).optional(),
  until: z.string().max(40).optional(),
  reason: z.string().max(60).optional(),
  text: z.string().max(LONG).optional(),
  email: z.string().max(300).optional(),
  sure: z.boolean().optional(),
});
const bulkRequest = z.object({
  act: z.enum(DESK_ACTS),
  data: actRequest.default({}),
  items: z
    .array(z.object({ number: z.string().max(40), etag: z.string().max(300), data: actRequest.optional() }))
    .min(1)
    .max(MANY),
});
const nextRequest = filter.partial().extend({ mine: z.boolean().optional(), late: z.boolean().optional() });
const revealRequest = z.object({ field: z.string().max(40) });

/** Words a reason of the list as its customer reads it. */
export const wordReason: NonNullable<Acting['wordReason']> = (code, locale) =>
  translate(locale, say(`reasons:${code}`));
const isAct = (name: string): name is DeskAct => DESK_ACTS.some((each) => each === name);

export interface ActingOptions {
  deps: Deps;
  board: Pick<ApplicationBoard, 'read'>;
  guard: DeskGuard;
}

export function actingRoutes({ deps, board, guard }: ActingOptions): { mount(routes: Routes): void } {
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

  async function one(call: DeskCall): Promise<void> {
    const { params, commandId, etag, staff } = call;
    const { number = '', act: name = '' } = params;
    if (!isAct(name)) return call.refuse(404, { code: 'unknown' });
    const data = bodyIn<ActRequest>(call, actRequest);
    if (!data) return;
    if (!commandId || !etag) return call.refuse(400, { code: 'notJson' });
    await told(call, number, await act(deps, { number, act: name, data, staff, etag, commandId, wordReason }));
  }

  async function many(call: DeskCall): Promise<void> {
    const { commandId, staff, locale } = call;
    const request = bodyIn<BulkRequest>(call, bulkRequest as z.ZodType<BulkRequest>);
    if (!request) return;
    if (!commandId) return call.refuse(400, { code: 'notJson' });
    const acted = await actOnMany(deps, { request, staff, commandId, wordReason });
    const results = acted.map(async (one, i): Promise<BulkAnswer['results'][number]> => {
      const number = request.items[i]?.number ?? '';
      if (!one.ok) return { number, error: refusalOf(locale, one.reason) };
      const found = await findApplication(deps, number);
      if (!found) return { number, error: refusalOf(locale, { code: 'applicationUnknown' }) };
      return { number, row: rowOf(found, deps.now()) };
    });
    answer(call.res, 200, { results: await Promise.all(results) } satisfies BulkAnswer);
  }

  async function next(call: DeskCall): Promise<void> {
    const { commandId, staff } = call;
    const asked = bodyIn(call, nextRequest);
    if (!asked) return;
    if (!commandId) return call.refuse(400, { code: 'notJson' });
    const { cards } = await board.read();
    const free = freeOnes(cards, { filter: asked as DeskFilter, staff: staff.id, now: deps.now() });
    const claimed = await claimNext(deps, { free, staff, commandId });
    const found = claimed.ok ? await findApplication(deps, claimed.number) : undefined;
    if (found) return answer(call.res, 200, await detailOf(deps, found, staff));
    call.res.writeHead(204, { 'Cache-Control': 'no-store' });
    call.res.end();
  }

  async function back(call: DeskCall): Promise<void> {
    const { params, commandId, staff } = call;
    const { number = '' } = params;
    if (!commandId) return call.refuse(400, { code: 'notJson' });
    await told(call, number, await undo(deps, { number, staff, commandId }));
  }

  async function shown(call: DeskCall): Promise<void> {
    const asked = bodyIn(call, revealRequest);
    if (!asked) return;
    const revealed = await reveal(deps, { number: call.params.number ?? '', field: asked.field, staff: call.staff });
    if (!revealed.ok) return call.refuse(statusOf(revealed.reason), revealed.reason);
    answer(call.res, 200, { value: revealed.value });
  }

  return {
    mount(routes) {
      guard.post(routes, '/desk/api/applications/bulk', 'applications.act', many);
      guard.post(routes, '/desk/api/applications/next', 'applications.act', next);
      guard.post(routes, '/desk/api/applications/:number/undo', 'applications.act', back);
      guard.post(routes, '/desk/api/applications/:number/reveal', 'reveal', shown);
      guard.post(routes, '/desk/api/applications/:number/:act', 'applications.act', one);
    },
  };
}
