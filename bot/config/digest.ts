// Settings of the digest: who at the service centre is told of new applications, and when.
import { z } from 'zod';
import { DESK_LOCALES } from '../../locales/list';
import type { DigestSettings } from '../../services/desk/digest';
import { isAddress } from '../outbox/sender';

const parts = (list: string): string[] =>
  list
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
const isHour = (text: string): boolean => /^\d{1,2}$/.test(text) && Number(text) < 24;

export const DIGEST = {
  DIGEST_TO: [
    z
      .string()
      .refine((list) => parts(list).every(isAddress))
      .optional(),
    'e-mail addresses of the service centre, separated by commas',
  ],
  DIGEST_HOURS: [
    z
      .string()
      .refine((list) => parts(list).length > 0 && parts(list).every(isHour))
      .default('9,14'),
    'full hours in China (0 to 23), separated by commas',
  ],
  DIGEST_LANGUAGE: [z.enum(DESK_LOCALES).default('zh-CN'), 'zh-CN or en-US'],
} as const satisfies Record<string, readonly [z.ZodType, string]>;

type Set = { [K in keyof typeof DIGEST]: z.infer<(typeof DIGEST)[K][0]> };

/** Nothing where nobody is to be told. */
export function digestOf({ DIGEST_TO: to = '', DIGEST_HOURS: hours, DIGEST_LANGUAGE: locale }: Set): {
  digest?: DigestSettings;
} {
  // An address that stands there twice gets one mail.
  const all = [...new Set(parts(to))];
  return all.length ? { digest: { to: all, hours: parts(hours).map(Number), locale } } : {};
}
