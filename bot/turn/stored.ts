// What was said, read from the log: a turn by its row, an entry by its number.
import { bodyOf, keys, seqPlace } from '../../storage/records';
import type { Store } from '../../storage/store';
import type { LogItem } from './inbound';
import { commandsOf, itemsOf } from './parts';
import { rowId } from './row';

/** More turns without a word of the person's do not follow one another. */
const LOOKED_AT = 10;

/** What a stored turn said, and what the outcomes of its commands said. */
export async function storedItems(store: Store, conversation: string, row: string): Promise<LogItem[]> {
  const doc = await store.get(keys.turn(conversation, row));
  if (!doc) return [];
  const turn = bodyOf('turn', doc);
  const items = itemsOf(turn);
  for (const command of commandsOf(turn)) {
    items.push(...(await storedItems(store, conversation, rowId(`outcome:${command.id}`))));
  }
  return items;
}

/** The channel's id of the newest message that somebody sent; undefined where there is none. */
export async function newestMessage(store: Store, conversation: string): Promise<string | undefined> {
  const { docs } = await store.list('log', { pk: keys.header(conversation).pk, desc: true, limit: LOOKED_AT });
  for (const doc of docs) {
    const user = itemsOf(bodyOf('turn', doc)).findLast((item) => item.author === 'user');
    if (user?.author === 'user') return user.activityId;
  }
  return undefined;
}

/** An entry of the log; undefined when there is none (any more). */
export async function itemAt(store: Store, conversation: string, seq: number): Promise<LogItem | undefined> {
  // Rows lie at their last entry.
  const { docs } = await store.list('log', { pk: keys.header(conversation).pk, from: seqPlace(seq), limit: 1 });
  return docs.flatMap((doc) => itemsOf(bodyOf('turn', doc))).find((item) => item.seq === seq);
}
