// A person takes the conversation over, in a real browser: a line says so, the name stands above, words are as they were typed.
import type { Browser, Page } from 'playwright-core';
import { createCore } from '../../bot/process/core';
import { openBrowser } from '../support/browser';
import { builtWeb, type Folder } from '../support/built';
import { startDirectLine, type TestServer } from '../support/directline-server';
import { createWorld, type World } from '../support/fapiao-world';
import { arrives, type HandoffProcess, handoffProcess } from '../support/handoff-world';

/** A Tuesday, 10:00 in China. */
const OPEN = '2026-12-01T02:00:00.000Z';
const HOSTILE = '<img src=x onerror="document.title=1">\n**not bold** & [no](https://link.example)\nthird line';

let browser: Browser;
let web: Folder;
let world: World;
let server: TestServer;
let page: Page;

beforeAll(async () => {
  web = await builtWeb();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  web?.remove();
});
beforeEach(async () => {
  world = await createWorld(OPEN);
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const core = createCore(world.deps, { botFramework: {}, mailFrom: 'F <f@x.example>' }, log as never);
  const { store, now } = world.deps;
  server = await startDirectLine({
    store,
    now,
    turns: core.turns,
    render: core.renderer.activity,
    webFolder: web.folder,
  });
  await arrives(world.deps);
  page = await browser.newPage({ locale: 'en-US' });
});
afterEach(async () => {
  await page.context().close();
  await server.close();
  await world.temp.remove();
});

/** Whoever works at the desk, in the one conversation that waits. */
async function desk(): Promise<HandoffProcess> {
  const { docs } = await world.store.list('open', { prefix: 'c:', limit: 1 });
  return handoffProcess(world.deps, docs[0]?.pk.slice('conversation:'.length));
}
const chip = (name: string) => page.locator('.chips button', { hasText: name });
const shot = async (name: string) => {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` });
};

test('asked for, waited for, taken over, answered in words that are no markup, and given back; also after a reload', async () => {
  await page.goto(`${server.base}/chat?lang=en-US`);
  await chip('Talk to a person').click();
  await chip('Wait for a person').waitFor();
  await shot('offered');
  await chip('Wait for a person').click();
  await chip('The title or tax ID').click();
  await chip('Stop waiting').waitFor();
  await page.locator('.message.bot', { hasText: 'Noted' }).waitFor();
  await shot('waiting');
  const staff = await desk();
  await staff.staff({ act: 'claim' }, 'claim');
  await page.locator('.note', { hasText: 'Li Lei from customer service is here' }).waitFor();
  const above = page.locator('.connection');
  await above.filter({ hasText: 'You are talking with Li Lei' }).waitFor();
  await page.locator('.composer textarea').fill('the title is wrong');
  await page.locator('.composer textarea').press('Enter');
  await page.locator('.message.user', { hasText: 'the title is wrong' }).waitFor();
  await staff.staff({ act: 'say', text: HOSTILE }, 'say');
  const said = page.locator('.message.bot', { hasText: 'not bold' });
  await said.waitFor();
  expect(await said.locator('.bubble').evaluate((bubble) => bubble.textContent)).toBe(HOSTILE);
  expect(await said.locator('.bubble').evaluate((bubble) => bubble.childElementCount)).toBe(0);
  expect(await said.locator('.who').innerText()).toContain('Li Lei');
  expect(await page.title()).not.toBe('1');
  await shot('talking');
  await page.reload();
  await above.filter({ hasText: 'You are talking with Li Lei' }).waitFor();
  expect(await page.locator('.note').count()).toBe(1);
  await staff.staff({ act: 'back' }, 'back');
  await page.locator('.note', { hasText: 'The assistant answers again' }).waitFor();
  expect(await above.innerText()).toBe('');
  await page.setViewportSize({ width: 360, height: 700 });
  await shot('back-360');
});
