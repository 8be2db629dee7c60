// Accessibility of the widget with the real bot: axe finds nothing in any state, light and dark, wide and at 320 px.
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core';
import { openPlainBrowser } from '../support/browser';
import { type HostPage, startHostPage } from '../support/host-page';
import { type RunningApp, runApp } from '../support/running-app';

declare const axe: {
  run(
    where: unknown,
    options: object,
  ): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }>;
};
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
let running: RunningApp;
let site: HostPage;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  site = await startHostPage({ widget: () => running.base });
  running = await runApp({ env: { ALLOWED_ORIGINS: site.url, DEMO: 'true' } });
  browser = await openPlainBrowser();
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
  await site?.close();
});
afterEach(() => context?.close());

/** What axe finds in a document, of the page together with the frame in it, each as a line. */
async function found(where: Page | Frame): Promise<string[]> {
  const frames = 'frames' in where ? where.frames() : [where];
  for (const one of frames) await one.evaluate(`${AXE}; axe.configure({ allowedOrigins: ['<unsafe_all_origins>'] })`);
  return where.evaluate(async () => {
    // Colours are looked at when nothing moves any more.
    const moving = document.getAnimations().filter((one) => one.effect?.getTiming().iterations !== Infinity);
    await Promise.all(moving.map((animation) => animation.finished.catch(() => undefined)));
    const { violations } = await axe.run(document, { resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`),
    );
  });
}

const SIZES = { wide: { width: 1280, height: 860 }, narrow: { width: 320, height: 640 } };

test.each([
  ['zh-CN', 'wide', 'light'],
  ['nl-NL', 'narrow', 'dark'],
  ['fr-FR', 'narrow', 'light'],
] as const)('axe finds nothing in any state: %s, %s, %s', async (locale, size, colorScheme) => {
  context = await browser.newContext({ locale, viewport: SIZES[size], colorScheme, reducedMotion: 'reduce' });
  page = await context.newPage();
  await page.goto(`${site.url}/?lang=${locale}`);
  const launcher = page.locator('fapiao-chat button');
  await launcher.waitFor();
  const problems: Record<string, string[]> = { closed: await found(page) };
  await launcher.click();
  const chat = page.frameLocator('fapiao-chat iframe');
  await chat.locator('.chip').first().waitFor();
  const frame = page.frames()[1] as Frame;
  const look = async (state: string) => {
    problems[state] = await found(frame);
    // Nothing is wider than the window (WCAG 1.4.10).
    const wide = await frame.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    if (wide) problems[state].push('it scrolls sideways');
  };
  const write = async (text: string) => {
    await chat.locator('form.composer textarea').fill(text);
    await chat.locator('form.composer textarea').press('Enter');
  };
  problems.open = await found(page);
  await look('welcome');
  await chat.locator('.chip').first().click();
  await chat.locator('.card input').first().waitFor();
  await look('card');
  await chat.locator('.card .positive').last().click();
  await chat.locator('.card .error:not([hidden])').first().waitFor();
  await look('errors');
  await write('DEMO-1001 li.hua@qinghe.example');
  await chat.locator('.pencil').first().waitFor();
  await look('summary');
  await chat.locator('.card:not([data-done]) .card-body > .action-set .positive').last().click();
  await chat.locator('.card-status svg').first().waitFor();
  await look('finished');
  await chat.locator('.tool.dots-icon').click();
  await look('menu');
  await chat.locator('.menu button').nth(1).click();
  await chat.locator('dialog').waitFor();
  await look('dialog');
  await page.keyboard.press('Escape');
  await context.setOffline(true);
  await write('offline');
  await chat.locator('[data-state=waiting] .state').waitFor();
  await chat.locator('.connection[data-state=offline]').waitFor();
  await look('offline');
  await context.setOffline(false);
  await chat.locator('[data-state=waiting]').waitFor({ state: 'detached' });
  await chat.locator('form.composer textarea').fill('x'.repeat(10_001));
  await chat.locator('.composer .error').waitFor();
  await look('too long');
  await chat.locator('form.composer textarea').fill('');
  await chat.locator('.tool.dots-icon').click();
  await chat.locator('.menu button').nth(2).click();
  await chat.locator('dialog .positive').click();
  await chat.locator('.farewell h2').waitFor();
  await look('signed out');
  expect(Object.entries(problems).filter(([, lines]) => lines.length)).toEqual([]);
});

test('at 200 % everything is still there, and fingers find what they press', async () => {
  // 200 % of a 640 px window is a window of 320 px with the same font: what is left is the size of what is pressed.
  context = await browser.newContext({ locale: 'nl-NL', viewport: { width: 320, height: 512 }, hasTouch: true });
  page = await context.newPage();
  await page.goto(`${site.url}/?lang=nl`);
  await page.locator('fapiao-chat button').click();
  const chat = page.frameLocator('fapiao-chat iframe');
  await chat.locator('.chip').first().click();
  await chat.locator('.card input').first().waitFor();
  const small = await chat
    .locator('button:visible, select:visible, .card input:visible, a.button:visible')
    .evaluateAll((all) =>
      all
        .map((one) => ({ box: one.getBoundingClientRect(), name: one.outerHTML.slice(0, 80) }))
        .filter(({ box }) => box.width < 24 || box.height < 40)
        .map(({ name }) => name),
    );
  expect(small).toEqual([]);
});
