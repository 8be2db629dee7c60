// What was said, read from the log: a turn by its row, an entry by its number.
import { bodyOf, keys, seqPlace } from '../../storage/records';
import type { Store } from '../../storage/store';
import type { LogItem } from './inbound';
import { commandsOf, itemsOf } from './parts';
import { rowId } from './row';

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

/** An entry of the log; undefined when there is none (any more). */
export async function itemAt(store: Store, conversation: string, seq: number): Promise<LogItem | undefined> {
  // Rows lie at their last entry.
  const { docs } = await store.list('log', { pk: keys.header(conversation).pk, from: seqPlace(seq), limit: 1 });
  return docs.flatMap((doc) => itemsOf(bodyOf('turn', doc))).find((item) => item.seq === seq);
}
