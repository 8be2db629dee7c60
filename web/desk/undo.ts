// What was done last and can still be taken back: shown in one place of the top bar, whichever screen is open.
import { shared } from './shared';

export interface Done {
  number: string;
  act: string;
  /** Nobody is told before. */
  until: string;
  etag: string;
}

const last = shared<Done | undefined>(undefined);

export const setDone = last.set;
export const useDone = last.use;
