// A refusal as a field shows it.
import { Refused } from '../api';
import { messageOf } from '../trouble';
import type { Words } from '../words';

export interface FieldRefusal {
  validationMessage?: string;
  validationState?: 'error';
}

export function refusalOf(error: Error | null, t: Words): FieldRefusal {
  if (!error) return {};
  const validationMessage = messageOf(error, t);
  return { validationMessage, validationState: 'error' };
}

/** The field that the server names: a weak password is told beside the password. */
export const slotOf = (error: Error | null): string | undefined =>
  error instanceof Refused ? error.answer.error.slot : undefined;
