// Conversations that wait for a person or have one: their places in lists, and what a customer is told before asking.
import type { Handoff } from '../../domain/handoff-state';
import { openingAt } from '../../domain/opening';
import type { ListName } from '../../storage/store';
import type { DeskView } from '../queries';
import type { Deps } from '../shared/deps';
import { peopleHere } from './presence';

/** In list `open`: those that wait come first, each by when it was asked. */
export const OPEN_CONVERSATIONS = 'c:';
const WAITS = `${OPEN_CONVERSATIONS}1:`;
const TALKS = `${OPEN_CONVERSATIONS}2:`;
const COUNTED = 100;

/** The places of a conversation's header. */
export function handoffPlaces(handoff: Handoff | undefined, conversation: string): Partial<Record<ListName, string>> {
  if (!handoff) return {};
  const { state, since, at } = handoff;
  if (state === 'bot') return { ended: `${at}#${conversation}` };
  return { open: `${state === 'waiting' ? WAITS : TALKS}${since}#${conversation}` };
}

/** The hours, who is there and takes conversations, and how many wait before this one. */
export async function deskNow(deps: Pick<Deps, 'store' | 'now' | 'business'>, conversation: string): Promise<DeskView> {
  const [people, { docs }] = await Promise.all([
    peopleHere(deps),
    deps.store.list('open', { prefix: WAITS, limit: COUNTED }),
  ]);
  const own = `#${conversation}`;
  const at = docs.findIndex(({ lists }) => lists?.open?.endsWith(own));
  return {
    ...openingAt(deps.business, deps.now()),
    here: people.filter(({ away }) => !away).map(({ id, name }) => ({ id, name })),
    ahead: at < 0 ? docs.length : at,
  };
}
