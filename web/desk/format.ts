// Amounts, days and times as the desk shows them: yuan, and China's clock.
import { CHINA_ZONE } from '../../domain/time';
import { spoken, type Words } from './words';

export const yuan = (fen: number): string =>
  (fen / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

const part = (at: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(spoken(), { timeZone: CHINA_ZONE, ...options }).format(new Date(at));

/** A day in China as a number that can be compared. */
const dayOf = (ms: number): number => Math.floor((ms + 8 * 3_600_000) / 86_400_000);

export const clock = (at: string): string => part(at, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
/** Until when: the last moment of a day is its 24:00, as customers read it. */
export const untilClock = (at: string): string => (at.endsWith('T15:59:59.999Z') ? '24:00' : clock(at));
export const day = (at: string): string => part(at, { month: 'numeric', day: 'numeric', weekday: 'short' });
export const month = (period: string): string => part(`${period}-15T00:00:00Z`, { year: 'numeric', month: 'short' });

const isToday = (at: string): boolean => dayOf(Date.parse(at)) === dayOf(Date.now());

/** Undefined for no time. */
export const dayOrToday = (at: string | undefined, t: Words): string | undefined =>
  at && (isToday(at) ? t('due.today') : day(at));

/** `13:58` of today, else with the day. */
export function when(at: string, t: Words): string {
  return isToday(at)
    ? t('time.today', { clock: clock(at) })
    : `${part(at, { month: 'numeric', day: 'numeric' })} ${clock(at)}`;
}

export interface Due {
  text: string;
  tone: 'late' | 'today' | 'later';
}

/** How urgent something is, in a word: `2 d late`, `today`, `Wed`, `4 Dec`. */
export function due(until: string, late: boolean, t: Words): Due {
  const days = dayOf(Date.parse(until)) - dayOf(Date.now());
  if (late) return { tone: 'late', text: days < 0 ? t('due.lateDays', { days: -days }) : t('due.late') };
  if (days <= 0) return { tone: 'today', text: t('due.today') };
  if (days < 7) return { tone: 'later', text: part(until, { weekday: 'short' }) };
  return { tone: 'later', text: part(until, { month: 'numeric', day: 'numeric' }) };
}

/** In fours, so that it can be compared by eye; what is copied has no blanks. */
export const inFours = (text: string): string[] => text.match(/.{1,4}/g) ?? [];

/** `Clerk, Administrator`; `开票员、管理员`. */
export const listed = (texts: readonly string[]): string =>
  new Intl.ListFormat(spoken(), { type: 'conjunction', style: 'narrow' }).format(texts);

/** `2026-10-05 09:00`, in China: for what must be compared with a file. */
export const dayAndTime = (at: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: CHINA_ZONE, dateStyle: 'short', timeStyle: 'short' }).format(
    new Date(at),
  );
