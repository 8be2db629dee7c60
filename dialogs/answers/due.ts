// The day until when a fapiao is issued, as everything says it: where the year's calendar is not known, as provisional.
import { say, type Value } from '../../locales/text';
import type { Instant } from '../../domain/result';

export const dueDay = (at: Instant, provisional: boolean): Value =>
  provisional ? { text: say('notices:provisionalDay', { day: { day: at } }) } : { day: at };
