// Application numbers: FP-YYMM-NNNN. The one place that knows how they look, are typed, and sort.

/** However typed, half- or full-width once folded: FP-2611-0127, fp 2611 0127, FP26110127. */
const NUMBER = /(?<![a-z0-9])FP-?\s?(\d{4})-?\s?(\d{4,})/i;
const DIGITS_MAX = 8;

/** `FP-2611`: what the numbers of a month begin with. */
export const numberPrefix = (month: string): string => `FP-${month}`;

export const applicationNumber = (month: string, count: number): string =>
  `${numberPrefix(month)}-${String(count).padStart(4, '0')}`;

/** The first application number in a free text; undefined when there is none. */
export function findApplicationNumber(text: string): string | undefined {
  const match = NUMBER.exec(text.normalize('NFKC'));
  return match ? `${numberPrefix(match[1] ?? '')}-${match[2]}` : undefined;
}

/** What a free text says beside the number that it ends with; undefined when it ends with none. */
export function beforeApplicationNumber(text: string): string | undefined {
  const typed = text.normalize('NFKC').trimEnd();
  const match = NUMBER.exec(typed);
  return match && match.index + match[0].length === typed.length ? typed.slice(0, match.index).trim() : undefined;
}

/** What a person types as a number and nothing else: any case, spaces, full-width; undefined when it is none. */
export function readApplicationNumber(text: string): string | undefined {
  const typed = text.normalize('NFKC').replace(/\s/g, '');
  const match = NUMBER.exec(typed);
  if (match?.[0] !== typed || (match[2] ?? '').length > DIGITS_MAX) return undefined;
  return findApplicationNumber(typed);
}

/** Whether a folded token is, or was meant to be, one of ours: mistyped ones are no order numbers either. */
export const looksLikeApplicationNumber = (token: string): boolean => /^FP-\d{4}-\d+$/.test(token);

/** The place in the list of applications: sorts by month and count, also beyond 9,999. */
export const numberPlace = (number: string): string => {
  const [, month = '', count = ''] = number.split('-');
  return `${month}:${count.padStart(DIGITS_MAX, '0')}`;
};
