// The chat page in a real browser on a real server: nothing typed is lost, nothing comes twice.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser } from '../support/browser';
import { startDirectLine, type TestServer } from '../support/directline-server';
import { openRelay, type Relay } from '../support/relay';
import { tempStore, type TempStore } from '../support/temp-store';
import { builtWeb, type Folder } from '../support/built';

let browser: Browser;
let web: Folder;
let temp: TempStore;
let server: TestServer;
let relay: Relay;
let context: BrowserContext;
let page: Page;
let trouble: string[];
let clock = 0;

const card = (form: string) => ({
  type: 'message',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: {
        body: [{ type: 'Input.Text', id: 'email', label: 'E-mail' }],
        actions: [{ type: 'Action.Submit', title: 'Next', data: { fapiao: { form, action: 'answer' } } }],
      },
    },
  ],
});
const fixtures: Record<string, object> = {
  card: card('f1'),
  long: { type: 'message', text: Array.from({ length: 80 }, (_, n) => `line ${n + 1}`).join('\n\n') },
  choices: {
    type: 'message',
    text: 'choose',
    suggestedActions: { actions: [{ type: 'imBack', title: 'Help me', value: 'help' }] },
  },
};

const start = async () =>
  startDirectLine({
    store: await temp.open(),
    webFolder: web.folder,
    fixtures,
    relay,
    now: () => new Date(Date.now() + clock).toISOString(),
  });

beforeAll(async () => {
  web = await builtWeb();
  relay = await openRelay();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await relay?.close();
  web?.remove();
});
beforeEach(async () => {
  clock = 0;
  trouble = [];
  temp = tempStore();
  server = await start();
  context = await browser.newContext({ locale: 'en-US' });
  page = await open();
});
afterEach(async () => {
  await context.close();
  await server.close();
  await temp.remove();
});

async function open(path = '/chat'): Promise<Page> {
  const next = await context.newPage();
  next.on('pageerror', (error) => trouble.push(error.message));
  next.on('console', (entry) => {
    if (entry.text().includes('Content Security Policy')) trouble.push(entry.text());
  });
  await next.goto(`${server.base}${path}`);
  await next.getByText('welcome', { exact: true }).waitFor();
  return next;
}

const box = (on = page) => on.getByRole('textbox', { name: /message|bericht/i });
async function say(text: string, on = page): Promise<void> {
  await box(on).fill(text);
  await box(on).press('Enter');
}
/** Texts of the list, in order, own ones marked. */
const list = (on = page) =>
  on
    .locator('.message')
    .evaluateAll((items) =>
      items.map(
        (item) =>
          `${item.classList.contains('user') ? '> ' : ''}${item.querySelector('.bubble')?.textContent ?? 'card'}`,
      ),
    );
const answered = (text: string, on = page) => on.getByText(`echo: ${text}`, { exact: true }).waitFor();

test('what is said is answered, and a reload shows the same conversation', async () => {
  await say('one');
  await answered('one');
  await say('two <b>x</b>');
  await answered('two <b>x</b>');
  const before = await list();
  expect(before).toEqual(['welcome', '> one', 'echo: one', '> two <b>x</b>', 'echo: two <b>x</b>']);
  await page.reload();
  await answered('two <b>x</b>');
  expect(await list()).toEqual(before);
  expect(trouble).toEqual([]);
});

test('Enter while an input method composes picks the word and sends nothing; Shift+Enter is a new line', async () => {
  await box().fill('zhongwen');
  await box().dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true });
  await box().press('Shift+Enter');
  expect(await box().inputValue()).toBe('zhongwen\n');
  await box().press('Enter');
  await answered('zhongwen');
  expect((await list()).filter((text) => text.startsWith('>'))).toEqual(['> zhongwen']);
});

test('the server is away and comes back: what was typed meanwhile is sent once, in order, also after a reload', async () => {
  await say('before');
  await answered('before');
  await server.close();
  await say('during 1');
  await say('during 2');
  await page.getByText('No connection').waitFor();
  server = await start();
  await answered('during 2');
  const said = ['welcome', '> before', 'echo: before', '> during 1', 'echo: during 1', '> during 2', 'echo: during 2'];
  expect(await list()).toEqual(said);
  await page.reload();
  await answered('during 2');
  expect(await list()).toEqual(said);
});

test('what was typed offline survives a reload before the network is back', async () => {
  await context.route('**/activities', (route) => route.abort());
  await say('kept');
  await page.reload();
  await page.getByText('welcome', { exact: true }).waitFor();
  expect(await list()).toContain('> kept');
  await context.unroute('**/activities');
  await answered('kept');
  expect((await list()).filter((text) => text === '> kept')).toHaveLength(1);
});

test('an answer whose request was cut is neither lost nor doubled', async () => {
  let cut = true;
  await context.route('**/activities', async (route) => {
    if (!cut) return route.continue();
    cut = false;
    await route.fetch();
    return route.abort();
  });
  await say('cut');
  await answered('cut');
  await say('next');
  await answered('next');
  expect(await list()).toEqual(['welcome', '> cut', 'echo: cut', '> next', 'echo: next']);
});

test('two tabs show the same conversation', async () => {
  const second = await open();
  await say('from the first');
  await answered('from the first', second);
  await say('from the second', second);
  await answered('from the second');
  expect(await list()).toEqual(await list(second));
});

test('an expired token is renewed and the message arrives', async () => {
  clock = 2 * 3_600_000;
  await say('late');
  await answered('late');
});

test('after a month a new conversation begins, says so, and takes what was typed', async () => {
  clock = 40 * 24 * 3_600_000;
  await page.reload();
  await page.getByText('A new one begins here').waitFor();
  await say('fresh');
  await answered('fresh');
});

test('more than 10,000 characters are not sent: the limit is named, the text stays', async () => {
  await box().fill('x'.repeat(10_001));
  await page.getByRole('alert').getByText('10,000').waitFor();
  await box().press('Enter');
  expect((await box().inputValue()).length).toBe(10_001);
});

test('an answered card takes no second answer, now and after a reload', async () => {
  await say('card');
  await page.getByLabel('E-mail').fill('li@hua.cn');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('"email":"li@hua.cn"').waitFor();
  expect(await page.getByLabel('E-mail').isDisabled()).toBe(true);
  await page.reload();
  await page.getByText('"email":"li@hua.cn"').waitFor();
  expect(await page.getByLabel('E-mail').isDisabled()).toBe(true);
  expect(await page.getByLabel('E-mail').inputValue()).toBe('li@hua.cn');
});

test('what is typed into a card survives a reload, shows in the other tab, moves down with its form and goes with the press', async () => {
  await say('card');
  await page.getByLabel('E-mail').fill('li@qinghe.example');
  await page.reload();
  await page.waitForFunction(() => document.querySelector('input')?.value === 'li@qinghe.example');
  const other = await open();
  await other.waitForFunction(() => document.querySelector('input')?.value === 'li@qinghe.example');
  // The other tab writes: this one follows, as nobody writes here.
  await box().focus();
  await other.getByLabel('E-mail').fill('wang@qinghe.example');
  await page.waitForFunction(() => document.querySelector('input')?.value === 'wang@qinghe.example');
  await say('card');
  const newest = page.locator('.card:not([data-done]) input');
  await page.waitForFunction(() => document.querySelectorAll('.card').length === 2);
  expect(await newest.inputValue()).toBe('wang@qinghe.example');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.locator('.card-status svg').waitFor();
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('.card.')))).toEqual([]);
  expect(trouble).toEqual([]);
});

test('an answer higher than the window is opened where it begins: when it comes, after a reload, and in another size', async () => {
  const top = () =>
    page
      .locator('.message.bot')
      .last()
      .evaluate((item) => {
        const log = item.closest('.log');
        return Math.round(item.getBoundingClientRect().top - (log?.getBoundingClientRect().top ?? 0));
      });
  const atStart = () =>
    page.waitForFunction(() => {
      const item = [...document.querySelectorAll('.message.bot')].at(-1);
      const log = item?.closest('.log');
      const from = (item?.getBoundingClientRect().top ?? 0) - (log?.getBoundingClientRect().top ?? 0);
      return from >= 0 && from < 40;
    });
  await say('long');
  await page.getByText('line 80').waitFor();
  await atStart();
  await page.reload();
  await page.getByText('line 80').waitFor();
  await atStart();
  await page.setViewportSize({ width: 400, height: 500 });
  await atStart();
  // Whoever scrolls is let go.
  await page.locator('.log').evaluate((log) => (log.scrollTop = log.scrollHeight));
  expect(await top()).toBeLessThan(0);
});

test('the same form asked again closes the earlier card', async () => {
  await say('card');
  await page.getByLabel('E-mail').waitFor();
  await say('card');
  await page.getByText('This continues further down').waitFor();
  const fields = page.getByLabel('E-mail');
  expect([await fields.nth(0).isDisabled(), await fields.nth(1).isDisabled()]).toEqual([true, false]);
});

test('a suggested reply is said, and the suggestions go', async () => {
  await say('choices');
  await page.getByRole('button', { name: 'Help me' }).click();
  await answered('help');
  expect(await page.getByRole('button', { name: 'Help me' }).count()).toBe(0);
});

test('the language menu changes the page and tells the bot', async () => {
  await page.getByRole('combobox', { name: 'Language' }).selectOption('nl-NL');
  await answered('Nederlands');
  await page.getByRole('heading', { name: 'Fapiao-assistent' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('nl-NL');
  expect(await page.title()).toBe('Fapiao-assistent');
});

test.each([
  ['/chat?lang=zh-TW', 'zh-TW'],
  ['/chat?lang=fr-BE', 'fr-FR'],
  ['/chat?lang=xx', 'en-US'],
])('%s is a page in %s', async (path, lang) => {
  const response = await fetch(`${server.base}${path}`);
  expect(await response.text()).toContain(`<html lang="${lang}">`);
});

test('ASVS 5.0 3.4.3: the page allows no inline code and no other site; built files are cached for ever, and only they', async () => {
  const response = await fetch(`${server.base}/chat`);
  const policy = response.headers.get('Content-Security-Policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe');
  expect(response.headers.get('Cache-Control')).toBe('no-store');
  const file = /\/assets\/chat-[\da-f]+\.js/.exec(await response.text())?.[0] ?? '';
  const script = await fetch(`${server.base}${file}`);
  expect(script.headers.get('Cache-Control')).toContain('immutable');
  expect(script.headers.get('ETag')).toBeTruthy();
  expect((await fetch(`${server.base}/assets/manifest.json`)).headers.get('Cache-Control')).toBe('no-cache');
  expect((await fetch(`${server.base}/assets/..%2f..%2fpackage.json`)).status).toBeGreaterThanOrEqual(400);
});

test('the keyboard alone reaches everything, and new messages are announced politely', async () => {
  const log = page.getByRole('log');
  await say('hi');
  await answered('hi');
  expect(await log.getAttribute('aria-live')).toBe('polite');
  await page.getByRole('group', { name: 'Demo' }).count();
  const reached = new Set<string>();
  for (let n = 0; n < 12; n += 1) {
    await page.keyboard.press('Tab');
    reached.add(
      await page.evaluate(() => document.activeElement?.className || (document.activeElement?.localName ?? '')),
    );
  }
  for (const part of ['log', 'select', 'tool dots-icon', 'send', 'textarea', 'summary'])
    expect(reached).toContain(part);
});

test('two tabs that open at the same time share one conversation', async () => {
  const other = await browser.newContext();
  const tabs = await Promise.all([other.newPage(), other.newPage()]);
  await Promise.all(tabs.map((tab) => tab.goto(`${server.base}/chat`)));
  const [first, second] = tabs as [Page, Page];
  await Promise.all(tabs.map((tab) => tab.getByText('welcome', { exact: true }).waitFor()));
  await say('shared', first);
  await answered('shared', second);
  await other.close();
});

test('a tab that opens while another one writes whose browser this is goes on', async () => {
  const other = await browser.newContext();
  const tab = await other.newPage();
  let asked = () => undefined as void;
  const asks = new Promise<void>((resolve) => (asked = resolve));
  let answer = () => undefined as void;
  const held = new Promise<void>((resolve) => (answer = resolve));
  await tab.route('**/token*', async (route) => {
    asked();
    await held;
    await route.continue();
  });
  await tab.goto(`${server.base}/chat`);
  await asks;
  await tab.evaluate(() => {
    localStorage.setItem('fapiao.person', '"the other tab\u2019s"');
    dispatchEvent(new Event('pageshow'));
  });
  answer();
  await tab.getByText('welcome', { exact: true }).waitFor();
  await tab.evaluate(() => dispatchEvent(new Event('pageshow')));
  await say('still here', tab);
  await answered('still here', tab);
  await other.close();
});

test('a cut socket comes back by itself, and nothing is missed', async () => {
  const sockets: (() => Promise<void>)[] = [];
  await page.routeWebSocket(/stream/, (route) => {
    route.connectToServer();
    sockets.push(() => route.close());
  });
  await page.reload();
  await page.getByText('welcome', { exact: true }).waitFor();
  for (let n = 0; n < 5; n += 1) {
    await sockets.at(-1)?.();
    await say(`cut ${n}`);
    await answered(`cut ${n}`);
  }
  expect(await list()).toEqual(['welcome', ...[0, 1, 2, 3, 4].flatMap((n) => [`> cut ${n}`, `echo: cut ${n}`])]);
});

test('a form that was finished in words has a card that takes no more', async () => {
  const open = (form: string) => ({ ...card('f1'), channelData: { openForm: form } });
  fixtures.asked = open('f1');
  fixtures.smalltalk = { type: 'message', text: 'you are welcome', channelData: { openForm: 'f1' } };
  fixtures.finished = { type: 'message', text: 'it is done', channelData: { openForm: '' } };
  await say('asked');
  await page.getByLabel('E-mail').waitFor();
  await say('smalltalk');
  await page.getByText('you are welcome').waitFor();
  expect(await page.getByLabel('E-mail').isDisabled()).toBe(false);
  await say('finished');
  await page.getByText('it is done').waitFor();
  expect(await page.getByLabel('E-mail').isDisabled()).toBe(true);
  await page.reload();
  await page.getByText('it is done').waitFor();
  expect(await page.getByLabel('E-mail').isDisabled()).toBe(true);
});
