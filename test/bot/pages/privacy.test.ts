// The privacy page and "my data": true numbers in every language, a copy for the password's owner, erasure after the button.
import { pageRoutes } from '../../../bot/pages';
import type { PageRequest, PageResponse } from '../../../bot/pages/route';
import { LOCALES } from '../../../locales';
import { loginOf } from '../../../services/account/logins';
import { createPeople, PASSWORD } from '../../support/people';

const EMAIL = 'li.hua@qinghe.example';
let people: Awaited<ReturnType<typeof createPeople>>;
beforeEach(async () => {
  people = await createPeople();
  await people.order('ORDER-1', {});
  await people.account('ORDER-1', EMAIL);
});
afterEach(() => people.temp.remove());

function ask(method: 'GET' | 'POST', path: string, fields: Record<string, string> = {}): Promise<PageResponse> {
  const route = pageRoutes(people.deps).find((one) => one.method === method && one.path === path);
  if (!route) throw new Error(`no ${method} ${path}`);
  const request: PageRequest = {
    query: method === 'GET' ? fields : {},
    form: method === 'POST' ? fields : {},
    locale: 'en-US',
    ip: '',
    headers: { secFetchSite: 'same-origin' },
    ...(fields.lang ? { lang: fields.lang as never } : {}),
  };
  return route.handle(request);
}
const tokenOf = ({ body }: PageResponse): string => /name="t" value="([^"]+)"/.exec(body)?.[1] ?? '';

test.each(LOCALES)('in %s the privacy page has the numbers that hold, and every page leads to it', async (lang) => {
  people.deps.business = {
    ...people.deps.business,
    retention: { transcriptDays: 123, mailDays: 12, technicalDays: 34, fapiaoYears: 11 },
    privacyContact: 'privacy@21vianet.example',
  };
  const { body, status } = await ask('GET', '/privacy', { lang });
  expect(status).toBe(200);
  for (const text of ['123', '34', '11', 'privacy@21vianet.example', '123-12-34-11']) expect(body).toContain(text);
  expect((await ask('GET', '/forgot', { lang })).body).toContain(`/privacy?lang=${lang}`);
});

test('a wrong password opens nothing; the right one gives the copy, without what would let others in', async () => {
  const wrong = await ask('POST', '/account/data', { email: EMAIL, password: 'wrong' });
  expect(wrong.status).toBe(422);
  expect(tokenOf(wrong)).toBe('');
  const opened = await ask('POST', '/account/data', { email: EMAIL, password: PASSWORD });
  const t = tokenOf(opened);
  const copy = await ask('POST', '/account/data', { t, way: 'export' });
  expect(copy.headers['Content-Disposition']).toContain('attachment');
  expect(JSON.parse(copy.body)).toMatchObject({ account: { email: EMAIL, privacyNotice: expect.any(String) } });
  expect(copy.body).not.toContain('Hash');
});

test('GET erases nothing; the button closes the account at once, and twice is over', async () => {
  const t = tokenOf(await ask('POST', '/account/data', { email: EMAIL, password: PASSWORD }));
  await ask('GET', '/account/data', { t });
  expect(await loginOf(people.deps, EMAIL)).toBeDefined();
  const done = await ask('POST', '/account/data', { t, way: 'erase' });
  expect(done.status).toBe(200);
  expect(await loginOf(people.deps, EMAIL)).toBeUndefined();
  expect((await ask('POST', '/account/data', { t, way: 'erase' })).status).toBe(410);
});
