// The shape of a session on the account pages and the Bills page: who is signed in there, and since when.
import { z } from 'zod';

const instant = z.string();

/** Its place is the hash of its token. */
export const accountSession = z.looseObject({
  customer: z.string(),
  account: z.string(),
  /** Of the account when it began: void as soon as the account has another one. */
  epoch: z.number().int(),
  createdAt: instant,
  /** When the person last did something, as far as their page has told. */
  seenAt: instant,
});
