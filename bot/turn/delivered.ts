// Which turns' answers were sent, so that a repeated delivery does not send them again. Losing a mark costs a second sending.
import { bodyOf, keys } from '../../storage/records';
import type { Store } from '../../storage/store';

/** In the header, newest last. */
const KEPT = 8;
/** Conversations with marks that no header knows yet: only the newest. */
const CONVERSATIONS = 1_000;
const TRIES = 5;

export interface Marks {
  /** The turns' answers were sent. Kept in this process until `kept`. */
  add(conversation: string, rows: readonly string[]): void;
  /** What the header knows, and what was added since. */
  with(conversation: string, known: readonly string[]): string[];
  /** The header knows them now. */
  kept(conversation: string): void;
  /** Writes them into the header now. Never throws: it only spares a second sending. */
  keep(conversation: string): Promise<void>;
}

export function createMarks(store: Store): Marks {
  const added = new Map<string, string[]>();
  const together = (conversation: string, known: readonly string[]) =>
    [...known, ...(added.get(conversation) ?? [])].slice(-KEPT);

  async function write(conversation: string): Promise<boolean> {
    const stored = await store.get(keys.header(conversation));
    if (!stored) return true;
    const { etag, ...doc } = stored;
    const header = bodyOf('header', stored);
    const body = { ...header, delivered: together(conversation, header.delivered) };
    return (await store.commit(doc.pk, [{ op: 'replace', doc: { ...doc, body }, etag }])).ok;
  }

  return {
    add(conversation, rows) {
      if (added.size >= CONVERSATIONS) added.delete(added.keys().next().value ?? '');
      added.set(conversation, together(conversation, []).concat(rows).slice(-KEPT));
    },
    with: together,
    kept: (conversation) => void added.delete(conversation),
    async keep(conversation) {
      try {
        for (let tries = 0; added.has(conversation) && tries < TRIES; tries += 1) {
          if (await write(conversation)) added.delete(conversation);
        }
      } catch {
        // They stay here and go with the next turn.
      }
    },
  };
}
