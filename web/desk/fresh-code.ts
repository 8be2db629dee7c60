// A code that is asked for in the middle of something: what waits for it goes on once it was entered.
import { shared } from './shared';

type Waiting = (entered: boolean) => void;

const waiting = shared<readonly Waiting[]>([]);

/** Asks for a code of the authenticator; false: whoever was asked would rather not. Several who ask share one question. */
export const freshCode = (): Promise<boolean> => new Promise((resolve) => waiting.set([...waiting.get(), resolve]));

export const useCodeIsAsked = (): boolean => waiting.use().length > 0;

/** The answer for all who wait. */
export function codeAnswered(entered: boolean): void {
  const all = waiting.get();
  waiting.set([]);
  for (const tell of all) tell(entered);
}
