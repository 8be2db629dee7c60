// The account pages over real HTTP, with the real services on a real store.
import { CSP } from '../../../bot/pages/layout';
import { LOCALES, NAMES, say, translate } from '../../../locales';
import { LIMITS } from '../../../services/shared/limit-table';
import { findOrder } from '../../../services/account/orders';
import { bodyOf, keys } from '../../../storage/records';
import { get, type PagesServer, post, startPages, valueOf } from '../../support/pages-server';
import { createPeople, PASSWORD, type People, tokenOf } from '../../support/people';

const NEW_PASSWORD = 'amber-walrus-paints-77';
const EMAIL = 'lihua@qinghe.example';

let people: People;
let server: PagesServer;
beforeEach(async () => {
  people = await createPeople();
  server = await startPages(people.deps);
  await people.order('ORD-1001');
});
afterEach(async () => {
  await server.close();
  await people.temp.remove();
});

const url = (path: string) => `${server.base}${path}`;
const t = (key: Parameters<typeof say>[0], locale: (typeof LOCALES)[number] = 'en-US') => translate(locale, say(key));

async function registered(): Promise<string> {
  await people.register('chat', 'ORD-1001', EMAIL);
  return people.token('activation', EMAIL);
}
const activated = () => people.account('ORD-1001', EMAIL);

async function signInToken(conversation = 'chat'): Promise<string> {
  const begun = await people.does(conversation, { type: 'beginSignIn', locale: 'en-US' });
  if (!begun.ok || begun.type !== 'signInBegun') throw new Error('no sign-in');
  return tokenOf(begun.url);
}

describe('activation', () => {
  test('the link shows a form, sets the password, and the right number links the chat', async () => {
    const token = await registered();
    const shown = await get(url(`/activate?t=${token}`));
    expect(shown.status).toBe(200);
    expect(valueOf(shown.body, 'account')).toBe(EMAIL);
    const numbers = await post(url('/activate'), { t: token, password: PASSWORD, again: PASSWORD });
    expect(numbers.body).toContain(t('pages:number.title'));
    const choices = [...numbers.body.matchAll(/name="choice" value="(\d\d)"/g)].map((match) => match[1]);
    expect(choices).toHaveLength(3);
    const pairing = valueOf(numbers.body, 'pairing') ?? '';
    const right = await rightNumber(pairing);
    expect(choices).toContain(right);
    const picked = await post(url('/activate/number'), { pairing, choices: choices.join(','), choice: right });
    expect(picked.body).toContain(t('pages:number.linkedTitle'));
    expect((await people.outbox()).filter((row) => row.to === 'chat' && row.name === 'linked')).toHaveLength(1);
  });

  async function rightNumber(pairing: string): Promise<string> {
    const pointer = await people.deps.store.get(keys.link(people.deps.secrets.hash(pairing)));
    if (!pointer) throw new Error('no pairing');
    const { customer, holder } = bodyOf('pointer', pointer);
    const account = await people.deps.store.get(keys.account(customer, holder));
    const data = account && bodyOf('account', account).links.pairing?.data;
    return JSON.parse(data ?? '{}').pair;
  }

  test('GET changes nothing, however often a mail scanner opens the link', async () => {
    const token = await registered();
    for (let i = 0; i < 3; i += 1) await get(url(`/activate?t=${token}`));
    await fetch(url(`/activate?t=${token}`), { method: 'HEAD' });
    expect((await get(url(`/activate?t=${token}`))).status).toBe(200);
    expect(await people.mails(EMAIL)).toHaveLength(1);
  });

  test('the form sent twice at once makes one account and shows the same page twice', async () => {
    const token = await registered();
    const form = { t: token, password: PASSWORD, again: PASSWORD };
    const both = await Promise.all([post(url('/activate'), form), post(url('/activate'), form)]);
    for (const { status, body } of both) {
      expect(status).toBe(200);
      expect(body).toContain(t('pages:number.title'));
    }
    expect((await people.mails(EMAIL)).filter((row) => row.name === 'activated')).toHaveLength(1);
  });

  test('two different passwords, none, or a weak one: the form again, with the mistake tied to its field', async () => {
    const token = await registered();
    const cases = [
      [{ password: PASSWORD, again: 'something else' }, 'again'],
      [{ password: '', again: '' }, 'password'],
      [{ password: 'password1234', again: 'password1234' }, 'password'],
    ] as const;
    for (const [typed, field] of cases) {
      const { status, body } = await post(url('/activate'), { t: token, ...typed });
      expect(status).toBe(422);
      expect(body).toMatch(
        new RegExp(`id="${field}"[^>]*aria-describedby="${field}-error[^"]*"[^>]*aria-invalid="true"`),
      );
      expect(body).toContain(`<a href="#${field}">`);
      expect(body).not.toMatch(/type="password"[^>]* value=/);
    }
  });

  test('an expired, used or unknown link says what to do next (410)', async () => {
    const token = await registered();
    people.pass(25 * 3600_000);
    for (const link of [token, 'unknown', '']) {
      const { status, body } = await get(url(`/activate?t=${link}`));
      expect(status).toBe(410);
      expect(body).toContain(t('pages:expired.title'));
      expect(body).toContain('href="/chat?lang=en-US"');
    }
    expect((await post(url('/activate'), { t: token, password: PASSWORD, again: PASSWORD })).status).toBe(410);
  });

  test('a number page in another language shows the same numbers', async () => {
    const token = await registered();
    const numbers = await post(url('/activate'), { t: token, password: PASSWORD, again: PASSWORD });
    const [pairing = '', choices = ''] = [valueOf(numbers.body, 'pairing'), valueOf(numbers.body, 'choices')];
    const dutch = await post(url('/activate/number'), { pairing, choices, lang: 'nl-NL' });
    expect(dutch.body).toContain(t('pages:number.lead', 'nl-NL'));
    for (const number of choices.split(',')) expect(dutch.body).toContain(`value="${number}"`);
  });

  test('"not me" deletes the registration; GET only asks', async () => {
    const token = await registered();
    expect((await get(url(`/notme?t=${token}`))).body).toContain(t('pages:notMe.submit'));
    expect((await get(url(`/activate?t=${token}`))).status).toBe(200);
    expect((await post(url('/notme'), { t: token })).body).toContain(t('pages:notMe.doneTitle'));
    expect((await get(url(`/activate?t=${token}`))).status).toBe(410);
  });
});

describe('the contact of an order', () => {
  const CONTACT = 'boss@qinghe.example';
  const OTHER = 'lihua@elsewhere.example';
  async function asked(activate = true): Promise<string> {
    await people.order('ORD-2001', { contact: CONTACT });
    if (activate) await people.account('ORD-2001', OTHER);
    else await people.register('chat', 'ORD-2001', OTHER);
    return people.token('agreementAsked', CONTACT);
  }
  const holder = async () => (await findOrder(people.deps, 'ORD-2001'))?.body.holder;

  test('GET shows about whom and what, changes nothing, and the button agrees; pressed again it says the same', async () => {
    const token = await asked();
    for (let i = 0; i < 2; i += 1) {
      const shown = await get(url(`/agree?t=${token}`));
      expect(shown.status).toBe(200);
      expect(shown.headers.get('content-security-policy')).toBe(CSP);
      for (const part of [OTHER, 'ORD-2001', t('pages:agree.submit')]) expect(shown.body).toContain(part);
    }
    await fetch(url(`/agree?t=${token}`), { method: 'HEAD' });
    expect(await holder()).toBeUndefined();
    for (let i = 0; i < 2; i += 1) {
      expect((await post(url('/agree'), { t: token })).body).toContain(t('pages:agree.doneTitle'));
    }
    expect(await holder()).toBeDefined();
    expect((await get(url(`/agree?t=${token}`))).body).toContain(t('pages:agree.doneTitle'));
  });

  test('"this is not us" closes it, pressed twice too; agreeing afterwards leads to customer service', async () => {
    const token = await asked();
    await post(url('/agree'), { t: token });
    const shown = await get(url(`/notme?t=${token}`));
    for (const part of [OTHER, t('pages:notUs.submit'), t('pages:notUs.applied')]) expect(shown.body).toContain(part);
    expect(await holder()).toBeDefined();
    for (let i = 0; i < 2; i += 1) {
      expect((await post(url('/notme'), { t: token })).body).toContain(t('pages:notUs.doneTitle'));
    }
    expect(await holder()).toBeUndefined();
    expect((await post(url('/agree'), { t: token })).body).toContain(t('pages:agree.refusedTitle'));
  });

  test('before the activation both work as well, and the pages lead to each other', async () => {
    const token = await asked(false);
    expect((await get(url(`/agree?t=${token}`))).body).toContain(`href="/notme?t=${token}`);
    expect((await get(url(`/notme?t=${token}`))).body).toContain(`href="/agree?t=${token}`);
    expect((await post(url('/agree'), { t: token })).body).toContain(t('pages:agree.doneTitle'));
    expect((await post(url('/notme'), { t: token })).body).toContain(t('pages:notUs.doneTitle'));
  });

  test('too late, unknown, and the activation mail’s own token: said, and nothing is done (410)', async () => {
    const token = await asked();
    await post(url('/agree'), { t: token });
    people.pass(14 * 86_400_000);
    for (const answer of [await get(url(`/notme?t=${token}`)), await post(url('/notme'), { t: token })]) {
      expect(answer.status).toBe(410);
      expect(answer.body).toContain(t('pages:expired.notUs'));
    }
    expect(await holder()).toBeDefined();
    await people.order('ORD-2002', { contact: CONTACT });
    await people.register('chat 2', 'ORD-2002', 'third@firm.example');
    const activation = await people.token('activation', 'third@firm.example');
    for (const link of [activation, 'unknown']) {
      expect((await get(url(`/agree?t=${link}`))).status).toBe(410);
      expect((await post(url('/agree'), { t: link })).status).toBe(410);
    }
  });

  test('the page of the activation says what is waited for, and so does the number page in another language', async () => {
    await people.order('ORD-2001', { contact: CONTACT });
    await people.register('chat', 'ORD-2001', OTHER);
    const form = { t: await people.token('activation', OTHER), password: PASSWORD, again: PASSWORD };
    const waits = (locale?: (typeof LOCALES)[number]) =>
      translate(locale ?? 'en-US', say('pages:activate.waits', { phone: people.deps.business.phone }));
    const { body } = await post(url('/activate'), form);
    expect(body).toContain(waits());
    const again = { pairing: valueOf(body, 'pairing') ?? '', choices: valueOf(body, 'choices') ?? '' };
    const dutch = { ...again, waits: valueOf(body, 'waits') ?? '', lang: 'nl-NL' };
    expect((await post(url('/activate/number'), dutch)).body).toContain(waits('nl-NL'));
    expect((await post(url('/activate/number'), { ...dutch, choice: 'none' })).body).toContain(waits('nl-NL'));
  });
});

describe('signing in', () => {
  test('the right address and password show six digits; they are never in the page before', async () => {
    await activated();
    const token = await signInToken();
    expect((await get(url(`/signin?r=${token}`))).body).toContain(t('pages:signIn.lead'));
    const { body } = await post(url('/signin'), { r: token, email: EMAIL, password: PASSWORD });
    const code = /class="code"[^>]*>(\d{6})</.exec(body)?.[1] ?? '';
    expect(code).toHaveLength(6);
    const redeemed = await people.does('chat', { type: 'redeemCode', code });
    expect(redeemed).toMatchObject({ ok: true, type: 'signedIn' });
  });

  test('a wrong password and an unknown address get the same page; the address stays, the password does not', async () => {
    await activated();
    const token = await signInToken();
    const wrong = await post(url('/signin'), { r: token, email: EMAIL, password: 'not my password' });
    const unknown = await post(url('/signin'), {
      r: token,
      email: 'nobody@qinghe.example',
      password: 'not my password',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.body.replaceAll(EMAIL, '')).toBe(unknown.body.replaceAll('nobody@qinghe.example', ''));
    expect(valueOf(wrong.body, 'email')).toBe(EMAIL);
    expect(wrong.body).not.toContain('not my password');
  });

  test('a dead sign-in link says that the chat gives a new one', async () => {
    const { status, body } = await get(url('/signin?r=old'));
    expect(status).toBe(410);
    expect(body).toContain('ten minutes');
  });
});

describe('forgotten password', () => {
  test('known and unknown addresses get the same page (ASVS 5.0 6.3.8)', async () => {
    await activated();
    const known = await post(url('/forgot'), { email: EMAIL });
    const unknown = await post(url('/forgot'), { email: 'nobody@qinghe.example' });
    expect(known.status).toBe(200);
    expect(known.body).toBe(unknown.body);
    expect(await people.mails('nobody@qinghe.example')).toHaveLength(0);
  });

  test('the offered password is strong, is new on each showing, and works', async () => {
    await activated();
    await post(url('/forgot'), { email: EMAIL });
    const token = await people.token('resetPassword', EMAIL);
    const first = await get(url(`/reset?t=${token}`));
    const second = await get(url(`/reset?t=${token}`));
    const offered = valueOf(second.body, 'offered') ?? '';
    expect(offered).not.toBe(valueOf(first.body, 'offered'));
    const done = await post(url('/reset'), { t: token, way: 'offered', offered });
    expect(done.body).toContain(t('pages:reset.doneTitle'));
    expect(await people.signInPage('chat', EMAIL, offered)).toMatchObject({ ok: true });
    expect((await get(url(`/reset?t=${token}`))).status).toBe(410);
  });

  test('one’s own password works too; a link after an hour leads to a new one', async () => {
    await activated();
    await post(url('/forgot'), { email: EMAIL });
    const token = await people.token('resetPassword', EMAIL);
    const form = { t: token, way: 'own', password: NEW_PASSWORD, again: NEW_PASSWORD };
    const both = await Promise.all([post(url('/reset'), form), post(url('/reset'), form)]);
    for (const { body } of both) expect(body).toContain(t('pages:reset.doneTitle'));
    expect((await people.mails(EMAIL)).filter((row) => row.name === 'passwordChanged')).toHaveLength(1);
    expect(await people.signInPage('chat', EMAIL, NEW_PASSWORD)).toMatchObject({ ok: true });

    await post(url('/forgot'), { email: EMAIL });
    const late = await people.token('resetPassword', EMAIL);
    people.pass(61 * 60_000);
    const { status, body } = await get(url(`/reset?t=${late}`));
    expect(status).toBe(410);
    expect(body).toContain('href="/forgot?lang=en-US"');
  });
});

describe('change of address', () => {
  const NEXT = 'wang@qinghe.example';
  const asked = () => post(url('/account/email'), { email: EMAIL, password: PASSWORD, newEmail: NEXT });

  test('needs the password, is confirmed at the new address, and only then signs in', async () => {
    await activated();
    const refused = await post(url('/account/email'), { email: EMAIL, password: 'wrong', newEmail: NEXT });
    expect(refused.status).toBe(422);
    expect((await asked()).body).toContain(t('pages:email.doneTitle'));
    expect(await people.signInPage('chat', EMAIL)).toMatchObject({ ok: true });
    const token = await people.token('confirmEmail', NEXT);
    expect(valueOf((await get(url(`/account/email/confirm?t=${token}`))).body, 'account')).toBe(NEXT);
    expect((await post(url('/account/email/confirm'), { t: token })).body).toContain(t('pages:confirm.doneTitle'));
    expect(await people.signInPage('chat', NEXT)).toMatchObject({ ok: true });
  });

  test('the earlier address undoes it, also afterwards, and gets a way to a new password', async () => {
    await activated();
    await asked();
    await post(url('/account/email/confirm'), { t: await people.token('confirmEmail', NEXT) });
    const token = await people.token('emailChanging', EMAIL);
    expect((await get(url(`/account/email/undo?t=${token}`))).status).toBe(200);
    const { body } = await post(url('/account/email/undo'), { t: token });
    expect(body).toContain(t('pages:undo.doneTitle'));
    const reset = /href="\/reset\?t=([^&"]+)/.exec(body)?.[1] ?? '';
    const form = { t: reset, way: 'own', password: NEW_PASSWORD, again: NEW_PASSWORD };
    expect((await post(url('/reset'), form)).status).toBe(200);
    expect(await people.signInPage('chat', EMAIL, NEW_PASSWORD)).toMatchObject({ ok: true });
  });
});

describe('safety', () => {
  const PATHS = ['/activate', '/activate/number', '/notme', '/signin', '/forgot', '/reset', '/account/email'];
  const ALL = [...PATHS, '/account/email/confirm', '/account/email/undo'];

  test.each(ALL)('ASVS 5.0 3.5.1: a form for %s from another site is refused, and nothing happens', async (path) => {
    const token = await registered();
    const form = { t: token, password: PASSWORD, again: PASSWORD, email: EMAIL };
    const origin = people.deps.publicUrl;
    for (const headers of [
      { 'Sec-Fetch-Site': 'cross-site', Origin: origin },
      { 'Sec-Fetch-Site': 'same-site' },
      { 'Sec-Fetch-Site': 'none' },
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
      {},
    ] as Record<string, string>[]) {
      const { status, body } = await post(url(path), form, headers);
      expect(status).toBe(403);
      expect(body).toContain(t('pages:refused.title'));
    }
    expect((await get(url(`/activate?t=${token}`))).status).toBe(200);
  });

  test('a browser without Sec-Fetch-Site gets through with our own Origin', async () => {
    const { status } = await post(url('/forgot'), { email: EMAIL }, { Origin: people.deps.publicUrl });
    expect(status).toBe(200);
  });

  test('every page has the strict policy, no cache, no framing, and no script but our own', async () => {
    const token = await registered();
    const signin = await signInToken();
    for (const path of [
      `/activate?t=${token}`,
      `/notme?t=${token}`,
      `/signin?r=${signin}`,
      '/forgot',
      '/account/email',
      '/reset?t=x',
    ]) {
      const { headers, body } = await get(url(path));
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      );
      expect(headers.get('content-security-policy')).toBe(CSP);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('strict-transport-security')).toContain('max-age=31536000');
      expect(body.replace(/<script defer src="\/assets\/pages\.js\?v=[\w-]{10}"><\/script>/, '')).not.toMatch(
        /<script|<style|style="|\son\w+=|https?:\/\//i,
      );
    }
  });

  test('on plain http there is no HSTS, so that a local start stays reachable', async () => {
    const local = await startPages({ ...people.deps, publicUrl: 'http://localhost:3978' });
    expect((await get(`${local.base}/forgot`)).headers.has('strict-transport-security')).toBe(false);
    await local.close();
  });

  test('HTML in what is typed or in a link is shown as text', async () => {
    const evil = '"><img src=x onerror=alert(1)>';
    const token = await signInToken();
    const pages = [
      await post(url('/signin'), { r: token, email: evil, password: 'x' }),
      await post(url('/forgot'), { email: evil }),
      await post(url('/account/email'), { email: evil, password: '', newEmail: evil }),
      await post(url('/activate/number'), { pairing: evil, choices: '11,22,33', lang: 'en-US' }),
      await get(url(`/activate?t=${encodeURIComponent(evil)}&lang=${encodeURIComponent(evil)}`)),
    ];
    for (const { body } of pages) expect(body).not.toContain('<img');
    expect(pages[1]?.body).toContain('&lt;img');
  });

  test('no secret but the link’s own token is in the pages that GET shows', async () => {
    const token = await registered();
    const { body } = await get(url(`/activate?t=${token}`));
    const pending = await people.deps.store.get(keys.pending('ORD-1001', 'ORD-1001'));
    const {
      tokenHash,
      nonce,
      pair = '?',
      order,
    } = bodyOf('pending', pending ?? { pk: '', id: '', kind: '', v: 1, body: {} });
    for (const secret of [tokenHash, nonce, `>${pair}<`, `"${pair}"`, order]) expect(body).not.toContain(secret);
  });

  test('a form of more than 64 KB is refused in words (413), and another type is no form', async () => {
    const large = await post(url('/forgot'), { email: 'x'.repeat(70_000) });
    expect(large.status).toBe(413);
    expect(large.body).toContain(t('pages:tooLarge.title'));
    const json = { 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/json' };
    const other = await fetch(url('/forgot'), { method: 'POST', body: '{"email":"a@b.example"}', headers: json });
    expect(other.status).toBe(422);
  });

  test('when the store is down the page says so (503), and the log gets a code only', async () => {
    const token = await signInToken();
    const broken = await startPages({
      ...people.deps,
      store: { ...people.deps.store, get: async () => Promise.reject(new TypeError(`secret ${EMAIL}`)) },
    });
    const { status, body } = await get(`${broken.base}/signin?r=${token}`);
    expect(status).toBe(503);
    expect(body).toContain(t('pages:broken.title'));
    expect(body).not.toContain('secret');
    expect(broken.errors).toEqual(['TypeError']);
    await broken.close();
  });
});

describe('languages', () => {
  test.each(LOCALES)(
    '%s: every page is worded, named in its html element, and links to the other five',
    async (locale) => {
      const token = await registered();
      for (const path of [
        `/activate?t=${token}`,
        `/notme?t=${token}`,
        '/forgot?',
        '/account/email?',
        '/reset?t=x',
        '/signin?r=x',
      ]) {
        const { body } = await get(url(`${path}&lang=${locale}`));
        expect(body).toContain(`<html lang="${locale}" dir="ltr">`);
        expect(body).toContain(t('pages:brand', locale));
        for (const other of LOCALES) expect(body).toContain(NAMES[other]);
        for (const other of LOCALES.filter((one) => one !== locale)) expect(body).toContain(`lang=${other}`);
        // A key that has no words would show itself.
        expect(body).not.toMatch(/pages:|errors:|\{\{/);
      }
    },
  );

  test('asked for, else the record’s own, else the browser’s', async () => {
    const chinese = { 'Accept-Language': 'zh-HK,zh;q=0.9,en;q=0.8' };
    const token = await registered();
    expect((await get(url('/forgot'), chinese)).body).toContain('<html lang="zh-TW"');
    expect((await get(url(`/activate?t=${token}`), chinese)).body).toContain('<html lang="en-US"');
    expect((await get(url(`/activate?t=${token}&lang=fr-FR`), chinese)).body).toContain('<html lang="fr-FR"');
  });
});

test('the stylesheet is ours, is kept for ever under its version, and is asked for anew without it', async () => {
  const { body } = await get(url('/forgot'));
  const path = /<link rel="stylesheet" href="([^"]+)"/.exec(body)?.[1] ?? '';
  const css = await get(url(path));
  expect(css.headers.get('content-type')).toBe('text/css; charset=utf-8');
  expect(css.headers.get('cache-control')).toContain('immutable');
  expect(css.body).not.toMatch(/@import|url\(/);
  expect((await get(url('/assets/pages.css'))).headers.get('cache-control')).toBe('no-cache');
});

test('where not even the page of the trouble can be made, its words and the phone number stand, in the language', async () => {
  const { business } = people.deps;
  const { phone, phoneHours } = business;
  // A mistake of ours: every page's help line throws.
  Object.defineProperty(business, 'phoneHours', {
    configurable: true,
    get() {
      throw new RangeError('no hours');
    },
  });
  try {
    for (const locale of LOCALES) {
      const shown = await get(url(`/forgot?lang=${locale}`));
      expect(shown.status).toBe(503);
      expect(shown.headers.get('content-type')).toMatch(/^text\/plain/);
      expect(shown.body).toContain(t('pages:broken.title', locale));
      expect(shown.body).toContain(phone);
    }
    expect(server.errors).toContain('RangeError');
  } finally {
    Object.defineProperty(business, 'phoneHours', { configurable: true, writable: true, value: phoneHours });
  }
});

test('a link works as mail programs leave it: with &amp;, a full stop, a bracket or a blank behind it', async () => {
  const activation = await registered();
  const signIn = await signInToken();
  await people.order('ORD-1003');
  for (const behind of ['', '.', '%20', ')', '%3E', '。', '.%0A', '%22.']) {
    for (const path of [
      `/activate?lang=nl-NL&amp;t=${activation}`,
      `/signin?lang=nl-NL&amp;r=${signIn}`,
      `/notme?lang=nl-NL&t=${activation}`,
    ]) {
      const shown = await get(url(`${path}${behind}`));
      expect([path, behind, shown.status]).toEqual([path, behind, 200]);
      expect(shown.body).toContain('lang="nl-NL"');
    }
  }
});

describe('limits', () => {
  test('60 activations of one link at once: a few are hashed, the others hear at once when to come back; a sign-in goes through', async () => {
    const token = await registered();
    await people.order('ORD-1002');
    await people.account('ORD-1002', 'other@firm.example');
    const before = people.counts.hashes;
    const request = await signInToken('honest');
    const flood = Array.from({ length: 60 }, () =>
      post(url('/activate'), { t: token, password: PASSWORD, again: PASSWORD }),
    );
    const honest = await post(url('/signin'), { r: request, email: 'other@firm.example', password: PASSWORD });
    expect(honest.body).toContain(t('pages:signIn.codeTitle'));
    const answers = await Promise.all(flood);
    // What the limit of the link let in, the queue let in; each may be hashed once and looked at once more.
    expect(people.counts.hashes - before).toBeLessThan(2 * 20 + 2);
    expect(new Set(answers.map(({ status }) => status)).size).toBeGreaterThan(1);
    for (const { status, headers, body } of answers.filter((one) => one.status === 503)) {
      expect(status).toBe(503);
      expect(headers.get('Retry-After')).toBe('5');
      expect(body).toContain(t('pages:busy.title'));
      expect(body).toContain(`/activate?t=${token}`);
    }
  });

  test('a good sign-in leaves a device behind: its owner signs in while strangers try the address (ASVS 5.0 6.1.1)', async () => {
    await activated();
    const first = await post(url('/signin'), { r: await signInToken(), email: EMAIL, password: PASSWORD });
    const cookie = first.headers.get('Set-Cookie') ?? '';
    expect(cookie).toMatch(/^__Host-device=[\w.~-]+; Path=\/; Max-Age=15552000; HttpOnly; SameSite=Strict; Secure$/);
    expect(decodeURIComponent(cookie)).not.toContain(EMAIL);
    const r = await signInToken();
    for (let n = 0; n < 10; n += 1) await post(url('/signin'), { r, email: EMAIL, password: 'not-the-password' });
    const limited = await post(url('/signin'), { r, email: EMAIL, password: PASSWORD });
    expect(limited.body).not.toContain(t('pages:signIn.codeTitle'));
    const own = await post(
      url('/signin'),
      { r, email: EMAIL, password: PASSWORD },
      { 'Sec-Fetch-Site': 'same-origin', Cookie: `a=b; ${cookie.split(';')[0]}` },
    );
    expect(own.body).toContain(t('pages:signIn.codeTitle'));
  });

  test('a flood of pages from one network address gets 429 and a page that says what to do', async () => {
    const { max } = LIMITS.pagesByNetwork.windows[0];
    let last = await get(url('/forgot?lang=nl-NL'));
    for (let n = 0; n < max; n += 1) last = await get(url('/forgot?lang=nl-NL'));
    expect(last.status).toBe(429);
    expect(Number(last.headers.get('Retry-After'))).toBe(60);
    expect(last.body).toContain(t('pages:busy.title', 'nl-NL'));
  });
});
