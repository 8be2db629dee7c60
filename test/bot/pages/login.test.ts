// The front door over HTTP: signing in with the account, what the session opens, and everything that ends it.
import type { BillsAnswer, PageToken } from '../../../domain/bill-view';
import { HOUR, MINUTE } from '../../../domain/time';
import { changed } from '../../../services/account/accounts';
import { claimLogin, storedAccount } from '../../../services/account/logins';
import { keys } from '../../../storage/records';
import { seedAccount, seedBills } from '../../support/fapiao-world';
import { type RunningApp, runApp } from '../../support/running-app';

const PASSWORD = 'violet-otter-climbs-41';
const LI = 'li@qinghe.example';
const WANG = 'wang@langang.example';
let app: RunningApp;
/** Added to the product's clock. */
let later = 0;

beforeAll(async () => {
  app = await runApp({
    wrap: (deps) => ({ ...deps, now: () => new Date(Date.now() + later).toISOString() }),
  });
  const { deps } = app;
  await seedBills(deps, [
    { bill: 'BILL-1', tenant: 'qinghe', period: '2026-10', amount: '1368.00' },
    { bill: 'BILL-2', tenant: 'qinghe', order: 'ORDER-2', period: '2026-09' },
    { bill: 'BILL-8', tenant: 'langang', order: 'ORDER-8', period: '2026-07' },
  ]);
  const passwordHash = await deps.passwords.hash(PASSWORD, { key: 'test' });
  await seedAccount(deps, { customer: 'qinghe', orders: ['ORDER-1'], email: LI, passwordHash });
  await seedAccount(deps, { customer: 'langang', id: 'account-2', orders: ['ORDER-8'], email: WANG, passwordHash });
  await claimLogin(deps, LI, 'qinghe', 'account-1');
  await claimLogin(deps, WANG, 'langang', 'account-2');
});
afterAll(() => app?.close());
afterEach(() => {
  later = 0;
});

/** A browser: keeps its cookies, follows nothing by itself, says where its requests come from. */
function browser() {
  const jar = new Map<string, string>();
  async function send(path: string, form?: Record<string, string>, headers: Record<string, string> = {}) {
    const response = await fetch(`${app.base}${path}`, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: {
        Cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        Accept: 'text/html',
        'Sec-Fetch-Site': 'same-origin',
        ...headers,
      },
      ...(form ? { body: new URLSearchParams(form) } : {}),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value) jar.set(name, value);
      else jar.delete(name);
    }
    return {
      status: response.status,
      to: response.headers.get('location'),
      headers: response.headers,
      text: await response.text(),
    };
  }
  return {
    jar,
    send,
    signIn: (email = LI, password = PASSWORD) => send('/login', { email, password }),
    async token(idle = 0): Promise<PageToken | undefined> {
      const { status, text } = await send('/account/token', { idle: String(idle) });
      return status === 200 ? (JSON.parse(text) as PageToken) : undefined;
    },
  };
}
type Browser = ReturnType<typeof browser>;

async function signedIn(email = LI): Promise<Browser> {
  const one = browser();
  expect((await one.signIn(email)).status).toBe(303);
  return one;
}

async function bills(token: string | undefined): Promise<string[] | number> {
  const response = await fetch(`${app.base}/api/bills`, { headers: { Authorization: `Bearer ${token ?? ''}` } });
  return response.ok ? ((await response.json()) as BillsAnswer).bills.map(({ number }) => number) : response.status;
}

test('whoever holds an account signs in and sees the bills of its orders, no others', async () => {
  const li = browser();
  expect((await li.send('/')).text).toContain('name="password"');
  const entered = await li.signIn();
  expect([entered.status, entered.to]).toEqual([303, '/']);
  expect((await li.send('/')).text).toContain('"way":"account"');
  const { token, user } = (await li.token()) ?? {};
  expect(user).toEqual({ email: LI });
  // BILL-2 is the same customer's, of an order that is not open to this account.
  expect(await bills(token)).toEqual(['BILL-1']);
  expect(await bills((await (await signedIn(WANG)).token())?.token)).toEqual(['BILL-8']);
});

test('ASVS 5.0 3.3.1, 3.3.2, 3.3.4: the cookie is HttpOnly and Lax, ends with the browser, and holds nothing that the store keeps', async () => {
  const { headers } = await browser().signIn();
  const cookie = headers.getSetCookie().find((one) => one.startsWith('account=')) ?? '';
  expect(cookie.split('; ').slice(1)).toEqual(['Path=/', 'HttpOnly', 'SameSite=Lax']);
  const token = /=([^;]+)/.exec(cookie)?.[1] ?? '';
  expect(token).toHaveLength(43);
  expect(await app.deps.store.get(keys.accountSession(app.deps.secrets.hash(token)))).toMatchObject({
    kind: 'accountSession',
  });
  expect(await app.deps.store.get(keys.accountSession(token))).toBeUndefined();
});

test('ASVS 5.0 6.3.8: a wrong password and an address that nobody has get the same answer', async () => {
  const shown = async (email: string) => {
    const { status, text } = await browser().signIn(email, 'not the password 1');
    return [status, text.replaceAll(email, '…')];
  };
  const [status, text] = await shown(LI);
  expect(status).toBe(422);
  expect(await shown('nobody@else.example')).toEqual([status, text]);
});

test('signing out ends the session in the store: neither its cookie nor its token opens anything', async () => {
  const li = await signedIn();
  const { token } = (await li.token()) ?? {};
  const kept = new Map(li.jar);
  expect((await li.send('/logout', {})).text).toContain('data-nobody');
  expect(li.jar.has('account')).toBe(false);
  expect(await bills(token)).toBe(401);
  for (const [name, value] of kept) li.jar.set(name, value);
  expect(await li.token()).toBeUndefined();
});

test('"sign out everywhere" ends the sessions of all browsers', async () => {
  const [one, two] = [await signedIn(), await signedIn()];
  const { token } = (await two.token()) ?? {};
  expect((await one.send('/account/sign-out', {})).status).toBe(200);
  expect([await one.token(), await two.token(), await bills(token)]).toEqual([undefined, undefined, 401]);
});

test('ASVS 5.0 7.4.1: a page that waits for a change hears at once that its session is over', async () => {
  const [one, two] = [await signedIn(), await signedIn()];
  const { token = '' } = (await two.token()) ?? {};
  const ask = (more: Record<string, string> = {}) =>
    fetch(`${app.base}/api/bills`, { headers: { Authorization: `Bearer ${token}`, ...more } });
  const etag = (await ask()).headers.get('ETag') ?? '';
  const waits = ask({ 'If-None-Match': etag, Prefer: 'wait=25' });
  await one.send('/account/sign-out', {});
  expect((await waits).status).toBe(401);
});

test('ASVS 5.0 7.3.1, 7.3.2: an hour without anybody at the page ends it, twelve hours whatever happens', async () => {
  const li = await signedIn();
  later = 50 * MINUTE;
  const { token } = (await li.token(0)) ?? {};
  later = 100 * MINUTE;
  expect(await bills(token)).toBe(401);
  // Somebody was there 50 minutes ago; the page asks, and nobody has been since.
  expect(await li.token(50 * 60)).toBeDefined();
  later = 111 * MINUTE;
  expect(await li.token(61 * 60)).toBeUndefined();

  const busy = await signedIn();
  const began = later;
  for (let hour = 1; hour < 24; hour += 1) {
    later = began + hour * 30 * MINUTE;
    expect(await busy.token(0)).toBeDefined();
  }
  later = began + 12 * HOUR;
  expect(await busy.token(0)).toBeUndefined();
});

test('ASVS 5.0 7.2.4: signing in again ends the session that the browser had, also another person’s', async () => {
  const one = await signedIn();
  const { token } = (await one.token()) ?? {};
  await one.signIn(WANG);
  expect(await bills(token)).toBe(401);
  expect((await one.token())?.user.email).toBe(WANG);
});

test('another password: this browser stays signed in, others and older sessions end; the present one is asked for', async () => {
  const [one, two] = [await signedIn(WANG), await signedIn(WANG)];
  const form = { current: 'not the password 1', password: 'a harvest of blue kettles 7' };
  const wrong = await one.send('/account/password', form);
  expect([wrong.status, /id="current-error"/.test(wrong.text)]).toEqual([422, true]);
  expect(await two.token()).toBeDefined();
  expect((await one.send('/account/password', { ...form, current: PASSWORD })).status).toBe(200);
  expect([(await one.token())?.user.email, await two.token()]).toEqual([WANG, undefined]);
  expect((await browser().signIn(WANG)).status).toBe(422);
  expect((await browser().signIn(WANG, form.password)).status).toBe(303);
});

test('ASVS 5.0 3.5.1: other sites can neither sign anybody in or out, nor ask for a token', async () => {
  const li = await signedIn();
  const elsewhere = { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' };
  for (const path of ['/login', '/logout', '/account/token', '/account/sign-out', '/account/password'])
    expect((await li.send(path, { email: LI, password: PASSWORD }, elsewhere)).status).toBe(403);
  expect(await li.token()).toBeDefined();
});

test('a sign-in leads to our own pages only', async () => {
  for (const next of ['https://evil.example', '//evil.example', '/account/../../evil', '/dev/inbox']) {
    const { to } = await browser().send('/login', { email: LI, password: PASSWORD, next });
    expect(to).toBe('/');
  }
  expect((await browser().send('/login', { email: LI, password: PASSWORD, next: '/account' })).to).toBe('/account');
});

test('the account’s page asks who it is, and shows nothing to anybody else', async () => {
  const stranger = browser();
  for (const path of ['/account', '/account/password']) {
    const { status, to } = await stranger.send(path);
    expect([status, to]).toEqual([303, `/login?next=${encodeURIComponent(path)}`]);
  }
  expect((await (await signedIn()).send('/account')).text).toContain(LI);
  expect((await stranger.send('/register')).to).toBe('/chat');
});

test('404 is a page in the language of whoever opens it; programs get data', async () => {
  const visit = await browser().send('/nothing/here', undefined, { 'Accept-Language': 'nl' });
  expect([
    visit.status,
    /<html lang="nl-NL"/.test(visit.text),
    visit.text.includes('Deze pagina bestaat niet'),
  ]).toEqual([404, true, true]);
  const program = await browser().send('/nothing/here', undefined, { Accept: '*/*' });
  expect([program.status, JSON.parse(program.text)]).toMatchObject([404, { error: { code: 'ResourceNotFound' } }]);
});

test('a token that somebody changed, and the session of an account that is being erased, open nothing', async () => {
  const li = await signedIn();
  const { token = '' } = (await li.token()) ?? {};
  const [head = '', body = '', signature = ''] = token.split('.');
  const claims = { ...JSON.parse(Buffer.from(body, 'base64url').toString('utf8')), sid: 'A'.repeat(43) };
  const forged = [head, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
  expect(await bills(forged)).toBe(401);
  expect(await bills(token)).toEqual(['BILL-1']);
  const account = await storedAccount(app.deps, 'qinghe', 'account-1');
  if (account) await app.deps.store.commit(account.pk, [changed(account, { erasing: app.deps.now() })]);
  expect([await bills(token), await li.token()]).toEqual([401, undefined]);
});
