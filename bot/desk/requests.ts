// Requests for a person over HTTP: those that wait with their conversations, read-only, and how they are closed. Shapes in domain/request-view.ts.
import { z } from 'zod';
import type { DeskRequest, RequestAct, RequestsAnswer } from '../../domain/request-view';
import type { Locale } from '../../locales';
import {
  addressOf,
  closeRequest,
  openRequests,
  type Request,
  requestAt,
  requestId,
} from '../../services/desk/requests';
import type { Deps } from '../../services/shared/deps';
import { bodyOf, isKnown, keys } from '../../storage/records';
import { answer } from '../http/json';
import type { Routes } from '../http/routes';
import { type Log, nameOf } from '../process/log';
import { renderText } from '../render/text';
import { itemsOf } from '../turn/parts';
import { bodyIn } from './call';
import type { DeskCall, DeskGuard } from './guard';
import { statusOf } from './refusal';

/** Of its conversation, the newest. */
const TURNS = 20;
const acting = z.object({ text: z.string().max(4_000), email: z.string().max(300).optional() });

export interface RequestsOptions {
  deps: Deps;
  guard: DeskGuard;
  log: Pick<Log, 'warn'>;
}

export function requestRoutes({ deps, guard, log }: RequestsOptions): { mount(routes: Routes): void } {
  /** What was said up to the request and after it, worded in the customer's language. */
  async function saidIn(conversation: string, locale: Locale): Promise<DeskRequest['log']> {
    if (!conversation) return [];
    const { pk } = keys.header(conversation);
    const { docs } = await deps.store.list('log', { pk, desc: true, limit: TURNS });
    return docs
      .filter(isKnown)
      .flatMap((doc) => {
        try {
          return itemsOf(bodyOf('turn', doc)).flatMap((item) => {
            const text = item.author === 'bot' ? renderText(item.reply, locale) : textOf(item);
            return text ? [{ at: item.at, author: item.author, text }] : [];
          });
        } catch (error) {
          // One row that can't be worded hides no other.
          log.warn({ code: nameOf(error) }, 'desk: a row of a conversation could not be shown');
          return [];
        }
      })
      .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  }

  async function shown(request: Request): Promise<DeskRequest> {
    const { at, locale, text, conversation } = request.body;
    const [email, said] = await Promise.all([addressOf(deps, request), saidIn(conversation, locale)]);
    return { id: requestId(request), at, locale, text, ...(email ? { email } : {}), conversation, log: said };
  }

  async function list({ res }: DeskCall): Promise<void> {
    const requests = await Promise.all((await openRequests(deps)).map(shown));
    answer(res, 200, { requests } satisfies RequestsAnswer);
  }

  async function one(call: DeskCall): Promise<void> {
    const found = await requestAt(deps, call.params.id ?? '');
    if (!found) return call.refuse(404, { code: 'requestUnknown' });
    answer(call.res, 200, await shown(found));
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

const textOf = (item: object): string => ('text' in item && typeof item.text === 'string' ? item.text : '');
