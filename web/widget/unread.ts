// How many of the bot's messages nobody has seen: kept over page loads, the same in all tabs.
import { keep } from './keep';
import type { Activity } from './protocol';

export interface Unread {
  /** A message of the bot has come. */
  note(activity: Activity): void;
  /** The conversation is on show: everything is seen. */
  look(): void;
  /** Another tab has shown everything up to here. */
  seen(id: string): void;
  clear(): void;
  count(): number;
}

export interface UnreadOptions {
  onShow: () => boolean;
  changed: () => void;
  tell: (id: string) => void;
}

export function createUnread({ onShow, changed, tell }: UnreadOptions): Unread {
  /** Ids grow with the place in the conversation. */
  let ids: string[] = [];
  let newest = '';

  function seen(id: string): void {
    const left = ids.filter((one) => one > id);
    if (left.length === ids.length) return;
    ids = left;
    changed();
  }

  function look(): void {
    if (!newest || !onShow() || newest <= keep.read()) return;
    keep.saveRead(newest);
    tell(newest);
    seen(newest);
  }

  return {
    note({ id }) {
      if (!id) return;
      if (id > newest) newest = id;
      if (onShow()) return look();
      if (id <= keep.read()) return;
      ids.push(id);
      changed();
    },
    look,
    seen,
    clear() {
      const had = ids.length;
      ids = [];
      newest = '';
      keep.saveRead('');
      if (had) changed();
    },
    count: () => ids.length,
  };
}
