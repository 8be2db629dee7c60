// The guard of the desk's API: every route and role, other sites' pages, other cookies, old sessions, fresh codes, languages.
import type { IncomingMessage } from 'node:http';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeskError } from '../../../domain/desk-view';
import type { Me } from '../../../domain/staff-view';
import { type Role, ROLES, may } from '../../../domain/staff';
import { MINUTE } from '../../../domain/time';
import { mountDesk } from '../../../bot/desk';
import type { Routes } from '../../../bot/http/routes';
import { createIntake } from '../../../bot/import/intake';
import { rememberDevice } from '../../../services/account/devices';
import { LIMITS } from '../../../services/shared/limit-table';
import { changeStaff } from '../../../services/staff/manage';
import { codeAt } from '../../../services/staff/totp';
import { StoreDown } from '../../../storage/store';
import { ROOT } from '../../support/built';
import { DESK_PASSWORD, type DeskClient, deskClient, OPERATOR, signedIn } from '../../support/desk-client';
import { type DeskWorld, deskWorld, playOf } from '../../support/desk-world';
import { employed } from '../../support/staff-people';

let desk: DeskWorld;
beforeEach(async () => {
  desk = await deskWorld();
});
afterEach(() => desk.close());

const as = (...roles: Role[]) => signedIn(desk.deps, desk.base, roles);
/** A route's path with something in its places. */
const filled = (path: string) => path.replace(/:\w+/g, 'x');
const call = (
  client: DeskClient,
  { method, path, body }: { method: string; path: string; body?: string | undefined },
  headers: object = {},
) => {
  const type: Record<string, string> = body === 'bytes' ? { 'Content-Type': 'application/octet-stream' } : {};
  const typed = { ...type, ...headers };
  return method === 'GET'
    ? client.get<DeskError>(filled(path), typed)
    : client.post<DeskError>(filled(path), {}, typed);
};
const codeOf = ({ body }: { body: DeskError }): string | undefined => body.error?.code;

describe('every route', () => {
  /** Whoever comes may call these and no others: signing in, and the way in. */
  const OPEN = [
    'GET /desk/api/*',
    'GET /desk/api/entry',
    'GET /desk/api/session',
    'POST /desk/api/*',
    'POST /desk/api/entry',
    'POST /desk/api/session',
    'POST /desk/api/session/code',
    'POST /desk/api/session/out',
  ];
  const named = (routes: readonly { method: string; path: string }[]) =>
    routes.map(({ method, path }) => `${method} ${path}`).sort();

  /** What is on a router, and what the guard knows of it. */
  function mounted(plant: (routes: Routes) => void = () => undefined) {
    const found: { method: string; path: string }[] = [];
    const routes: Routes = { route: (method, path) => void found.push({ method, path }) };
    const { deps } = desk;
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    const { guard } = mountDesk(routes, {
      deps,
      ipOf: () => '',
      local: true,
      log,
      intake: createIntake(deps),
      play: playOf(deps),
    });
    plant(routes);
    const guarded = named(guard.mounted);
    return named(found.filter(({ path }) => path.startsWith('/desk/api'))).filter((one) => !guarded.includes(one));
  }

  test('stands behind the guard, which needs an action; what is mounted beside it is found', () => {
    expect(mounted()).toEqual([]);
    const planted = mounted((routes) => routes.route('GET', '/desk/api/planted', () => undefined));
    expect(planted).toEqual(['GET /desk/api/planted']);
    expect(named(desk.guard.mounted.filter(({ needs }) => needs === 'nothing'))).toEqual(OPEN);
    const elsewhere = readdirSync(join(ROOT, 'bot'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !/desk[\\/]guard\.ts$/.test(file))
      .filter((file) => /\.route\([^)]*\/desk\/api/.test(readFileSync(join(ROOT, 'bot', file), 'utf8')));
    expect(elsewhere).toEqual([]);
  });

  const table = () => desk.guard.mounted.filter(({ needs }) => needs !== 'nothing');

  test.each(ROLES)('opens to %s exactly what the table of roles says', async (role) => {
    const { client } = await as(role);
    const refused: string[] = [];
    for (const route of table()) {
      const code = codeOf(await call(client, route));
      expect(['signedOut', 'codeNeeded', 'foreignOrigin']).not.toContain(code);
      if (code === 'forbidden') refused.push(`${route.method} ${route.path}`);
    }
    const wanted = table().filter(({ needs }) => needs !== 'signedIn' && needs !== 'nothing' && !may([role], needs));
    expect(refused).toEqual(wanted.map(({ method, path }) => `${method} ${path}`));
    expect(table().length).toBeGreaterThan(wanted.length);
  });

  test('opens to nobody who is not signed in, nor half way in', async () => {
    const { email } = await employed(desk.deps, 'half@fapiao.example', ['administrator', 'supervisor']);
    const half = deskClient(desk.base);
    await half.post('/desk/api/session', { email, password: DESK_PASSWORD });
    expect(half.cookie).toBeDefined();
    for (const client of [half, deskClient(desk.base)])
      for (const route of table())
        expect([route.path, codeOf(await call(client, route))]).toEqual([route.path, 'signedOut']);
  });

  test('refuses whatever another site’s page can send, before anything is done (ASVS 5.0 3.5.1)', async () => {
    const { client } = await as('administrator', 'supervisor');
    const posts = desk.guard.mounted.filter(({ method }) => method === 'POST');
    expect(posts.length).toBeGreaterThan(4);
    for (const route of posts) {
      for (const headers of [
        { 'Sec-Fetch-Site': 'cross-site' },
        { 'Sec-Fetch-Site': 'same-site' },
        { 'Sec-Fetch-Site': 'none' },
        { 'Sec-Fetch-Site': 'cross-site', Origin: desk.base },
      ])
        expect([route.path, codeOf(await call(client, route, headers))]).toEqual([route.path, 'foreignOrigin']);
      // A form of another site sends no JSON; what it can send is refused also with the right origin.
      const form = await call(client, route, { 'Content-Type': 'text/plain' });
      expect([route.path, form.status, codeOf(form)]).toEqual([route.path, 415, route.body ? 'notBytes' : 'notJson']);
    }
    expect((await client.get<Me>('/desk/api/me')).status).toBe(200);
  });
});

describe('a browser that does not say Sec-Fetch-Site', () => {
  const post = (headers: Record<string, string>) =>
    fetch(`${desk.base}/desk/api/session/out`, {
      method: 'POST',
      body: '{}',
      headers: { 'Content-Type': 'application/json', ...headers },
    });
  test.each([
    ['another origin', { Origin: 'https://evil.example' }, 403],
    ['null', { Origin: 'null' }, 403],
    ['no origin', {}, 403],
  ])('with %s is refused (ASVS 5.0 3.5.3)', async (_, headers, status) => {
    expect((await post(headers as Record<string, string>)).status).toBe(status);
  });
  test('with our own origin goes on', async () => {
    expect((await post({ Origin: desk.base })).status).toBe(200);
  });
});

describe('a cookie', () => {
  test('of a customer, a token of a chat, another session’s hash: none signs anybody in', async () => {
    const { deps, base } = desk;
    const { token } = await as('administrator');
    const device = rememberDevice(deps, undefined, 'lihua@qinghe.example');
    for (const cookie of [
      `device=${device}`,
      `desk=${device}`,
      `desk=${deps.secrets.hash(token)}`,
      `desk=${deps.secrets.link('signin', 'nonce').token}`,
      `__Host-desk=${token}`,
      `desk=${token}x`,
      'desk=',
      `x=${'y'.repeat(9000)}; desk=${token}`,
    ])
      expect(codeOf(await deskClient(base, cookie).get<DeskError>('/desk/api/me'))).toBe('signedOut');
    const bearer = await deskClient(base).get<DeskError>('/desk/api/me', { Authorization: `Bearer ${token}` });
    expect(codeOf(bearer)).toBe('signedOut');
  });

  test('is out of reach of scripts, other hosts and plain http (ASVS 5.0 3.3.1, 3.3.2, 3.3.3, 3.3.4)', async () => {
    const secure = await deskWorld({ publicUrl: 'https://fapiao.example', local: false });
    try {
      const { email, code } = await employed(secure.deps, 'lilei@fapiao.example');
      secure.pass(MINUTE);
      const client = deskClient(secure.base);
      const first = await client.post('/desk/api/session', { email, password: DESK_PASSWORD });
      const second = await client.post('/desk/api/session/code', { code: code() });
      for (const { headers } of [first, second])
        expect(headers.get('set-cookie')).toMatch(/^__Host-desk=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
      expect((await client.get('/desk/api/me')).status).toBe(200);
      const bare = deskClient(secure.base, client.cookie?.replace('__Host-', ''));
      expect((await bare.get('/desk/api/me')).status).toBe(401);
      const out = await client.post('/desk/api/session/out');
      expect(out.headers.get('set-cookie')).toMatch(/^__Host-desk=; .*Max-Age=0$/);
    } finally {
      await secure.close();
    }
  });

  test('is not given over http to another machine: the desk says what is missing (ASVS 5.0 12.2.1)', async () => {
    const open = await deskWorld({ publicUrl: 'http://fapiao.example', local: false });
    try {
      const answered = await deskClient(open.base).post<DeskError>('/desk/api/session', { email: 'a', password: 'b' });
      expect([answered.status, codeOf(answered)]).toEqual([403, 'httpsNeeded']);
      expect(answered.body.error.message).toContain('PUBLIC_URL');
    } finally {
      await open.close();
    }
  });
});

test('who was in loses it at the next request: disabled, other roles, reset (ASVS 5.0 7.4.2, 7.4.3)', async () => {
  for (const change of [{ act: 'disable' }, { act: 'roles', roles: ['auditor'] }, { act: 'reset' }] as const) {
    const { client, id } = await as('clerk');
    expect((await client.get('/desk/api/me')).status).toBe(200);
    await changeStaff(desk.deps, OPERATOR, id, change);
    expect(codeOf(await client.get<DeskError>('/desk/api/me'))).toBe('signedOut');
  }
});

test('old sessions are over: 30 minutes without a request, twelve hours with (ASVS 5.0 7.3.1, 7.3.2)', async () => {
  const idle = await as('clerk');
  const busy = await as('clerk');
  for (let minutes = 0; minutes < 12 * 60 - 20; minutes += 20) {
    desk.pass(20 * MINUTE);
    expect((await busy.client.get('/desk/api/me')).status).toBe(200);
  }
  expect((await idle.client.get('/desk/api/me')).status).toBe(401);
  desk.pass(20 * MINUTE);
  expect((await busy.client.get('/desk/api/me')).status).toBe(401);
});

test('who may do what is changed with a fresh code only; looking goes on without (ASVS 5.0 7.5.3)', async () => {
  const { deps, base } = desk;
  const { secret, session } = await employed(deps, 'root@fapiao.example', ['administrator']);
  const client = deskClient(base, `desk=${session}`);
  const add = (email: string) => client.post<DeskError>('/desk/api/staff', { email, roles: ['clerk'] });
  expect((await add('one@fapiao.example')).status).toBe(200);
  desk.pass(10 * MINUTE);
  const refused = await add('two@fapiao.example');
  expect([refused.status, codeOf(refused)]).toEqual([403, 'codeNeeded']);
  expect((await client.get('/desk/api/staff')).status).toBe(200);
  expect((await client.post('/desk/api/session/code', { code: codeAt(secret, deps.now()) })).status).toBe(200);
  expect((await add('two@fapiao.example')).status).toBe(200);
});

test('a used code, a used link and wrong passwords are refused over HTTP as well, with when to come again', async () => {
  const { deps, base } = desk;
  const { email, code, token } = await employed(deps, 'lilei@fapiao.example');
  const client = deskClient(base);
  await client.post('/desk/api/session', { email, password: DESK_PASSWORD });
  const used = await client.post<DeskError>('/desk/api/session/code', { code: code() });
  expect([used.status, codeOf(used)]).toEqual([403, 'codeUsed']);
  const entry = await client.get<DeskError>(`/desk/api/entry?token=${token}`);
  expect([entry.status, codeOf(entry)]).toEqual([410, 'linkDead']);
  for (let n = 0; n < 5; n += 1) await deskClient(base).post('/desk/api/session', { email, password: 'wrong' });
  const limited = await deskClient(base).post<DeskError>('/desk/api/session', { email, password: 'wrong' });
  expect([limited.status, codeOf(limited), limited.headers.get('retry-after')]).toEqual([429, 'signInLimited', '900']);
  const colleague = await deskClient(base).post<DeskError>(
    '/desk/api/session',
    { email, password: DESK_PASSWORD },
    { 'X-Forwarded-For': '198.51.100.9' },
  );
  expect(colleague.status).toBe(200);
});

test.each([
  ['zh-CN,zh;q=0.9', '', '您已退出登录'],
  ['zh-TW', '', '您已退出登录'],
  ['nl-NL', '', 'You are signed out'],
  ['zh-CN', '?lang=en-US', 'You are signed out'],
  ['en-US', '?lang=zh-CN', '您已退出登录'],
  ['*', '?lang=constructor', 'You are signed out'],
])('Accept-Language %s, %s: refusals are in one of the desk’s languages', async (accepted, query, words) => {
  const answered = await deskClient(desk.base).get<DeskError>(`/desk/api/me${query}`, { 'Accept-Language': accepted });
  expect(answered.body.error.message).toContain(words);
});

test('a reason of the shared rules is in its words; answers are for nobody else to keep', async () => {
  const { client } = await as('administrator');
  const refused = await client.post<DeskError>('/desk/api/staff', { email: 'nobody', roles: ['clerk'] });
  expect(refused).toMatchObject({ status: 400, body: { error: { code: 'emailFormat', slot: 'email' } } });
  expect(refused.body.error.message).toContain('not a complete e-mail address');
  expect(refused.headers.get('cache-control')).toBe('no-store');
  expect(refused.headers.get('cross-origin-resource-policy')).toBe('same-origin');
});

test('what is not there is said so, as all answers are', async () => {
  const client = deskClient(desk.base);
  for (const answered of [
    await client.get<DeskError>('/desk/api/nothing/here'),
    await client.post<DeskError>('/desk/api/nothing'),
  ])
    expect([answered.status, codeOf(answered)]).toEqual([404, 'unknown']);
});

test.each(['PUT', 'DELETE', 'PATCH'])('%s is not served', async (method) => {
  const { token } = await as('administrator');
  const headers = { Cookie: `desk=${token}`, 'Sec-Fetch-Site': 'same-origin' };
  expect((await fetch(`${desk.base}/desk/api/staff`, { method, headers })).status).toBe(405);
});

test('too many calls from a network that nobody proves are held up; who is signed in elsewhere goes on', async () => {
  const { max } = LIMITS.callsByNetwork.windows[0];
  const stranger = deskClient(desk.base, 'desk=nothing');
  let last = { status: 0 };
  for (let n = 0; n <= max; n += 1) last = await stranger.get('/desk/api/me');
  expect(last.status).toBe(429);
  const { client } = await as('clerk');
  expect((await client.get('/desk/api/me', { 'X-Forwarded-For': '198.51.100.9' })).status).toBe(200);
});

test('a store that is away is said as such, and the log names no person', async () => {
  let away = false;
  const broken = await deskWorld({
    wrap: (deps) => ({
      ...deps,
      store: {
        ...deps.store,
        get: (key) => (away ? Promise.reject(new StoreDown('canary')) : deps.store.get(key)),
      },
    }),
  });
  try {
    const { client } = await signedIn(broken.deps, broken.base, ['clerk']);
    away = true;
    const answered = await client.get<DeskError>('/desk/api/me');
    expect([answered.status, codeOf(answered)]).toEqual([503, 'storeDown']);
    expect(broken.logged).toEqual([{ code: 'StoreDown' }]);
  } finally {
    await broken.close();
  }
});

test('a socket is opened for who is signed in, from our own page only', async () => {
  const { deps, guard } = desk;
  const { token, id } = await as('clerk');
  const half = await signedIn(deps, desk.base, ['clerk']);
  const socket = (cookie: string, origin?: string) =>
    guard.socket({ headers: { cookie, host: 'localhost:3978', ...(origin ? { origin } : {}) } } as IncomingMessage);
  const own = 'http://localhost:3978';
  expect(await socket(`desk=${token}`, own)).toMatchObject({ staff: { id } });
  expect(await socket(`desk=${token}`, 'https://evil.example')).toBeUndefined();
  expect(await socket(`desk=${token}`)).toBeUndefined();
  expect(await socket(`desk=${half.token}x`, own)).toBeUndefined();
});
