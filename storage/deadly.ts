// The mark of a turn or row that was in hand when the watchdog ended the process, and how often.
import { z } from 'zod';

export const deadly = z.looseObject({ row: z.string(), times: z.number().int() }).optional();
