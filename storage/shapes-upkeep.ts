// The shapes of what keeps the store itself in order: ways from a person to what is theirs, and how far long work has come.
import { z } from 'zod';

const instant = z.string();

/** A conversation in which an account was signed in or an address was typed: the way from a person to their conversations. */
export const visit = z.looseObject({
  conversation: z.string(),
  /** Signed in; else only the address was typed there. */
  signedIn: z.boolean(),
  at: instant,
});

/** How far work has come that goes over the whole store. */
export const job = z.looseObject({ cursor: z.string().optional(), done: instant.optional() });
