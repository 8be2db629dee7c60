// The shape of what administrators set at the desk: a version of it, with who set it and what that changed.
import { z } from 'zod';

const instant = z.string();
const days = z.array(z.string());

/** Sections that are missing follow the environment. Names of another version of the product are kept. */
const sections = z.looseObject({
  /** China time, `09:00`. */
  hours: z.array(z.looseObject({ from: z.string(), to: z.string() })).optional(),
  phone: z.string().optional(),
  branch: z
    .looseObject({ addressZh: z.string(), addressEn: z.string(), phone: z.string(), contact: z.string() })
    .optional(),
  carriers: z.array(z.string()).optional(),
  workingDays: z.number().int().optional(),
  /** By year. */
  calendar: z.record(z.string(), z.looseObject({ off: days, work: days })).optional(),
  /** Events that nobody is told of. */
  silent: z.array(z.string()).optional(),
  reasons: z.array(z.string()).optional(),
});

export const settings = z.looseObject({
  version: z.number().int(),
  set: sections,
  at: instant,
  /** Id and name of who saved it. */
  staff: z.string(),
  name: z.string(),
  changes: z.array(z.looseObject({ what: z.string(), before: z.array(z.string()), after: z.array(z.string()) })),
  /** The version that was brought back. */
  restored: z.number().int().optional(),
});
