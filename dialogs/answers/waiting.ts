// Orders that wait for their contact's agreement: what a person who asks for their bills is told.
import { say, type Text } from '../../locales/text';
import type { Ctx } from '../flows/flow';

/** A message stays on a phone's screen. */
const SHOWN = 5;

/** A sentence for each order that waits: since when, for whom, and the phone number. None: nothing waits. */
export async function waitingTexts({ query, business }: Pick<Ctx, 'query' | 'business'>): Promise<Text[]> {
  const waiting = await query.waiting();
  return waiting
    .slice(0, SHOWN)
    .map(({ order, since }) => say('progress:waits', { order, since: { day: since }, phone: business.phone }));
}
