// One line for whoever can't see the screen change, and a message in the top bar for everybody.
import { useSyncExternalStore } from 'react';

export interface Said {
  text: string;
  tone: 'done' | 'refused';
}

let said: Said | undefined;
let ends: number | undefined;
const watchers = new Set<() => void>();

function set(next: Said | undefined): void {
  said = next;
  for (const tell of watchers) tell();
}

const SHOWN_MS = 8_000;

/** Refusals stay until something else is said. */
export function say(text: string, tone: Said['tone'] = 'done'): void {
  clearTimeout(ends);
  set({ text, tone });
  if (tone === 'done') ends = window.setTimeout(() => set(undefined), SHOWN_MS);
}

export const hush = (): void => set(undefined);

export const useSaid = (): Said | undefined =>
  useSyncExternalStore(
    (tell) => {
      watchers.add(tell);
      return () => watchers.delete(tell);
    },
    () => said,
  );
