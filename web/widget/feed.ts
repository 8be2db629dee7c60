// What came from the server, in order and each once: from the socket, or from the tab that holds it.
import type { Activity, ActivitySet } from './protocol';

export interface Feed {
  /** Answers those that are new. */
  take(set: ActivitySet): Activity[];
  /** Where the server goes on. */
  watermark(): string;
  all(): readonly Activity[];
  /** Everything, for a tab that comes later. */
  state(): { activities: readonly Activity[]; watermark: string };
  clear(): void;
}

export function createFeed(): Feed {
  const seen = new Set<string>();
  let activities: Activity[] = [];
  let watermark = '0';

  return {
    take(set) {
      const fresh = set.activities.filter(({ id }) => {
        if (!id) return true;
        if (seen.has(id)) return false;
        seen.add(id);
        return true;
      });
      // What has no id (typing) belongs to the moment, not to the history.
      activities.push(...fresh.filter(({ id }) => id));
      watermark = set.watermark ?? watermark;
      return fresh;
    },
    watermark: () => watermark,
    all: () => activities,
    state: () => ({ activities, watermark }),
    clear() {
      seen.clear();
      activities = [];
      watermark = '0';
    },
  };
}
