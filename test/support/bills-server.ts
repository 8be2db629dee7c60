// The bills page with a stand-in for the bills API in its shape: data that the test sets, and every kind of trouble.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRouter } from '../../bot/http/router';
import type { Handler as RouteHandler, Routes } from '../../bot/http/routes';
import { createAssets } from '../../bot/pages/assets';
import { mountPages, type Route } from '../../bot/pages';
import { billsPage } from '../../bot/pages/bills';
import { localeOf } from '../../bot/pages/parts';
import { createFiles } from '../../bot/pdf/files';
import { createPrinter } from '../../bot/pdf/printer';
import { type Call, fileRoutes } from '../../bot/pdf/routes';
import type { ApplicationItem, BillItem, FileItem } from '../../domain/bill-view';
import { BUSINESS_DEFAULTS } from '../../domain/business';
import { acceptedLocale } from '../../locales/list';
import { builtWeb } from './built';

/** What the API does with the next requests: answers, says 500, says that the token is over, waits, answers no JSON. */
export type Mood = 'well' | 'broken' | 'expired' | 'slow' | 'nonsense';

export interface BillsServer {
  url: string;
  bills: BillItem[];
  applications: ApplicationItem[];
  mood: Mood;
  /** Wakes the requests that wait for a change. */
  changed(): void;
  /** Methods and addresses, in the order in which they came. */
  asked: string[];
  close(): Promise<void>;
}

const TOKEN = 'token-of-the-demo-administrator';

export async function startBillsServer({ now }: { now: () => string }): Promise<BillsServer> {
  const web = await builtWeb();
  const printer = createPrinter({ now });
  const router = createRouter();
  const server = router.http;
  const sleeping = new Set<() => void>();
  let version = 1;

  const state: BillsServer = {
    url: '',
    bills: [],
    applications: [],
    mood: 'well',
    asked: [],
    changed() {
      version += 1;
      for (const wake of sleeping) wake();
    },
    async close() {
      state.changed();
      await printer.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      web.remove();
    },
  };

  const json = (res: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) => {
    res.writeHead(status, { 'Content-Type': 'application/json', ...headers });
    res.end(JSON.stringify(body));
  };

  type Handler = (call: Call<string>) => Promise<void>;
  const guarded =
    (handle: Handler): RouteHandler =>
    async (req, res, params) => {
      state.asked.push(`${req.method} ${req.url}`);
      if (state.mood === 'slow') await new Promise<void>((resolve) => sleeping.add(resolve));
      if (state.mood === 'broken') return json(res, 500, { error: { code: 'ServiceError', message: 'x' } });
      if (state.mood === 'nonsense') return void res.end('<html>a proxy speaks</html>');
      if (state.mood === 'expired' || req.headers.authorization !== `Bearer ${TOKEN}`)
        return json(res, 401, { error: { code: 'TokenExpired', message: 'x' } });
      await handle({ user: 'admin', locale: acceptedLocale(req.headers['accept-language']), params, req, res });
    };
  const guard = {
    get: (on: Routes, path: string, handle: Handler) => on.route('GET', path, guarded(handle)),
    post: (on: Routes, path: string, handle: Handler) => on.route('POST', path, guarded(handle)),
  };

  /** Waits for a change when the caller has this version already. */
  async function fresh(req: IncomingMessage, res: ServerResponse): Promise<boolean> {
    const tag = () => `"${version}"`;
    if (req.headers['if-none-match'] === tag() && req.headers.prefer) {
      await new Promise<void>((resolve) => {
        sleeping.add(resolve);
        req.once('close', resolve);
      });
    }
    res.setHeader('ETag', tag());
    if (req.headers['if-none-match'] !== tag()) return true;
    res.writeHead(304);
    res.end();
    return false;
  }

  const bill = async (number: string) => state.bills.find((one) => one.number === number);
  const application = async (number: string) => state.applications.find((one) => one.number === number);
  const files = createFiles({ business: BUSINESS_DEFAULTS, publicUrl: 'https://fapiao.example.cn', now }, printer);
  const open = async ({ name }: FileItem) => ({ name, type: 'application/pdf', body: Buffer.from('%PDF-1.7') });
  const scope = async () => ({ bill, application, open });
  fileRoutes({ files, guard, scope, log: { error: () => undefined } }).mount(router);
  guard.get(router, '/api/bills', async ({ req, res }) => {
    if (await fresh(req, res)) json(res, 200, listOf(state.bills, new URL(req.url ?? '', 'http://x').searchParams));
  });
  guard.get(router, '/api/bills/:number', async ({ params, req, res }) => {
    const found = await bill(params.number ?? '');
    if (!found) return json(res, 404, { error: { code: 'BillUnknown', message: 'x' } });
    const number = 'application' in found.fapiao ? found.fapiao.application : '';
    if (await fresh(req, res)) json(res, 200, { bill: found, application: await application(number) });
  });
  // No widget: a script that is not there, as a browser takes it.
  router.route('GET', '/widget.js', (_req, res) => {
    res.writeHead(404, { 'Content-Type': 'text/javascript' });
    res.end();
  });
  router.route('POST', '/demo/host-token', async (_req, res) => {
    if (state.mood === 'broken') return json(res, 500, {});
    const user = { email: 'admin@demo.example', name: 'Demo administrator' };
    json(res, 200, { token: TOKEN, expiresAt: '2027-01-01T00:00:00.000Z', user });
  });
  const assets = createAssets(web.folder);
  assets.mount(router);
  const place = { assets, publicUrl: 'http://localhost', business: BUSINESS_DEFAULTS };
  const handle: Route['handle'] = async (request) => billsPage(place, { locale: localeOf(request), way: 'demo' });
  mountPages(router, [{ method: 'GET', path: '/', handle }], {
    trouble: (_request, what) => {
      throw new Error(what);
    },
  });

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return state;
}

/** The selection as the API makes it, for what the page asks. */
function listOf(all: readonly BillItem[], query: URLSearchParams) {
  const words = (query.get('q') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const year = query.get('year') ?? '';
  const found = all.filter(
    (one) => one.period.startsWith(year) && words.every((word) => JSON.stringify(one).toLowerCase().includes(word)),
  );
  const sort = query.get('sort') ?? '-period';
  const key = sort.replace('-', '') as 'period' | 'amount' | 'payer' | 'paidAt';
  found.sort((a, b) => (sort.startsWith('-') ? -1 : 1) * compare(a[key] ?? '', b[key] ?? ''));
  const limit = Number(query.get('limit') ?? 50);
  return {
    bills: found.slice(0, limit),
    total: { count: found.length, amount: found.reduce((sum, { amount }) => sum + amount, 0) },
    years: [...new Set(all.map(({ period }) => period.slice(0, 4)))].sort().reverse(),
    ...(found.length > limit ? { next: 'more' } : {}),
  };
}

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);
