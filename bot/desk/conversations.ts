// Conversations that people take over, over HTTP: the lists, and one with all that is known of it. Shapes in domain/handoff-view.ts.
import { stateOf } from '../turn/parts';
import type { Ctx } from '../../dialogs/flows/flow';
import {
  CONVERSATION_VIEWS,
  type ConversationDetail,
  type ConversationRow,
  type ConversationsAnswer,
  type ConversationView,
} from '../../domain/handoff-view';
import { conversationActs } from '../../services/desk/conversation-can';
import { chatNotes } from '../../services/desk/conversation-notes';
import {
  type ConversationBoard,
  conversationRow,
  countsFor,
  storedConversation,
} from '../../services/desk/conversation-rows';
import { customerOf } from '../../services/desk/customer';
import { deskOpen } from '../../services/desk/desk-open';
import { peopleHere } from '../../services/desk/presence';
import { createQuery } from '../../services/query';
import type { Deps } from '../../services/shared/deps';
import { auditAlone } from '../../services/staff/audit';
import { bodyOf, isKnown } from '../../storage/records';
import { StoreMisuse } from '../../storage/store';
import { answer } from '../http/json';
import type { Routes } from '../http/routes';
import type { Log } from '../process/log';
import { formProgress } from './form-progress';
import type { DeskCall, DeskGuard } from './guard';
import { heldWords } from './held-words';
import { talkOf } from './talk';

const PAGE = 50;

export interface ConversationsOptions {
  deps: Deps;
  board: ConversationBoard;
  guard: DeskGuard;
  log: Pick<Log, 'warn'>;
}

/** Of a place in the log; undefined: none was given. NaN: it is none. */
const placeIn = (text: string | null): number | undefined =>
  text === null ? undefined : /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;

export function conversationsRoutes({ deps, board, guard, log }: ConversationsOptions): {
  mount(routes: Routes): void;
} {
  async function ended(after: string | undefined): Promise<{ rows: ConversationRow[]; next?: string | undefined }> {
    const { docs, next } = await deps.store.list('ended', { desc: true, limit: PAGE, after });
    return { rows: docs.filter(isKnown).flatMap((doc) => conversationRow(doc) ?? []), next };
  }

  async function list(call: DeskCall): Promise<void> {
    const { query, staff } = call;
    const view = CONVERSATION_VIEWS.find((one) => one === query.get('view'));
    if (!view) return call.refuse(400, { code: 'notJson' });
    try {
      const { cards, at } = await board.read();
      const inView: Record<Exclude<ConversationView, 'ended'>, (row: ConversationRow) => boolean> = {
        waiting: ({ state }) => state === 'waiting',
        mine: ({ state, owner }) => state === 'agent' && owner?.id === staff.id,
        others: ({ state, owner }) => state === 'agent' && owner?.id !== staff.id,
      };
      const shown =
        view === 'ended'
          ? await ended(query.get('after') ?? undefined)
          : { rows: cards.map(({ row }) => row).filter(inView[view]) };
      const desk = deskOpen(deps, await peopleHere(deps), cards);
      answer(call.res, 200, { ...shown, counts: countsFor(cards, staff.id), desk, at } as ConversationsAnswer);
    } catch (error) {
      if (!(error instanceof StoreMisuse)) throw error;
      call.refuse(400, { code: 'notJson' });
    }
  }

  async function one(call: DeskCall): Promise<void> {
    const { params, query, staff, locale } = call;
    const [after, before] = [placeIn(query.get('after')), placeIn(query.get('before'))];
    if (Number.isNaN(after) || Number.isNaN(before)) return call.refuse(400, { code: 'notJson' });
    const there = await storedConversation(deps, params.id ?? '');
    if (!there) return call.refuse(404, { code: 'conversationUnknown' });
    const { conversation, doc, row } = there;
    // ASVS 5.0 16.2.1: what was typed there is not masked. What is new in it belongs to the same look.
    if (after === undefined) await auditAlone(deps, { who: staff, what: 'conversation', thing: conversation });
    const state = stateOf(bodyOf('header', doc));
    const link = state?.link;
    const ctx = contextFor(deps, conversation, { link, locale });
    const [talk, customer, form, notes, held] = await Promise.all([
      talkOf({ deps, log }, { conversation, locale, after, before }),
      customerOf(deps, link),
      state?.form && formProgress(state.form, ctx),
      chatNotes(deps, conversation),
      state ? heldWords(state, ctx) : [],
    ]);
    answer(call.res, 200, {
      row,
      ...talk,
      can: conversationActs(row, staff, deps.now()),
      ...(customer ? { customer } : {}),
      ...(form ? { form } : {}),
      notes,
      held,
    } satisfies ConversationDetail);
  }

  return {
    mount(routes) {
      guard.get(routes, '/desk/api/conversations', 'conversations.read', list);
      guard.get(routes, '/desk/api/conversations/:id', 'conversations.read', one);
    },
  };
}

/** For wording only: nothing is written with it. */
function contextFor(
  deps: Deps,
  conversation: string,
  { link, locale }: Pick<Ctx, 'locale'> & { link: Parameters<Ctx['queryAs']>[0] | undefined },
): Ctx {
  const { now, newId, business, publicUrl } = deps;
  return {
    now: now(),
    locale,
    newId,
    business,
    query: createQuery(deps, { conversation, link }),
    queryAs: (other) => createQuery(deps, { conversation, link: other }),
    publicUrl,
    group: false,
  };
}
