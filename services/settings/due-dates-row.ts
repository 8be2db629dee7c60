// The row that asks for due dates to be computed anew after a calendar has changed.
import { later, MINUTE } from '../../domain/time';
import type { Write } from '../../storage/store';
import type { Deps } from '../shared/deps';
import { jobRow } from '../shared/outbox';
import { keys } from '../../storage/records';

/** By then every process has heard of the version, also one whose doorbell was deaf (live.ts looks every five minutes). */
const SECOND_ROUND_MS = 10 * MINUTE;

export const DUE_DATES_JOB = 'dueDates';

/** In the commit of the version; the second round follows the first. */
export const dueDatesRow = (deps: Deps, version: number, round: 1 | 2): Write =>
  jobRow(deps, {
    pk: keys.settings().pk,
    id: `outbox:due-dates:${version}:${round}`,
    name: DUE_DATES_JOB,
    locale: 'zh-CN',
    params: { version, round },
    ...(round === 2 ? { at: later(deps.now(), SECOND_ROUND_MS) } : {}),
  });
