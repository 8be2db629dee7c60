// What was said in a conversation, for staff to read: one loader, and the conversation in which an application was made.
import type { ConversationAnswer, Said } from '../../domain/conversation-view';
import type { Locale } from '../../locales';
import { lookAtConversation } from '../../services/desk/reveal';
import type { Deps } from '../../services/shared/deps';
import { bodyOf, isKnown, keys } from '../../storage/records';
import { StoreMisuse } from '../../storage/store';
import { answer } from '../http/json';
import type { Routes } from '../http/routes';
import { type Log, nameOf } from '../process/log';
import { renderText } from '../render/text';
import { itemsOf } from '../turn/parts';
import type { DeskCall, DeskGuard } from './guard';
import { statusOf } from './refusal';

/** Of a conversation, at a time. */
const TURNS = 20;

export interface ConversationOptions {
  deps: Deps;
  log: Pick<Log, 'warn'>;
}

/** The newest turns before `after`, by time. Throws StoreMisuse when `after` is none of ours. */
export async function saidIn(
  { deps, log }: ConversationOptions,
  { conversation, locale, after }: { conversation: string; locale: Locale; after?: string },
): Promise<{ said: Said[]; next?: string | undefined }> {
  if (!conversation) return { said: [] };
  const { pk } = keys.header(conversation);
  const { docs, next } = await deps.store.list('log', { pk, desc: true, limit: TURNS, after });
  const said = docs.filter(isKnown).flatMap((doc) => {
    try {
      return itemsOf(bodyOf('turn', doc)).flatMap((item) => {
        const text = 'reply' in item ? renderText(item.reply, locale) : textOf(item);
        return text ? [{ at: item.at, author: item.author, text }] : [];
      });
    } catch (error) {
      // One row that can't be worded hides no other.
      log.warn({ code: nameOf(error) }, 'desk: a row of a conversation could not be shown');
      return [];
    }
  });
  return { said: said.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)), next };
}

const textOf = (item: object): string => ('text' in item && typeof item.text === 'string' ? item.text : '');

export function conversationRoutes(options: ConversationOptions & { guard: DeskGuard }): {
  mount(routes: Routes): void;
} {
  const { deps, guard } = options;

  async function ofApplication(call: DeskCall): Promise<void> {
    const { params, query, staff } = call;
    const after = query.get('after') ?? undefined;
    const looked = await lookAtConversation(deps, { number: params.number ?? '', staff });
    if (!looked.ok) return call.refuse(statusOf(looked.reason), looked.reason);
    const { conversation, locale } = looked;
    try {
      const said = await saidIn(options, { conversation, locale, ...(after ? { after } : {}) });
      answer(call.res, 200, { locale, ...said } as ConversationAnswer);
    } catch (error) {
      if (!(error instanceof StoreMisuse)) throw error;
      call.refuse(400, { code: 'notJson' });
    }
  }

  return {
    mount: (routes) =>
      // What was typed is not masked: for whoever may look at what is.
      guard.get(routes, '/desk/api/applications/:number/conversation', 'reveal', ofApplication),
  };
}
