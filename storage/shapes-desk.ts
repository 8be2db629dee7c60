// The shapes of what the desk keeps beside things: who did what, notes of staff, files, and what can be taken back for half a minute.
import { z } from 'zod';
import { FILE_TYPES } from '../domain/desk-view';

const instant = z.string();

/** What somebody of the staff did; written with what they did and never changed. No secret and no masked value in it. */
export const audit = z.looseObject({
  at: instant,
  /** Id and name of who did it. */
  staff: z.string(),
  name: z.string(),
  /** `application.issue`, `reveal`, … */
  action: z.string(),
  /** What it was done to: an application's number, an id. */
  subject: z.string(),
  /** The fields that it changed, as they were and as they are. */
  before: z.record(z.string(), z.unknown()).optional(),
  after: z.record(z.string(), z.unknown()).optional(),
  /** Why, in their words. */
  text: z.string().optional(),
});

/** What staff tell each other about a thing; no customer ever sees it. */
export const note = z.looseObject({
  subject: z.string(),
  staff: z.string(),
  name: z.string(),
  at: instant,
  text: z.string(),
});

/** Who is at the desk, as one process knows it, or that somebody takes no conversations (`away`, an id). Written often, lives for minutes. */
export const presence = z.looseObject({
  at: instant,
  /** `seen`: when they were there last. */
  agents: z.array(z.looseObject({ id: z.string(), name: z.string(), seen: instant, here: z.boolean() })),
  away: z.string().optional(),
});

/** The newest act on an application, as long as it can be taken back. */
export const undo = z.looseObject({
  number: z.string(),
  act: z.string(),
  staff: z.string(),
  until: instant,
  /** The application before, and a hash of it after: what was changed since is not undone. */
  before: z.unknown(),
  after: z.string(),
  /** What waits to be told, each with its place in `due`: one that moved was taken. */
  rows: z.array(z.looseObject({ id: z.string(), due: z.string() })),
  /** Fapiao numbers that are free again afterwards. */
  numbers: z.array(z.string()),
});

/** A file of an issued fapiao; its bytes are behind the blob port (blobs.ts). */
export const file = z.looseObject({
  number: z.string(),
  /** What stands on the fapiao: the code before the number where there is one. */
  fapiao: z.string(),
  type: z.enum(FILE_TYPES),
  sha256: z.string(),
  name: z.string(),
  bytes: z.number().int(),
  at: instant,
  staff: z.string(),
  by: z.string(),
});
