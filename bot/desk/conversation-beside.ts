// What agents do besides talking, over HTTP: notes that only colleagues read, and saying that they take no conversations.
import { z } from 'zod';
import type { ConversationActed, PresenceRequest } from '../../domain/handoff-view';
import { conversationActs } from '../../services/desk/conversation-can';
import { noteConversation } from '../../services/desk/conversation-notes';
import { storedConversation } from '../../services/desk/conversation-rows';
import { setAway } from '../../services/desk/presence';
import type { Deps } from '../../services/shared/deps';
import { answer } from '../http/json';
import type { Routes } from '../http/routes';
import { bodyIn } from './call';
import type { DeskCall, DeskGuard } from './guard';
import { statusOf } from './refusal';

const note = z.object({ text: z.string().max(20_000) });
const presence = z.object({ away: z.boolean() });

export function conversationBesideRoutes({ deps, guard }: { deps: Deps; guard: DeskGuard }): {
  mount(routes: Routes): void;
} {
  async function noted(call: DeskCall): Promise<void> {
    const { params, commandId, staff } = call;
    const given = bodyIn(call, note);
    if (!given) return;
    if (!commandId) return call.refuse(400, { code: 'notJson' });
    const there = await storedConversation(deps, params.id ?? '');
    if (!there) return call.refuse(404, { code: 'conversationUnknown' });
    const { conversation, row } = there;
    const done = await noteConversation(deps, { conversation, text: given.text, staff, commandId });
    if (!done.ok) return call.refuse(statusOf(done.reason), done);
    const can = conversationActs(row, staff, deps.now());
    answer(call.res, 200, { row, can, items: [] } satisfies ConversationActed);
  }

  async function away(call: DeskCall): Promise<void> {
    const given = bodyIn<PresenceRequest>(call, presence);
    if (!given) return;
    await setAway(deps, call.staff.id, given.away);
    answer(call.res, 200, {});
  }

  return {
    mount(routes) {
      guard.post(routes, '/desk/api/conversations/:id/note', 'conversations.act', noted);
      guard.post(routes, '/desk/api/presence', 'conversations.act', away);
    },
  };
}
