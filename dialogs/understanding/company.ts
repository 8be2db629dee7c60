// Company data in a message: a view on its reading.
import { BUYER_FIELDS, type BuyerField } from '../../domain/buyer-fields';
import type { Found, Reading } from '../../domain/reading';
import type { Locale } from '../../locales/list';
import { readIn } from './reading';

export type CompanyField = BuyerField | 'email';

/** Company data, as typed; `sure` only. A phone, an account or an address alone speaks of no company. */
export function parseCompany(
  text: string,
  locale: Locale = 'zh-CN',
): { fields: Partial<Record<CompanyField, string>>; rest: string } {
  const reading = readIn(text, locale);
  const fields: Partial<Record<CompanyField, string>> = {};
  for (const field of BUYER_FIELDS) {
    const found = reading.fields[field];
    if (found) fields[field] = found.value;
  }
  // A phone, an account or an address alone may be the answer to any question: no company is spoken of.
  const labelled =
    reading.emails?.list.some(({ why }) => why === 'label') ||
    Object.values(reading.fields).some(({ why }) => why !== 'shape' && why !== 'token');
  if (!labelled && !fields.name && !fields.taxId) return { fields: {}, rest: text.trim() };
  const { mobile } = reading.fields;
  if (mobile && !fields.phone && !reading.fields.recipient) fields.phone = mobile.value;
  const [email] = reading.emails?.list ?? [];
  if (email) fields.email = email.value;
  return { fields, rest: restOf(reading, [...Object.values(reading.fields), ...(reading.emails?.list ?? [])]) };
}

/** The message without what was found in it. */
function restOf({ text }: Reading, found: readonly Found[]): string {
  let rest = '';
  let at = 0;
  for (const { from, to } of found.toSorted((a, b) => a.from - b.from)) {
    rest += `${text.slice(at, from)} `;
    at = Math.max(at, to);
  }
  return (rest + text.slice(at)).trim();
}
