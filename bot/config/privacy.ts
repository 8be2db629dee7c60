// Settings of personal data: how long it is kept, and who answers for it.
import { z } from 'zod';
import { BUSINESS_DEFAULTS, type Business } from '../../domain/business';

const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max);
const { retention, privacyController } = BUSINESS_DEFAULTS;

export const PRIVACY = {
  // Not below: a chat's token lives up to 90 days, and its watermark counts the messages of its conversation.
  KEEP_TRANSCRIPTS_DAYS: [
    whole(91, 3650).default(retention.transcriptDays),
    'days that a message is kept (91 to 3650)',
  ],
  KEEP_MAILS_DAYS: [
    whole(4, 365).default(retention.mailDays),
    'days that a mail is kept that could not be sent (4 to 365)',
  ],
  KEEP_TECHNICAL_DAYS: [
    whole(30, 365).default(retention.technicalDays),
    'days after which links, registrations and limits are gone at the latest (30 to 365)',
  ],
  // Not below: tax law (domain/retention.ts).
  KEEP_FAPIAO_YEARS: [whole(10, 100).default(retention.fapiaoYears), 'years that fapiao records are kept (10 to 100)'],
  PRIVACY_CONTROLLER: [z.string().default(privacyController), 'the name of the company that answers for personal data'],
  PRIVACY_CONTACT: [z.string().optional(), 'an e-mail address or a postal address'],
} as const satisfies Record<string, readonly [z.ZodType, string]>;

type Set = { [K in keyof typeof PRIVACY]: z.infer<(typeof PRIVACY)[K][0]> };

export const privacyOf = (set: Set): Pick<Business, 'retention' | 'privacyController' | 'privacyContact'> => ({
  retention: {
    transcriptDays: set.KEEP_TRANSCRIPTS_DAYS,
    mailDays: set.KEEP_MAILS_DAYS,
    technicalDays: set.KEEP_TECHNICAL_DAYS,
    fapiaoYears: set.KEEP_FAPIAO_YEARS,
  },
  privacyController: set.PRIVACY_CONTROLLER,
  ...(set.PRIVACY_CONTACT ? { privacyContact: set.PRIVACY_CONTACT } : {}),
});
