// The admin centre's API over HTTP, with real tokens, on a real store: what it shows to whom, and how it waits for changes.
import type { ApplicationAnswer, BillAnswer, BillFapiao, BillsAnswer } from '../../../domain/bill-view';
import { activate } from '../../../services/account/activate';
import { moveApplication } from '../../../services/application/applications';
import { run } from '../../../services/run';
import { bodyOf, keys } from '../../../storage/records';
import { StoreDown } from '../../../storage/store';
import { type Answer, call } from '../../support/directline-client';
import { applied, by, draft, seedAccount, seedBills } from '../../support/fapiao-world';
import { AUDIENCE, ISSUER, mint, SECRET } from '../../support/host-tokens';
import { type RunningApp, runApp } from '../../support/running-app';
import { until } from '../../support/temp-store';

const OWN = 'owner@qinghe.example';
const staff = { role: 'staff', name: 'clerk' } as const;
let app: RunningApp;
let number = '';

beforeAll(async () => {
  app = await runApp({
    env: {
      HOST_JWT_SECRET: SECRET,
      HOST_JWT_ISSUER: ISSUER,
      HOST_JWT_AUDIENCE: AUDIENCE,
      ALLOWED_ORIGINS: 'https://portal.example',
    },
  });
  const { deps } = app;
  const tenant = 'tenant-1';
  const soon = new Date(Date.now() - 24 * 3_600_000).toISOString();
  await seedBills(deps, [
    { bill: 'BILL-1', tenant, period: '2026-10', paidAt: '2026-10-15 10:00', amount: '1368.00' },
    { bill: 'BILL-2', tenant, period: '2026-09', paidAt: '2026-09-15 10:00', amount: '12960.00' },
    { bill: 'BILL-3', tenant, period: '2025-12', paidAt: '2025-12-15 10:00', payer: '上海蓝港控股有限公司' },
    { bill: 'BILL-4', tenant, order: 'ORDER-2', period: '2026-08', paidAt: null },
    { bill: 'BILL-5', tenant, order: 'ORDER-2', period: '2026-07', paidAt: soon },
    { bill: 'FOREIGN-1', tenant: 'tenant-2', order: 'ORDER-8', period: '2026-07' },
    { bill: 'ALONE-1', order: 'ORDER-9', period: '2026-06' },
  ]);
  const link = await seedAccount(deps, { customer: tenant, orders: ['ORDER-1', 'ORDER-2'], email: OWN });
  const sf = {
    method: 'sf' as const,
    recipient: '王敏',
    mobile: '13800138000',
    address: '上海市浦东新区世纪大道100号12楼',
  };
  [number = ''] = await applied(deps, by(link), draft(['BILL-2'], { kind: 'paper-normal', delivery: sf }));
});
afterAll(() => app?.close());

const token = (claims: Record<string, unknown> = {}) =>
  mint({ claims: { email: OWN, ...claims }, algorithm: 'HS256', kid: '', key: SECRET });
const get = <T>(path: string, headers: Record<string, string> = {}, bearer: string | undefined = token()) =>
  call<T>(`${app.base}${path}`, { headers, ...(bearer ? { token: bearer } : {}) });
const list = (query = '', bearer?: string) => get<BillsAnswer>(`/api/bills${query}`, {}, bearer);
const numbers = ({ body }: Answer<BillsAnswer>) => body.bills.map((bill) => bill.number);
const fapiaoOf = async (bill: string): Promise<BillFapiao> =>
  (await get<BillAnswer>(`/api/bills/${bill}`)).body.bill.fapiao;

test('lists the tenant’s bills, newest first, each with the state of its fapiao', async () => {
  const { status, body, headers } = await list();
  expect(status).toBe(200);
  expect(body.bills.map(({ number: one, fapiao }) => [one, fapiao.state])).toEqual([
    ['BILL-1', 'available'],
    ['BILL-2', 'applied'],
    ['BILL-4', 'unpaid'],
    ['BILL-5', 'opens'],
    ['BILL-3', 'available'],
  ]);
  expect(body.bills[0]).toEqual({
    number: 'BILL-1',
    order: 'ORDER-1',
    period: '2026-10',
    amount: 136_800,
    currency: 'CNY',
    payer: '上海青禾餐饮管理有限公司',
    paidAt: '2026-10-15T02:00:00.000Z',
    fapiao: { state: 'available' },
  });
  expect(body.total).toEqual({ count: 5, amount: 136_800 * 4 + 1_296_000 });
  expect(body.years).toEqual(['2026', '2025']);
  expect(headers.get('Cache-Control')).toBe('private, no-store');
  expect(headers.get('ETag')).toMatch(/^"[\w-]+"$/);
});

test('year, search words, order and pages select', async () => {
  expect(numbers(await list('?year=2025'))).toEqual(['BILL-3']);
  expect((await list('?year=2025')).body.years).toEqual(['2026', '2025']);
  expect(numbers(await list('?q=order-2'))).toEqual(['BILL-4', 'BILL-5']);
  expect(numbers(await list(`?q=${encodeURIComponent('蓝港')}`))).toEqual(['BILL-3']);
  expect(numbers(await list('?q=12,960.00'))).toEqual(['BILL-2']);
  expect(numbers(await list(`?q=${number.toLowerCase()}`))).toEqual(['BILL-2']);
  expect(numbers(await list('?q=2026-1%20bill'))).toEqual(['BILL-1']);
  expect(numbers(await list('?q=nothing-like-it'))).toEqual([]);
  expect(numbers(await list('?sort=amount&limit=1'))).toEqual(['BILL-3']);
  expect(numbers(await list('?sort=-amount&limit=1'))).toEqual(['BILL-2']);
  expect(numbers(await list('?sort=state'))).toEqual(['BILL-3', 'BILL-1', 'BILL-5', 'BILL-2', 'BILL-4']);
  const pages: string[] = [];
  for (let after = ''; ; ) {
    const page = await list(`?limit=2&after=${after}`);
    pages.push(...numbers(page));
    expect(page.body.total.count).toBe(5);
    if (!page.body.next) break;
    after = page.body.next;
  }
  expect(pages).toEqual(numbers(await list()));
});

test.each(['year=26', 'sort=colour', 'limit=0', 'limit=201', 'limit=x', 'after=NO-SUCH', `q=${'x'.repeat(201)}`])(
  '%s is refused by its name',
  async (query) => {
    const refused = await list(`?${query}`);
    expect([refused.status, refused.body.error?.code]).toEqual([400, 'BadArgument']);
    expect(refused.body.error?.message).toContain(query.split('=')[0]);
  },
);

test('ASVS 5.0 8.2.2: only bills of the token’s tenant and orders are shown; others do not exist', async () => {
  expect(numbers(await list('', token({ orders: ['ORDER-2', 'ORDER-8'] })))).toEqual(['BILL-4', 'BILL-5']);
  expect(numbers(await list('', token({ orders: [] })))).toEqual([]);
  expect(numbers(await list('', token({ tenant: 'tenant-3', orders: ['ORDER-1', 'ORDER-8'] })))).toEqual([]);
  // An order that the import knows without a tenant is as the admin centre says.
  expect(numbers(await list('', token({ tenant: 'tenant-3', orders: ['ORDER-9'] })))).toEqual(['ALONE-1']);
  expect(numbers(await list('', token({ tenant: 'order-9' })))).toEqual([]);
  for (const path of ['FOREIGN-1', 'ALONE-1', 'NO-SUCH-1', '..%2F..%2Fsecret', '%E5%8F%91']) {
    const refused = await get(`/api/bills/${path}`);
    expect([refused.status, refused.body.error?.code]).toEqual([404, 'BillUnknown']);
  }
});

test('an application is shown with its bills and steps; persons only to the address that applied', async () => {
  const own = await get<ApplicationAnswer>(`/api/applications/${number.toLowerCase()}`);
  expect(own.body.application).toMatchObject({
    number,
    state: 'submitted',
    currency: 'CNY',
    bills: [{ number: 'BILL-2', period: '2026-09', amount: 1_296_000 }],
    delivery: { method: 'sf', recipient: '王敏', mobile: '13800138000' },
    events: [{ event: 'submit' }],
  });
  const colleague = await get<ApplicationAnswer>(
    `/api/applications/${number}`,
    {},
    token({ email: 'other@qinghe.example' }),
  );
  expect(colleague.body.application.delivery).toEqual({ method: 'sf' });
  for (const claims of [{ orders: ['ORDER-2'] }, { tenant: 'tenant-2' }]) {
    const foreign = await get(`/api/applications/${number}`, {}, token(claims));
    expect([foreign.status, foreign.body.error?.code]).toEqual([404, 'ApplicationUnknown']);
  }
  for (const wrong of ['FP-2611-9999', 'x', 'FP-1']) expect((await get(`/api/applications/${wrong}`)).status).toBe(404);
});

describe('waiting for a change', () => {
  const etagOf = async (path: string) => (await get(path)).headers.get('ETag') ?? '';
  const waits = (path: string, etag: string, wait?: number) =>
    fetch(`${app.base}${path}`, {
      headers: {
        Authorization: `Bearer ${token()}`,
        'If-None-Match': etag,
        ...(wait === undefined ? {} : { Prefer: `wait=${wait}` }),
      },
    });

  test('what has not changed is answered 304 without a body: at once, or when the time is over', async () => {
    const etag = await etagOf('/api/bills');
    const now = await waits('/api/bills', etag);
    expect([now.status, await now.text(), now.headers.get('ETag')]).toEqual([304, '', etag]);
    let answered = false;
    const waiting = waits('/api/bills', etag, 30).finally(() => {
      answered = true;
    });
    // Asked later, answered first.
    expect((await waits('/api/bills', etag)).status).toBe(304);
    expect(answered).toBe(false);
    expect((await waits('/api/bills', etag, 1)).status).toBe(304);
    expect(answered).toBe(false);
    await seedBills(app.deps, [{ bill: 'BILL-6', tenant: 'tenant-1', period: '2026-06' }]);
    expect((await waiting).status).toBe(200);
    expect((await waits('/api/bills', '"older"', 25)).status).toBe(200);
  });

  test('every step of the service centre arrives at once, in the list, the bill and the application', async () => {
    const paths = ['/api/bills?year=2026', '/api/bills/BILL-2', `/api/applications/${number}`];
    const steps = [
      { event: 'start' as const, state: 'applied' },
      { event: 'issue' as const, state: 'issued', data: { fapiaos: [{ number: '26310000000012345678' }] } },
      { event: 'mail' as const, state: 'mailed', data: { waybill: 'SF1234567890123' } },
      { event: 'deliver' as const, state: 'delivered' },
    ];
    for (const { event, state, data } of steps) {
      // "start" is no news in the list: the bill is applied for before and after.
      const changing = event === 'start' ? paths.slice(1) : paths;
      const etags = await Promise.all(changing.map(etagOf));
      const waiting = Promise.all(changing.map((path, n) => waits(path, etags[n] ?? '', 25)));
      const moved = await moveApplication(app.deps, { number, event, by: staff, ...(data ? { data } : {}) });
      expect(moved.ok).toBe(true);
      for (const answer of await waiting) expect(answer.status).toBe(200);
      expect((await fapiaoOf('BILL-2')).state).toBe(state);
    }
    expect(await fapiaoOf('BILL-2')).toMatchObject({
      numbers: ['26310000000012345678'],
      waybill: 'SF1234567890123',
      carrier: 'sf',
      application: number,
    });
  });

  test('another tenant’s change wakes nobody', async () => {
    const etag = await etagOf('/api/bills');
    const waiting = Promise.all(Array.from({ length: 8 }, () => waits('/api/bills', etag, 1)));
    await seedBills(app.deps, [{ bill: 'FOREIGN-2', tenant: 'tenant-2', order: 'ORDER-8', period: '2026-06' }]);
    expect((await waiting).map(({ status }) => status)).toEqual(Array(8).fill(304));
  });

  test('too many waiting requests of one person are told to come back', async () => {
    const etag = await etagOf('/api/bills');
    const refused: Response[] = [];
    const asking = Array.from({ length: 15 }, async () => {
      const answer = await waits('/api/bills', etag, 30);
      if (answer.status === 429) refused.push(answer);
      return answer.status;
    });
    // The others wait until something happens.
    await until(() => refused.length === 3);
    await seedBills(app.deps, [{ bill: 'BILL-7', tenant: 'tenant-1', period: '2026-05' }]);
    expect((await Promise.all(asking)).toSorted((a, b) => a - b)).toEqual([
      ...Array(12).fill(200),
      ...Array(3).fill(429),
    ]);
    expect(refused.map(({ headers }) => headers.get('Retry-After'))).toEqual(['5', '5', '5']);
  });

  test('a page that gives up leaves no one waiting, and a stop ends all waits at once', async () => {
    const other = await runApp({
      env: { HOST_JWT_SECRET: SECRET, HOST_JWT_ISSUER: ISSUER, HOST_JWT_AUDIENCE: AUDIENCE },
    });
    const headers = { Authorization: `Bearer ${token()}` };
    const etag = (await fetch(`${other.base}/api/bills`, { headers })).headers.get('ETag') ?? '';
    const wait = { ...headers, 'If-None-Match': etag, Prefer: 'wait=30' };
    for (let n = 0; n < 30; n += 1) {
      const abort = new AbortController();
      const gone = fetch(`${other.base}/api/bills`, { headers: wait, signal: abort.signal }).catch(
        (error: Error) => error.name,
      );
      await fetch(`${other.base}/api/bills`, { headers });
      abort.abort();
      expect(await gone).toBe('AbortError');
    }
    const waiting = fetch(`${other.base}/api/bills`, { headers: wait });
    await fetch(`${other.base}/api/bills`, { headers });
    // Without an end of its wait its connection would be cut, and there would be no answer.
    const stopped = other.close();
    expect((await waiting).status).toBe(304);
    await stopped;
  });
});

describe('who may call', () => {
  const now = Math.floor(Date.now() / 1000);
  test.each<[string, string, string]>([
    ['no token', '', 'MissingToken'],
    ['an expired one', mint({ claims: { exp: now - 60 }, algorithm: 'HS256', kid: '', key: SECRET }), 'TokenExpired'],
    [
      'an early one',
      mint({ claims: { nbf: now + 600 }, algorithm: 'HS256', kid: '', key: SECRET }),
      'TokenNotYetValid',
    ],
    ['a foreign one', mint({ claims: {}, algorithm: 'HS256', kid: '', key: 'x'.repeat(40) }), 'TokenRefused'],
    [
      'one of another audience',
      mint({ claims: { aud: 'x' }, algorithm: 'HS256', kid: '', key: SECRET }),
      'TokenRefused',
    ],
  ])('ASVS 5.0 9.1.1: with %s nothing is read', async (_what, bearer, code) => {
    for (const path of ['/api/bills', '/api/bills/BILL-1', `/api/applications/${number}`]) {
      const refused = await get(path, {}, bearer);
      expect([refused.status, refused.body.error?.code]).toEqual([401, code]);
      expect(refused.headers.get('WWW-Authenticate')).toBe('Bearer');
    }
  });

  test('ASVS 5.0 14.2.1: a token in the address is none; a chat’s token is none', async () => {
    expect((await get(`/api/bills?token=${token()}&access_token=${token()}`, {}, '')).status).toBe(401);
    const chat = await call<{ token: string }>(`${app.base}/api/webchat/token`, { json: {} });
    expect((await list('', chat.body.token)).body.error?.code).toBe('TokenRefused');
  });

  test('one token is good for any number of calls', async () => {
    const one = token();
    for (let n = 0; n < 5; n += 1) expect((await list('', one)).status).toBe(200);
  });

  test('errors are worded in the asked language, else in the token’s', async () => {
    const message = async (path: string, headers: Record<string, string>, bearer?: string) =>
      (await get(path, headers, bearer)).body.error?.message;
    expect(await message('/api/bills/NO-SUCH?lang=da', { 'Accept-Language': 'fr' })).toMatch(/regning/);
    expect(await message('/api/bills/NO-SUCH', { 'Accept-Language': 'fr-BE, en;q=0.5' })).toMatch(/factures/);
    expect(await message('/api/bills', { 'Accept-Language': 'zh-HK' }, '')).toMatch(/系統管理中心/);
    expect(await message('/api/bills/NO-SUCH', { 'Accept-Language': '*' }, token({ locale: 'nl' }))).toMatch(/factuur/);
  });

  test('ASVS 5.0 3.4.2: pages of the configured origins may read answer and ETag, others nothing', async () => {
    const preflight = await fetch(`${app.base}/api/bills/BILL-1`, {
      method: 'OPTIONS',
      headers: {
        Origin: 'https://portal.example',
        'Access-Control-Request-Headers': 'authorization,if-none-match,prefer',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('Access-Control-Allow-Headers')).toMatch(/Authorization.*If-None-Match.*Prefer/);
    const read = await get('/api/bills', { Origin: 'https://portal.example' });
    expect(read.headers.get('Access-Control-Allow-Origin')).toBe('https://portal.example');
    expect(read.headers.get('Access-Control-Expose-Headers')).toContain('ETag');
    const evil = await get('/api/bills', { Origin: 'https://evil.example' });
    expect([evil.status, evil.headers.get('Access-Control-Allow-Origin')]).toEqual([403, null]);
  });

  test('ASVS 5.0 2.4.1: calls of one person are limited, not those of others', async () => {
    const person = token({ sub: 'a-busy-page' });
    const answers = await Promise.all(Array.from({ length: 245 }, () => list('', person)));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(5);
    expect(Number(refused[0]?.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect((await list()).status).toBe(200);
  });

  test('a store that does not answer is a 503 with a sentence, and the log has neither bill nor address', async () => {
    const broken = await runApp({
      env: { HOST_JWT_SECRET: SECRET, HOST_JWT_ISSUER: ISSUER, HOST_JWT_AUDIENCE: AUDIENCE },
      wrap: (deps) => ({
        ...deps,
        store: {
          ...deps.store,
          list: (name, query) =>
            name === 'bills' ? Promise.reject(new StoreDown(`${OWN} BILL-1`)) : deps.store.list(name, query),
        },
      }),
    });
    try {
      const refused = await call(`${broken.base}/api/bills`, { token: token() });
      expect([refused.status, refused.body.error?.code]).toEqual([503, 'ServiceUnavailable']);
      expect(JSON.stringify([broken.lines, refused.body])).not.toContain(OWN);
    } finally {
      await broken.close();
    }
  });
});

test('where no admin centre is configured its tokens open no API', async () => {
  const plain = await runApp();
  try {
    const refused = await call(`${plain.base}/api/bills`, { token: token() });
    expect([refused.status, refused.body.error?.code]).toEqual([404, 'HostSignInOff']);
  } finally {
    await plain.close();
  }
});

test('an order that waits for its contact is named with its day, and its bills are not among the person’s', async () => {
  const { deps } = app;
  const email = 'lihua@elsewhere.example';
  await seedBills(deps, [{ bill: 'BILL-77', tenant: 'tenant-1', order: 'ORDER-7', contact: 'boss@qinghe.example' }]);
  const by = { role: 'guest', conversation: 'chat' } as const;
  // The mail itself may have been sent already.
  const pendingOf = async () => {
    const doc = await deps.store.get(keys.pending('tenant-1', 'ORDER-7'));
    if (!doc) throw new Error('nobody registers');
    return bodyOf('pending', doc);
  };
  await run(deps, { id: 'c7', by, type: 'register', order: 'ORDER-7', email, locale: 'en-US' });
  const { token: link } = deps.secrets.link('activation', (await pendingOf()).nonce);
  expect(await activate(deps, { token: link, password: 'violet-otter-climbs-41' })).toMatchObject({ waits: true });
  const { body } = await list('', token({ email, orders: ['ORDER-1'] }));
  expect(body.waiting).toEqual([{ order: 'ORDER-7', since: expect.any(String) }]);
  expect(body.bills.map(({ order }) => order)).not.toContain('ORDER-7');
  expect((await list()).body.waiting).toBeUndefined();
});
