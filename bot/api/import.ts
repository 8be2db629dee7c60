// `POST /api/import/orders`: a payment platform brings its orders by itself, with a key of the configuration. Good rows go in.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { acceptedLocale, type DeskLocale, deskLocale, nearestLocale } from '../../locales';
import type { ImportOutcome } from '../../services/import/run';
import { TooBusy } from '../../services/shared/fair-queue';
import { LIMITS } from '../../services/shared/limit-table';
import { StoreBusy, StoreDown, StoreTooNew } from '../../storage/store';
import { bearer } from '../http/caller';
import { answer, refuse } from '../http/json';
import { createLimiter } from '../http/limiter';
import { createLines, type Lines } from '../http/lines';
import type { Routes } from '../http/routes';
import { foundView, type Intake, refusedView, TOO_LARGE_MB } from '../import/intake';
import { fileMessage } from '../import/words';
import { type Log, nameOf } from '../process/log';

const PATH = '/api/import/orders';
const RETRY_SECONDS = 5;
const WHO = { id: 'api', name: 'api: import' };
const query = z.object({
  name: z.string().max(300).default('POST /api/import/orders'),
  dates: z.enum(['dayFirst', 'monthFirst']).optional(),
  preview: z.enum(['1', 'true']).optional(),
  lang: z.string().max(20).optional(),
});

export interface ImportApiOptions {
  intake: Intake;
  /** Those that are taken; none: the route is closed. */
  keys: readonly string[];
  ipOf: (req: IncomingMessage) => string;
  now: () => string;
  log: Pick<Log, 'warn' | 'error'>;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

export function importApi({ intake, keys, ipOf, now, log }: ImportApiOptions): { mount(routes: Routes): void } {
  const nowMs = () => Date.parse(now());
  const unproven = createLimiter({ count: LIMITS.callsByNetwork.windows[0].max, seconds: 60, nowMs });
  const wanted = keys.map(digest);

  /** ASVS 5.0 11.2.4: compared in the same time, whatever of it is right. */
  const isKey = (given: string): boolean => {
    const sum = digest(given);
    return wanted.map((key) => timingSafeEqual(key, sum)).includes(true);
  };

  function proven(req: IncomingMessage, res: ServerResponse): boolean {
    if (!keys.length) {
      refuse(res, {
        status: 404,
        code: 'ImportOff',
        message: 'No IMPORT_KEY is configured, so nothing is imported here.',
      });
      return false;
    }
    const ip = ipOf(req);
    const wait = unproven.wait(ip);
    if (wait) {
      refuse(res, {
        status: 429,
        code: 'TooManyRequests',
        message: `Too many tries. Wait ${wait} s.`,
        retryAfter: wait,
      });
      return false;
    }
    const given = bearer(req);
    if (given !== undefined && isKey(given)) return true;
    unproven.hit(ip);
    res.setHeader('WWW-Authenticate', 'Bearer');
    refuse(res, {
      status: 401,
      code: 'KeyRefused',
      message: 'The key is missing or wrong: Authorization: Bearer <IMPORT_KEY>. Nothing was imported.',
    });
    return false;
  }

  async function take(req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (!proven(req, res)) return;
    const asked = query.safeParse(Object.fromEntries(new URL(req.url ?? '/', 'http://local').searchParams));
    const commandId = keyOf(req);
    if (!asked.success || commandId === 'bad')
      return refuse(res, {
        status: 400,
        code: 'BadArgument',
        message:
          'A parameter or the Idempotency-Key (8 to 64 letters, digits, _ and -) does not fit. Nothing was imported.',
      });
    if (/^multipart\//i.test(req.headers['content-type'] ?? ''))
      return refuse(res, {
        status: 415,
        code: 'NotAFile',
        message: 'Send the file itself as the body, not a form. Nothing was imported.',
      });
    const locale = deskLocale(nearestLocale(asked.data.lang) ?? acceptedLocale(req.headers['accept-language']));
    const inLines = /application\/x-ndjson/i.test(req.headers.accept ?? '');
    const lines = createLines(res);
    const { name, dates, preview } = asked.data;
    const file = { name, dates, who: WHO, dry: preview !== undefined, commandId: preview ? undefined : commandId };
    const heard = inLines ? rowLines(locale, lines) : {};
    const got = await intake.take(req, file, heard);
    if (got.ok) return told(res, locale, got.value, inLines ? lines : undefined);
    if (got.why === 'tooLarge')
      return refuse(res, {
        status: 413,
        code: 'FileTooLarge',
        message: `The file is larger than ${TOO_LARGE_MB} MB. Split it. Nothing was imported.`,
      });
    refuse(res, { status: 400, code: 'BrokeOff', message: 'The body broke off. Nothing was imported.' });
  }

  async function handled(req: IncomingMessage, res: ServerResponse): Promise<void> {
    try {
      await take(req, res);
    } catch (error) {
      const busy =
        error instanceof TooBusy ||
        error instanceof StoreBusy ||
        error instanceof StoreDown ||
        error instanceof StoreTooNew;
      log[busy ? 'warn' : 'error']({ code: nameOf(error) }, 'api: an import broke off');
      // Without its last line an answer is not whole.
      if (res.headersSent) return void res.destroy();
      const message =
        'The import broke off. What went in stays in; send the same file again: rows that are there stay as they are.';
      refuse(res, {
        status: busy ? 503 : 500,
        code: busy ? 'ServiceUnavailable' : 'ServiceError',
        message,
        ...(busy ? { retryAfter: RETRY_SECONDS } : {}),
      });
    }
  }

  return { mount: (routes) => routes.route('POST', PATH, handled) };
}

function keyOf({ headers }: IncomingMessage): string | 'bad' | undefined {
  const given = headers['idempotency-key'];
  if (given === undefined) return undefined;
  return typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : 'bad';
}

/** A line for each row, as it is done. */
const rowLines = (locale: DeskLocale, lines: Lines) => ({
  taken: ({
    row: { line, order, bill },
    fate,
  }: {
    row: { line: number; order: string; bill?: { bill: string } };
    fate: string;
  }) => lines.put({ line, result: fate, order, ...(bill ? { bill: bill.bill } : {}) }),
  refused: (bad: Parameters<typeof refusedView>[1]) => lines.put({ ...refusedView(locale, bad), result: 'refused' }),
  // The import goes on when its reader has gone: the same file again changes nothing.
  progress: () => lines.taken().catch(() => undefined),
});

function told(res: ServerResponse, locale: DeskLocale, outcome: ImportOutcome, lines: Lines | undefined): void {
  if (!outcome.ok) {
    if ('fault' in outcome)
      return refuse(res, { status: 422, code: outcome.fault.code, message: fileMessage(locale, outcome.fault) });
    return refuse(res, {
      status: 409,
      code: 'KeyReused',
      message: 'This Idempotency-Key came with another file before. Nothing was imported.',
    });
  }
  const { counts, found, refused, sha256, again = false } = outcome;
  const rows = refused.map((bad) => refusedView(locale, bad));
  const sum = { counts, file: { ...foundView(found), sha256 }, again };
  if (!lines) return answer(res, 200, { ...sum, refused: rows, refusedLeftOut: counts.refused - rows.length });
  if (again) for (const row of rows) lines.put({ ...row, result: 'refused' });
  lines.put({ done: true, ...sum });
  lines.end();
}
