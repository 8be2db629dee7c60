// Doubts that the person settled: the same value is not doubted twice.
import type { Form } from '../state';

/** So many are remembered. */
const SETTLED_MAX = 8;
/** Longest that one is noted. */
const NOTED = 300;

const noted = (slot: string, value: unknown): string => `${slot}:${JSON.stringify(value)}`.slice(0, NOTED);

/** Whether the person said of this value that it is meant. */
export const isSettled = (form: Form, slot: string, value: unknown): boolean =>
  form.settled.includes(noted(slot, value));

export function settleDoubt(form: Form, slot: string, value: unknown): void {
  form.settled = [...form.settled, noted(slot, value)].slice(-SETTLED_MAX);
}
