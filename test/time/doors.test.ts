// Every way in beside the chat's messages: page forms, tokens of the admin centre, papers as PDF, Markdown in a browser.
import type { Browser, Page } from 'playwright-core';
import { createHostTokens } from '../../bot/host/token';
import { pageRoutes } from '../../bot/pages';
import type { Route } from '../../bot/pages';
import { layOut } from '../../bot/pdf/layout';
import { receiptPaper } from '../../bot/pdf/receipt';
import { statementPaper } from '../../bot/pdf/statement';
import { BUSINESS_DEFAULTS } from '../../domain/business';
import { everyBill, NOW, oneApplication } from '../support/bill-items';
import { openBrowser } from '../support/browser';
import { AUDIENCE, ISSUER, mint, SECRET } from '../support/host-tokens';
import { createPeople, type People } from '../support/people';
import { bundle } from '../support/web';
import { hostile } from './hostile';
import { type Entry, steepest, tooSteep } from './steepness';

const TEXTS = hostile(20);
const LONG = 300_000;

async function expectLinear(entry: Entry, texts = TEXTS): Promise<void> {
  const steep: string[] = [];
  for (const text of texts) {
    const found = await tooSteep(entry, text);
    if (found) steep.push(found);
  }
  expect(steep).toEqual([]);
}

describe('account pages', () => {
  let people: People;
  let routes: Route[];
  /** Links that work, so that what is behind them is played too. */
  const links: Record<string, Record<string, string>> = {};
  let calls = 0;

  beforeAll(async () => {
    people = await createPeople();
    routes = pageRoutes(people.deps);
    await people.order('ORD-1001');
    await people.order('ORD-1002');
    await people.register('chat', 'ORD-1002', 'wang@qinghe.example');
    const { conversation } = await people.account('ORD-1001', 'lihua@qinghe.example');
    const begun = await people.does(conversation, { type: 'beginSignIn', locale: 'en-US' });
    await people.does(conversation, { type: 'forgotPassword', email: 'lihua@qinghe.example', locale: 'en-US' });
    links['/activate'] = { t: await people.token('activation', 'wang@qinghe.example') };
    links['/signin'] = { r: begun.ok && begun.type === 'signInBegun' ? new URL(begun.url).searchParams.get('r')! : '' };
    links['/reset'] = { t: await people.token('resetPassword', 'lihua@qinghe.example') };
  });
  afterAll(() => people?.temp.remove());

  /** Every field has the text, but those that are given. */
  const all = (text: string, given: Record<string, string> = {}) =>
    new Proxy(given, { get: (known, name) => known[String(name)] ?? text });

  const play = (route: Route, text: string, given: Record<string, string> | undefined) => {
    calls += 1;
    // Tries of a link are counted: an hour later there are more.
    if (calls % 10 === 0) people.pass(3_600_000);
    const request = {
      query: all(text, given),
      form: all(text, given),
      locale: 'nl-NL' as const,
      ip: `2001:db8::${calls.toString(16)}`,
      headers: { secFetchSite: 'same-origin' },
      device: text,
    };
    return route.handle(request);
  };

  test(
    'forms and links: hostile texts in every field take time in proportion to their length',
    async () => {
      expect(routes.filter(({ method }) => method === 'POST').length).toBeGreaterThan(8);
      for (const route of routes) {
        const name = `${route.method} ${route.path}`;
        await expectLinear({ name, play: (text) => play(route, text, undefined) });
        const given = links[route.path];
        if (given) await expectLinear({ name: `${name} with a link`, play: (text) => play(route, text, given) });
      }
    },
    LONG,
  );
});

describe('tokens of the admin centre', () => {
  const settings = { issuer: ISSUER, audience: AUDIENCE, secret: SECRET };
  const log = { warn: () => undefined };
  const tokens = createHostTokens({ settings, now: () => NOW, log });
  const signed = (claims: object) =>
    mint({ claims: { ...claims }, algorithm: 'HS256', kid: '', key: SECRET }, Date.parse(NOW));

  test.each<Entry>([
    { name: 'a text that is none', play: (text) => tokens.check(text) },
    { name: 'three texts', play: (text) => tokens.check(`${text}.${text}.${text}`) },
    ...['email', 'tenant', 'sub', 'jti', 'locale', 'name'].map((claim) => ({
      name: `a signed ${claim}`,
      play: (text: string) => tokens.check(signed({ [claim]: text })),
    })),
    { name: 'signed orders', play: (text) => tokens.check(signed({ orders: text.split(' ').slice(0, 1000) })) },
    { name: 'one signed order', play: (text) => tokens.check(signed({ orders: [text] })) },
  ])('$name: hostile texts take time in proportion to their length', (entry) => expectLinear(entry), LONG);
});

describe('papers as PDF', () => {
  const press = { business: BUSINESS_DEFAULTS, publicUrl: 'https://fapiao.example.cn', now: () => NOW };
  const [bill] = everyBill();
  const application = oneApplication();
  const { buyer, delivery } = application;
  /** A page full of text is a second's work, whatever it says. */
  const SOME = TEXTS.filter((_, at) => at % 12 === 0);

  test.each<Entry>([
    {
      name: 'a statement',
      play: (text) =>
        layOut(statementPaper(press, { ...bill!, number: text, payer: text, method: text }, 'zh-CN'), new Date(NOW)),
    },
    {
      name: 'a receipt',
      play: (text) => {
        const said = Object.fromEntries(Object.keys(buyer).map((field) => [field, text]));
        const to = Object.fromEntries(Object.keys(delivery).map((field) => [field, text]));
        const hostileOne = {
          ...application,
          buyer: { ...buyer, ...said, kind: buyer.kind },
          delivery: { ...delivery, ...to, method: delivery.method },
        } as typeof application;
        return layOut(receiptPaper(press, hostileOne, 'fr-FR'), new Date(NOW));
      },
    },
  ])('$name: hostile texts take time in proportion to their length', (entry) => expectLinear(entry, SOME), LONG);
});

describe('Markdown in a browser', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await openBrowser();
    page = await browser.newPage();
    await page.addScriptTag({ content: await bundle('web/widget/markdown.ts') });
  });
  afterAll(() => browser?.close());

  /** There the processor's time is not told: the page's own clock, the least of several. */
  const cost = (text: string, times: number) =>
    page.evaluate(
      ([source, again]) => {
        const { lib } = window as unknown as { lib: { markdown(text: string): DocumentFragment } };
        const costs = Array.from({ length: again }, () => {
          const before = performance.now();
          lib.markdown(source);
          return performance.now() - before;
        });
        return Math.min(...costs);
      },
      [text, times] as const,
    );

  test(
    'hostile texts take time in proportion to their length',
    async () => {
      const marks = ['**a', '[a](', '[', '\\[', '`', '1. ', '- ', '<', 'http://', '[a](http://', '(((', '> ', '\\'];
      const steep: string[] = [];
      for (const text of [...marks, ...TEXTS]) {
        const found = (await steepest(text, cost, 2)) && (await steepest(text, cost, 8));
        if (found) steep.push(found);
      }
      expect(steep).toEqual([]);
    },
    LONG,
  );
});
