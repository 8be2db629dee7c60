// What is written where nobody is: as many documents as for somebody, so that no difference can be measured.
import type { Locale } from '../../locales/list';
import { record } from '../../storage/records';
import type { Write } from '../../storage/store';
import type { Deps } from '../shared/deps';
import { jobRow } from '../shared/outbox';
import { HOUR, later } from '../../domain/time';

/**
 * Instead of a mail, and with `changed` of the document that it belongs to: the dispatcher is rung and finds a row, as for
 * an address that is known (ASVS 5.0 6.3.8). All goes by itself.
 */
export function forNobody(
  deps: Deps,
  pk: string,
  { id, locale, changed = false }: { id: string; locale: Locale; changed?: boolean },
): Write[] {
  const now = deps.now();
  const body = { customer: 'none', holder: 'none', claimedAt: now };
  const doc = record('pointer', { pk, id: `nobody:${id}` }, body, { expiresAt: later(now, HOUR) });
  return [...(changed ? [{ op: 'create', doc } satisfies Write] : []), jobRow(deps, { pk, name: NOBODY_JOB, locale })];
}

/** The dispatcher does nothing for it. */
export const NOBODY_JOB = 'nobody';
