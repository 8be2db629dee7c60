// The row of a delivery in its conversation: the same delivery is the same row.
import { createHash } from 'node:crypto';

export const rowId = (dedupe: string): string => createHash('sha256').update(dedupe).digest('base64url').slice(0, 32);
