// The shapes of who works at the desk: accounts of staff, and who is signed in.
import { z } from 'zod';
import { ROLES } from '../domain/staff';

const instant = z.string();

export const staff = z.looseObject({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  roles: z.array(z.enum(ROLES)),
  /** Rises with whatever must end every session: reset, disabling, another role. */
  epoch: z.number().int(),
  createdAt: instant,
  disabled: instant.optional(),
  /** The way in that waits: hash of its link, and the authenticator that its page shows, sealed. */
  entry: z.looseObject({ hash: z.string(), expiresAt: instant, authenticator: z.string() }).optional(),
  /** Missing until the way in was used. */
  passwordHash: z.string().optional(),
  /** Sealed. */
  authenticator: z.string().optional(),
  /** Of the last code that was taken: none is taken twice. */
  counter: z.number().int().optional(),
  /** Hashes of the recovery codes that are left. */
  recovery: z.array(z.string()).optional(),
  signedInAt: instant.optional(),
});

/** Its place is the hash of its token. `code`: the password was right, the code is missing. */
export const session = z.looseObject({
  staff: z.string(),
  epoch: z.number().int(),
  step: z.enum(['code', 'in']),
  createdAt: instant,
  /** Of the last request, to the minute. */
  seenAt: instant,
  /** Another took its place: what its tabs had asked already is still answered until then. */
  endsAt: instant.optional(),
  /** When the last code was taken. */
  codeAt: instant.optional(),
});
