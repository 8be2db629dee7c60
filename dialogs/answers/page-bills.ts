// Bills that the page around the chat names: a wish like a typed one.
import { BILLS_MAX, parseOrderNumber } from '../../domain/order';
import { say } from '../../locales/text';
import { type Play, tell } from '../form/context';
import { reply } from '../reply';
import { runIntent } from './topics';

/** The page's wish: "fapiaos for these bills, please". Guests sign in or register first; the wish waits for them. */
export async function onBills(play: Play, named: readonly string[]): Promise<void> {
  if (play.state.waiting) return tell(play, reply(say('common:beingSubmitted')));
  const bills = named.flatMap((text) => {
    const parsed = parseOrderNumber(text);
    return parsed.ok ? [parsed.value] : [];
  });
  await runIntent(play, 'apply', '', [...new Set(bills)].slice(0, BILLS_MAX));
}
