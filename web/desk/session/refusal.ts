// A refusal as a field shows it.
import { Refused } from '../api';
import type { Words } from '../words';

export function refusalOf(error: Error | null, t: Words): { validationMessage?: string; validationState?: 'error' } {
  if (!error) return {};
  const validationMessage = error instanceof Refused ? error.message : t('trouble.unreachable');
  return { validationMessage, validationState: 'error' };
}
