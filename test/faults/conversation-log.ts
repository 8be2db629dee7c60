// A conversation as the store has it, for tests: read whole, and checked to be dense and finished.
import type { LogItem } from '../../bot/turn/inbound';
import { everyIn } from '../../storage/every';
import { bodyOf, type Header, keys, type Turn } from '../../storage/records';
import type { Store } from '../../storage/store';

export interface WholeLog {
  header: Header;
  turns: { id: string; items: LogItem[]; commands: Turn['commands'] }[];
  items: LogItem[];
}

/** Reads all of it. Fails when a number is missing or doubled, or something is still pending. */
export async function readLog(store: Store, conversation: string): Promise<WholeLog> {
  const key = keys.header(conversation);
  const turns: WholeLog['turns'] = [];
  for await (const doc of everyIn(store, 'log', { pk: key.pk })) {
    const { items, commands } = bodyOf('turn', doc);
    turns.push({ id: doc.id, items: items as unknown as LogItem[], commands });
  }
  const found = await store.get(key);
  if (!found) throw new Error(`there is no conversation ${conversation}`);
  const header = bodyOf('header', found);
  const items = turns.flatMap((turn) => turn.items);
  expect(items.map((item) => item.seq)).toEqual(items.map((_, seq) => seq));
  expect(header).toMatchObject({ nextSeq: items.length, pending: [] });
  return { header, turns, items };
}
