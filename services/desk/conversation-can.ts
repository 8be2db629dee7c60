// What somebody may do with a conversation as it is now: the screen shows these, and the turn decides again.
import type { ConversationAct, ConversationRow } from '../../domain/handoff-view';
import type { Instant } from '../../domain/result';
import { may } from '../../domain/staff';
import type { StaffView } from '../../domain/staff-view';

const OWN: readonly ConversationAct[] = ['say', 'back', 'transfer', 'leave', 'end', 'note'];

export function conversationActs(row: ConversationRow, { id, roles }: StaffView, now: Instant): ConversationAct[] {
  if (!may(roles, 'conversations.act')) return [];
  const takesOver = may(roles, 'conversations.takeOver');
  const { state, owner, reserved } = row;
  if (state === 'ended') return ['step-in', 'note'];
  if (state === 'waiting') {
    const free = !reserved || reserved.id === id || reserved.until <= now || takesOver;
    return free ? ['claim', 'note'] : ['note'];
  }
  if (owner?.id === id) return [...OWN];
  return takesOver ? ['claim', 'back', 'transfer', 'end', 'note'] : ['note'];
}
