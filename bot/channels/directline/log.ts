// Reads a conversation's log as activities: the log is the delivery.
import type { Reply } from '../../../dialogs/reply';
import { bodyOf, keys, seqPlace } from '../../../storage/records';
import { type Store, type Stored, StoreTooNew } from '../../../storage/store';
import type { LogItem } from '../../turn/inbound';
import { itemsOf } from '../../turn/parts';
import { activityOf, type Render } from './activity';

/** `next` is the watermark: the number of the first entry that was not seen. */
export interface ActivitySet {
  activities: object[];
  next: number;
  more: boolean;
  /** Chat tokens below this epoch are revoked, as the log says. */
  revoked: number;
}

export type ReadLog = (conversationId: string, from: number, limit: number) => Promise<ActivitySet>;

/** The name of an embedded conversation everywhere else. */
export const conversationKey = (conversationId: string): string => `directline:${conversationId}`;

export interface LogReaderOptions {
  store: Store;
  /** Never throws. */
  render: Render;
  warn: (error: unknown) => void;
}

/** A reader of at most `limit` activities from the watermark `from` on. */
export function createLogReader({ store, render, warn }: LogReaderOptions): ReadLog {
  /** The entries of a row. A damaged one hides no other, and is not silent: what is no reply is drawn as an apology. */
  function entriesOf(doc: Stored, before: LogItem | undefined): LogItem[] {
    try {
      const items = itemsOf(bodyOf('turn', doc));
      if (items.every(({ seq }) => Number.isInteger(seq))) return items;
      warn(new TypeError('a row without numbers'));
    } catch (error) {
      // Another process knows the row: the client comes again.
      if (error instanceof StoreTooNew) throw error;
      warn(error);
    }
    const seq = Number(doc.lists?.log);
    const at = before?.at ?? '1970-01-01T00:00:00.000Z';
    const locale = before?.author === 'bot' ? before.locale : 'en-US';
    return [{ seq, author: 'bot', at, locale, reply: {} as Reply }];
  }

  return async (conversationId, from, limit) => {
    const { pk } = keys.header(conversationKey(conversationId));
    const activities: object[] = [];
    let next = from;
    let after: string | undefined;
    let revoked = 0;
    let last: LogItem | undefined;
    do {
      // A turn lies at the place of its last entry, so this finds every turn with an entry from the watermark on.
      const page = await store.list('log', { pk, from: seqPlace(from), limit, ...(after ? { after } : {}) });
      for (const doc of page.docs) {
        for (const item of entriesOf(doc, last)) {
          last = item;
          if (item.seq < next) continue;
          if (activities.length >= limit) return { activities, next, more: true, revoked };
          if (item.author === 'system') revoked = item.revoked ?? revoked;
          const activity = activityOf(conversationId, item, render);
          if (activity) activities.push(activity);
          next = item.seq + 1;
        }
      }
      after = page.next;
    } while (after);
    return { activities, next, more: false, revoked };
  };
}
