// When people are at the desk: the hours of the settings on working days in China.
import type { Business } from './business';
import { isWorkingDay } from './calendar';
import type { Instant } from './result';
import { spansOf } from './settings';
import { CHINA_OFFSET, chinaDay, DAY, later } from './time';

/** `until`: it closes then, or opens next. Missing where no hours are known, as words of the environment's own: then it counts as open. */
export interface Opening {
  open: boolean;
  until?: Instant;
}

/** The longest closure looked through: Spring Festival with the weekends around it is less. */
const LOOKED_AHEAD = 30;

/** Whether it is within the hours, and until when that stays so. */
export function openingAt(
  { phoneHours, calendarOverlay }: Pick<Business, 'phoneHours' | 'calendarOverlay'>,
  now: Instant,
): Opening {
  const spans = spansOf(phoneHours);
  if (!spans.length) return { open: true };
  for (let ahead = 0; ahead < LOOKED_AHEAD; ahead += 1) {
    const day = chinaDay(later(now, ahead * DAY));
    if (!isWorkingDay(day, calendarOverlay)) continue;
    for (const { from, to } of spans) {
      const [opens, closes] = [instantOf(day, from), instantOf(day, to)];
      if (now < opens) return { open: false, until: opens };
      if (now < closes) return { open: true, until: closes };
    }
  }
  return { open: false };
}

/** `24:00` is the next day's beginning. */
function instantOf(day: string, clock: string): Instant {
  const [hours = '0', minutes = '0'] = clock.split(':');
  const midnight = Date.parse(`${day}T00:00:00.000${CHINA_OFFSET}`);
  return new Date(midnight + (Number(hours) * 60 + Number(minutes)) * 60_000).toISOString();
}
