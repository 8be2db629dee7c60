// Taking over, answering, handing on and giving back over HTTP: each is a turn of the conversation, so that of two at once one counts.
import { z } from 'zod';
import type { Agent, DeskAct } from '../../dialogs/flows/flow';
import type { ConversationActed, ConversationActRequest, ConversationRow } from '../../domain/handoff-view';
import type { AgentName } from '../../domain/handoff-state';
import type { Reason } from '../../domain/result';
import { may } from '../../domain/staff';
import { conversationActs } from '../../services/desk/conversation-can';
import { storedConversation } from '../../services/desk/conversation-rows';
import type { Deps } from '../../services/shared/deps';
import { staffAt } from '../../services/staff/staff';
import { bodyOf } from '../../storage/records';
import { answer } from '../http/json';
import type { Routes } from '../http/routes';
import type { Inbound, TurnResult } from '../turn/inbound';
import { bodyIn } from './call';
import type { DeskCall, DeskGuard } from './guard';
import { statusOf } from './refusal';
import { itemFor } from './talk';

/** What somebody says at once. */
const SAID_MAX = 4_000;
/** More is not read at all. */
const SENT_MAX = 20_000;

const acting = z.object({
  text: z.string().max(SENT_MAX).optional(),
  to: z.string().max(100).optional(),
  note: z.string().max(SENT_MAX).optional(),
});

/** As the addresses name them. `note` is no turn: nothing of it is in the log. */
type Act = 'claim' | 'step-in' | 'say' | 'back' | 'end' | 'transfer' | 'leave';
type Given = Omit<ConversationActRequest, 'to'> & { to?: AgentName | undefined };

const ACTS: Record<Act, (given: Given) => DeskAct | { refused: Reason }> = {
  claim: () => ({ act: 'claim' }),
  'step-in': () => ({ act: 'stepIn' }),
  leave: () => ({ act: 'release' }),
  back: () => ({ act: 'back' }),
  say: ({ text = '' }) => (text.trim() ? { act: 'say', text } : { refused: { code: 'textMissing' } }),
  end: ({ text }) => ({ act: 'end', ...(text?.trim() ? { text } : {}) }),
  transfer: ({ to, note }) => ({ act: 'transfer', ...(to ? { to } : {}), ...(note?.trim() ? { note } : {}) }),
};
const isAct = (name: string): name is Act => Object.hasOwn(ACTS, name);

export interface ConversationActsOptions {
  deps: Deps;
  guard: DeskGuard;
  /** Plays a turn, and sends what it says where nobody reads the log. */
  play: (inbound: Inbound) => Promise<TurnResult>;
}

export function conversationActsRoutes({ deps, guard, play }: ConversationActsOptions): {
  mount(routes: Routes): void;
} {
  /** A colleague who may take it; undefined: anybody. */
  async function colleague(id: string | undefined): Promise<AgentName | 'unknown' | undefined> {
    if (!id) return undefined;
    const staff = await staffAt(deps, id);
    if (!staff || staff.body.disabled || !may(staff.body.roles, 'conversations.act')) return 'unknown';
    return { id: staff.body.id, name: staff.body.name };
  }

  async function acted(call: DeskCall): Promise<void> {
    const { params, staff } = call;
    const { id = '', act: name = '' } = params;
    if (!isAct(name)) return call.refuse(404, { code: 'unknown' });
    const given = bodyIn<ConversationActRequest>(call, acting);
    if (!given) return;
    if (!call.commandId) return call.refuse(400, { code: 'notJson' });
    if ((given.text ?? '').length > SAID_MAX || (given.note ?? '').length > SAID_MAX)
      return call.refuse(400, { code: 'wordsTooLong', params: { max: SAID_MAX } });
    const to = await colleague(given.to);
    if (to === 'unknown') return call.refuse(400, { code: 'staffNotHere' });
    const act = ACTS[name]({ ...given, to });
    if ('refused' in act) return call.refuse(400, act.refused);
    const there = await storedConversation(deps, id);
    if (!there) return call.refuse(404, { code: 'conversationUnknown' });
    const { channel, person = '', reference, group } = bodyOf('header', there.doc);
    const result = await play({
      conversation: there.conversation,
      dedupe: `desk:${staff.id}:${call.commandId}`,
      input: { kind: 'desk', staff: agentOf(call), ...act },
      channel,
      person,
      ...(reference === undefined ? {} : { reference }),
      ...(group ? { group } : {}),
      receivedAt: deps.now(),
    });
    const row = (await storedConversation(deps, id))?.row ?? there.row;
    if (result.refused) return refuse(call, result.refused, row);
    const items = result.items.flatMap((item) => itemFor(item, call.locale));
    const can = conversationActs(row, staff, deps.now());
    answer(call.res, 200, { row, can, items } satisfies ConversationActed);
  }

  return {
    mount: (routes) => guard.post(routes, '/desk/api/conversations/:id/:act', 'conversations.act', acted),
  };
}

/** ASVS 5.0 8.2.2: whether somebody may take over a colleague's is decided by the roles of this request. */
const agentOf = ({ staff: { id, name, roles } }: DeskCall): Agent => ({
  id,
  name,
  takesOver: may(roles, 'conversations.takeOver'),
});

function refuse(
  call: DeskCall,
  { reason, by }: NonNullable<TurnResult['refused']>,
  conversation: ConversationRow,
): void {
  call.refuse(
    statusOf(reason),
    { ...reason, ...(by ? { params: { name: by.name } } : {}) },
    {
      conversation,
      ...(by ? { by: by.name } : {}),
    },
  );
}
