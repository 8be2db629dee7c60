// Reads a conversation's log as activities: the log is the delivery.
import { bodyOf, keys, seqPlace } from '../../storage/records';
import type { Store } from '../../storage/store';
import type { LogItem } from '../inbound';
import { activityOf, type Render } from './directline-activity';

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
  render: Render;
  warn: (error: unknown) => void;
}

/** A reader of at most `limit` activities from the watermark `from` on. */
export function createLogReader({ store, render, warn }: LogReaderOptions): ReadLog {
  /** A reply that cannot be drawn is skipped and told: it must not hold up everything after it. */
  const drawn = (conversationId: string, item: LogItem): object | undefined => {
    try {
      return activityOf(conversationId, item, render);
    } catch (error) {
      warn(error);
      return undefined;
    }
  };

  return async (conversationId, from, limit) => {
    const { pk } = keys.header(conversationKey(conversationId));
    const activities: object[] = [];
    let next = from;
    let after: string | undefined;
    let revoked = 0;
    do {
      // A turn lies at the place of its last entry, so this finds every turn with an entry from the watermark on.
      const page = await store.list('log', { pk, from: seqPlace(from), limit, ...(after ? { after } : {}) });
      for (const doc of page.docs) {
        for (const item of bodyOf('turn', doc).items as unknown as LogItem[]) {
          if (item.seq < next) continue;
          if (activities.length >= limit) return { activities, next, more: true, revoked };
          if (item.author === 'system') revoked = item.revoked;
          const activity = drawn(conversationId, item);
          if (activity) activities.push(activity);
          next = item.seq + 1;
        }
      }
      after = page.next;
    } while (after);
    return { activities, next, more: false, revoked };
  };
}
