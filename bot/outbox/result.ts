// What became of a row of the outbox.

/** `over`: it goes. `refused`: for good. `again`: later, at the soonest after `waitMs`, with one more attempt counted. */
export type Result =
  | { done: 'over' }
  | { done: 'refused'; why: string }
  | { done: 'again'; why: string; waitMs?: number };

export interface DispatchLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
