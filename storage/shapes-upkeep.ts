// The shapes of what keeps the store itself in order: ways from a person to what is theirs, and how far long work has come.
import { z } from 'zod';
import { LOCALES } from '../locales/list';

const instant = z.string();

/** A conversation in which an account was signed in or an address was typed: the way from a person to their conversations. */
export const visit = z.looseObject({
  conversation: z.string(),
  /** Signed in; else only the address was typed there. */
  signedIn: z.boolean(),
  at: instant,
});

/** A message that was not understood, without what names a person: for whoever writes phrases. */
export const missed = z.looseObject({
  text: z.string(),
  locale: z.enum(LOCALES),
  at: instant,
  /** The form that was open, and what it asked: `apply.name`. */
  asked: z.string().optional(),
});

/** How far work has come that goes over the whole store. */
export const job = z.looseObject({ cursor: z.string().optional(), done: instant.optional() });
