// One line for whoever can't see the screen change, and a message in the top bar for everybody.
import { shared } from './shared';

export interface Said {
  text: string;
  tone: 'done' | 'refused';
}

const said = shared<Said | undefined>(undefined);
let ends: number | undefined;

const SHOWN_MS = 8_000;

/** Refusals stay until something else is said. */
export function say(text: string, tone: Said['tone'] = 'done'): void {
  clearTimeout(ends);
  said.set({ text, tone });
  if (tone === 'done') ends = window.setTimeout(hush, SHOWN_MS);
}

export const hush = (): void => said.set(undefined);
export const useSaid = said.use;
