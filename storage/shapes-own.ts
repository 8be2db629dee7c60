// The shapes of what the process keeps for itself: its secret, and the mails of the dev inbox.
import { z } from 'zod';

const instant = z.string();

export const mail = z.looseObject({
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  sentAt: instant,
});

/** `check`: of the key that this store's processes sign with; one with another key notices at its start. */
export const secret = z.looseObject({ keys: z.array(z.string()), check: z.string().optional() });
