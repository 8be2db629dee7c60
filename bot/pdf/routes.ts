// The files over HTTP: a bill's statement, an application's receipt, a ZIP of a selection; for whoever the host token names.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { ApplicationItem, BillItem, FileItem } from '../../domain/bill-view';
import { say, type Locale, type Text, translate } from '../../locales';
import { refuseApi } from '../api/guard';
import { readJson, refuse } from '../http/json';
import type { Params, Routes } from '../http/routes';
import { type Log, nameOf } from '../process/log';
import { disposition } from './file-names';
import type { Download, Files } from './files';
import { ThreadBusy } from '../../services/shared/thread';

/** Of one ZIP: as many as one application may have. */
export const MAX_BILLS = 50;
const RETRY_SECONDS = 3;

/** A call that the guard let through. */
export interface Call<User> {
  user: User;
  locale: Locale;
  params: Params;
  req: IncomingMessage;
  res: ServerResponse;
}
type Handler<User> = (call: Call<User>) => Promise<void>;

/** Undefined where there is none, or it is somebody else's. */
export interface FileScope {
  bill(number: string): Promise<BillItem | undefined>;
  application(number: string): Promise<ApplicationItem | undefined>;
  /** Throws where it is not there any more. */
  open(file: FileItem): Promise<Download>;
}

export interface FileRoutesOptions<User> {
  files: Files;
  /** Lets only callers with a host token through (ASVS 5.0 8.2.1), and answers the others itself. */
  guard: Record<'get' | 'post', (routes: Routes, path: string, handler: Handler<User>) => void>;
  /** What a user may see: read once a call. */
  scope: (user: User) => Promise<FileScope>;
  log: Pick<Log, 'error'>;
}

const body = z.object({ bills: z.array(z.string().min(1).max(200)).min(1).max(MAX_BILLS) });

/**
 * `GET /api/bills/:number/statement.pdf`, `GET /api/applications/:number/receipt.pdf` (`?inline=1`: to look at),
 * `POST /api/files.zip {bills}`. 404 BillUnknown | ApplicationUnknown, 400 BadArgument, 503 ServiceUnavailable, 500 ServiceError.
 */
export function fileRoutes<User>(options: FileRoutesOptions<User>): { mount(routes: Routes): void } {
  const { files, guard, scope, log } = options;

  async function statement({ user, locale, params, req, res }: Call<User>): Promise<void> {
    const bill = await (await scope(user)).bill(params.number ?? '');
    if (!bill) return refuseApi(res, locale, 'BillUnknown');
    await send(req, res, locale, () => files.statement(bill, locale));
  }

  async function receipt({ user, locale, params, req, res }: Call<User>): Promise<void> {
    const application = await (await scope(user)).application(params.number ?? '');
    if (!application) return refuseApi(res, locale, 'ApplicationUnknown');
    await send(req, res, locale, () => files.receipt(application, locale));
  }

  async function bundle({ user, locale, req, res }: Call<User>): Promise<void> {
    const read = await readJson(req);
    if (!read.ok) return refuse(res, read.refusal);
    const shape = body.safeParse(read.value);
    if (!shape.success)
      return refuse(res, problem(locale, 400, 'BadArgument', say('bills:tooMany', { max: MAX_BILLS })));
    const numbers = [...new Set(shape.data.bills)];
    const seen = await scope(user);
    const bills = await Promise.all(numbers.map((number) => seen.bill(number)));
    // All or nothing: a bundle that lacks one silently would be filed as complete.
    if (bills.includes(undefined)) return refuseApi(res, locale, 'BillUnknown');
    const found = bills as BillItem[];
    const wanted = new Set(found.flatMap(({ fapiao }) => ('application' in fapiao ? [fapiao.application] : [])));
    const applications = await Promise.all([...wanted].map((number) => seen.application(number)));
    const selection = { bills: found, applications: applications.filter((one) => one !== undefined), open: seen.open };
    await send(req, res, locale, () => files.bundle(selection, locale, () => res.destroyed));
  }

  async function send(req: IncomingMessage, res: ServerResponse, locale: Locale, make: () => Promise<Download>) {
    let made: Download;
    try {
      made = await make();
    } catch (error) {
      const busy = error instanceof ThreadBusy;
      if (!busy) log.error({ code: nameOf(error) }, 'files: one could not be made');
      const text = say('bills:fileFailed');
      if (busy) return refuse(res, { ...problem(locale, 503, 'ServiceUnavailable', text), retryAfter: RETRY_SECONDS });
      return refuse(res, problem(locale, 500, 'ServiceError', text));
    }
    const inline = new URL(req.url ?? '/', 'http://local').searchParams.get('inline') === '1';
    res.writeHead(200, {
      'Content-Type': made.type,
      'Content-Length': made.body.length,
      'Content-Disposition': disposition(made.name, inline),
      // ASVS 5.0 14.3.2: what a customer pays stays in no cache.
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
    });
    res.end(made.body);
  }

  return {
    mount(routes) {
      guard.get(routes, '/api/bills/:number/statement.pdf', statement);
      guard.get(routes, '/api/applications/:number/receipt.pdf', receipt);
      guard.post(routes, '/api/files.zip', bundle);
    },
  };
}

const problem = (locale: Locale, status: number, code: string, text: Text) => ({
  status,
  code,
  message: translate(locale, text),
});
