// Who issues: the desk by itself, or a service outside, which is told by a row of the outbox in the commit of what it must know.
import type { Deps, Issuer } from '../shared/deps';
import { jobRow, type RowOf } from '../shared/outbox';

/** The desk needs no word: open work is its list. */
export const deskIssuer: Issuer = { rows: () => [] };

type IssuingEvent = RowOf<'job', 'issuing'>['params']['event'];

/** What an event of an application's course is for who issues; nothing: it need not know yet. */
function toldOf(event: string): IssuingEvent | undefined {
  if (event === 'schedule') return undefined;
  if (event === 'submit' || event === 'open') return 'application.submitted';
  return event === 'cancel' || event === 'reject' || event === 'erase'
    ? 'application.withdrawn'
    : 'application.changed';
}

/** Tells the configured service (bot/issuing/webhook.ts sends it) of all that others did; what it did itself it knows. */
export const serviceIssuer: Issuer = {
  rows(deps: Deps, { customer, number, locale }, { event, by, at }) {
    const told = toldOf(event);
    if (!told || (by.role === 'staff' && by.service)) return [];
    return [jobRow(deps, { customer, name: 'issuing', locale, params: { customer, number, event: told }, at })];
  },
};
