// Settings of what machines may bring in: the key of the import of orders.
import { z } from 'zod';

const key = z.string().min(32).optional();

export const INTAKE = {
  IMPORT_KEY: [key, 'at least 32 random characters; empty: POST /api/import/orders is closed'],
  IMPORT_KEY_PREVIOUS: [key, 'the key before, while it is being changed'],
} as const satisfies Record<string, readonly [z.ZodType, string]>;

export const INTAKE_SECRETS = ['IMPORT_KEY', 'IMPORT_KEY_PREVIOUS'];

type Set = { [K in keyof typeof INTAKE]: z.infer<(typeof INTAKE)[K][0]> };

/** The keys that are taken, the present one first. */
export const importKeysOf = ({ IMPORT_KEY, IMPORT_KEY_PREVIOUS }: Set): string[] =>
  IMPORT_KEY ? [IMPORT_KEY, ...(IMPORT_KEY_PREVIOUS ? [IMPORT_KEY_PREVIOUS] : [])] : [];
