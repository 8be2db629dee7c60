// Whether customers can reach people now: the hours, and who is at the desk with how many conversations.
import type { DeskOpen } from '../../domain/handoff-view';
import { openingAt } from '../../domain/opening';
import type { Deps } from '../shared/deps';
import type { ConversationCard } from './conversation-rows';
import type { Present } from './presence';

/** `people` are here, `cards` all conversations that are open. */
export function deskOpen(
  deps: Pick<Deps, 'now' | 'business'>,
  people: readonly Present[],
  cards: readonly ConversationCard[],
): DeskOpen {
  const talking = (id: string): number =>
    cards.filter(({ row }) => row.owner?.id === id && row.state === 'agent').length;
  return {
    ...openingAt(deps.business, deps.now()),
    agents: people.map(({ id, name, away }) => ({ id, name, talking: talking(id), ...(away ? { away } : {}) })),
  };
}
