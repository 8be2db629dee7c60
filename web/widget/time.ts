// Times and days in the reader's language and the browser's time zone.

/** Fills a `<time>` element: its `data-kind` says whether it is a day or a time of day. */
export function fillTime(element: HTMLTimeElement, locale: string): void {
  const at = new Date(element.dateTime);
  element.textContent =
    element.dataset.kind === 'day' ? dayName(at, new Date(), locale) : timeFormat(locale).format(at);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Made once a language: making one costs more than drawing a message. */
function timeFormat(locale: string): Intl.DateTimeFormat {
  const format = formats.get(locale) ?? new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' });
  formats.set(locale, format);
  return format;
}

/** `Today`, `Yesterday`, or the date; the year only where it is another one. */
export function dayName(at: Date, now: Date, locale: string): string {
  const days = Math.round((startOfDay(at) - startOfDay(now)) / 86_400_000);
  if (days === 0 || days === -1) {
    const name = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day');
    return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
  }
  const year = at.getFullYear() === now.getFullYear() ? undefined : ('numeric' as const);
  return new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', year }).format(at);
}

const startOfDay = (at: Date): number => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
