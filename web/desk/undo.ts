// What was done last and can still be taken back: shown in one place of the top bar, whichever screen is open.
import { useSyncExternalStore } from 'react';

export interface Done {
  number: string;
  act: string;
  /** Nobody is told before. */
  until: string;
  etag: string;
}

let last: Done | undefined;
const watchers = new Set<() => void>();

export function setDone(done: Done | undefined): void {
  last = done;
  for (const tell of watchers) tell();
}

export const useDone = (): Done | undefined =>
  useSyncExternalStore(
    (tell) => {
      watchers.add(tell);
      return () => watchers.delete(tell);
    },
    () => last,
  );
