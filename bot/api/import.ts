// `POST /api/import/orders`: a payment platform brings its orders by itself, with a key of the configuration. Good rows go in.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { acceptedLocale, type DeskLocale, deskLocale, nearestLocale } from '../../locales';
import type { BadRow } from '../../services/import/faults';
import type { Taken } from '../../services/import/import';
import type { FileHeard, ImportOutcome } from '../../services/import/run';
import { TooBusy } from '../../services/shared/fair-queue';
import { StoreBusy, StoreDown, StoreTooNew } from '../../storage/store';
import { answer, refuse } from '../http/json';
import { createLines, type Lines } from '../http/lines';
import type { Routes } from '../http/routes';
import { foundView, type Intake, refusedView, TOO_LARGE_MB } from '../import/intake';
import { fileMessage } from '../import/words';
import { type Log, nameOf } from '../process/log';
import { createKeyGuard, type KeyGuardOptions } from './import-key';

const PATH = '/api/import/orders';
const RETRY_SECONDS = 5;
const WHO = { id: 'api', name: 'api: import' };
const query = z.object({
  name: z.string().max(300).default('POST /api/import/orders'),
  dates: z.enum(['dayFirst', 'monthFirst']).optional(),
  preview: z.enum(['1', 'true']).optional(),
  lang: z.string().max(20).optional(),
});
const command = z
  .string()
  .regex(/^[\w-]{8,64}$/)
  .optional();

export interface ImportApiOptions extends KeyGuardOptions {
  intake: Intake;
  log: Pick<Log, 'warn' | 'error'>;
}

export function importApi({ intake, log, ...keyed }: ImportApiOptions): { mount(routes: Routes): void } {
  const proven = createKeyGuard(keyed);

  async function take(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const asked = query.safeParse(Object.fromEntries(new URL(req.url ?? '/', 'http://local').searchParams));
    const id = command.safeParse(req.headers['idempotency-key']);
    if (!asked.success || !id.success) return refused(res, 'BadArgument');
    if (/^multipart\//i.test(req.headers['content-type'] ?? '')) return refused(res, 'NotAFile');
    const { name, dates, preview, lang } = asked.data;
    const locale = deskLocale(nearestLocale(lang) ?? acceptedLocale(req.headers['accept-language']));
    const lines = /application\/x-ndjson/i.test(req.headers.accept ?? '') ? createLines(res) : undefined;
    const dry = preview !== undefined;
    const file = { name, dates, who: WHO, dry, commandId: dry ? undefined : id.data };
    const got = await intake.take(req, file, lines ? rowLines(locale, lines) : {});
    if (got.ok) return told(res, locale, got.value, lines);
    refused(res, got.why === 'tooLarge' ? 'FileTooLarge' : 'BrokeOff');
  }

  async function handled(req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (!proven(req, res)) return;
    try {
      await take(req, res);
    } catch (error) {
      const busy = [TooBusy, StoreBusy, StoreDown, StoreTooNew].some((kind) => error instanceof kind);
      log[busy ? 'warn' : 'error']({ code: nameOf(error) }, 'api: an import broke off');
      // Without its last line an answer is not whole.
      if (res.headersSent) res.destroy();
      else refused(res, busy ? 'ServiceUnavailable' : 'ServiceError');
    }
  }

  return { mount: (routes) => routes.route('POST', PATH, handled) };
}

const NOTHING = 'Nothing was imported.';
const AGAIN = 'What went in stays in; send the same file again: rows that are there stay as they are.';
const REFUSALS = {
  BadArgument: [400, `A parameter or the Idempotency-Key (8 to 64 letters, digits, _ and -) does not fit. ${NOTHING}`],
  BrokeOff: [400, `The body broke off. ${NOTHING}`],
  KeyReused: [409, `This Idempotency-Key came with another file before. ${NOTHING}`],
  FileTooLarge: [413, `The file is larger than ${TOO_LARGE_MB} MB. Split it. ${NOTHING}`],
  NotAFile: [415, `Send the file itself as the body, not a form. ${NOTHING}`],
  ServiceError: [500, `The import broke off. ${AGAIN}`],
  ServiceUnavailable: [503, `The import was not begun, or broke off. ${AGAIN}`],
} as const satisfies Record<string, readonly [number, string]>;

function refused(res: ServerResponse, code: keyof typeof REFUSALS): void {
  const [status, message] = REFUSALS[code];
  refuse(res, { status, code, message, ...(status === 503 ? { retryAfter: RETRY_SECONDS } : {}) });
}

/** A line for each row, as it is done. */
const rowLines = (locale: DeskLocale, lines: Lines): FileHeard => ({
  taken: ({ row: { line, order, bill }, fate }: Taken) =>
    lines.put({ line, result: fate, order, ...(bill ? { bill: bill.bill } : {}) }),
  refused: (bad: BadRow) => lines.put({ ...refusedView(locale, bad), result: 'refused' }),
  // The import goes on when its reader has gone: the same file again changes nothing.
  progress: () => lines.taken().catch(() => undefined),
});

function told(res: ServerResponse, locale: DeskLocale, outcome: ImportOutcome, lines: Lines | undefined): void {
  if (!outcome.ok) {
    if ('reason' in outcome) return refused(res, 'KeyReused');
    return refuse(res, { status: 422, code: outcome.fault.code, message: fileMessage(locale, outcome.fault) });
  }
  const { counts, found, refused: bad, sha256, again = false } = outcome;
  const rows = bad.map((one) => refusedView(locale, one));
  const sum = { counts, file: { ...foundView(found), sha256 }, again };
  if (!lines) return answer(res, 200, { ...sum, refused: rows, refusedLeftOut: counts.refused - rows.length });
  if (again) for (const row of rows) lines.put({ ...row, result: 'refused' });
  lines.put({ done: true, ...sum });
  lines.end();
}
