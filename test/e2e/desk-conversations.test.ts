// Three browsers side by side: a customer in the chat and two agents at the desk, through claim, words both ways, a note, a transfer, back to the assistant and the end; by keyboard, with Chinese being composed, over reloads and an ended session.
import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { type Locale, say, translate } from '../../locales';
import { everyDoc } from '../../storage/every';
import { axeIn } from '../support/axe';
import { type DeskHouse, openHouse } from '../support/desk-house';
import type { Person } from '../support/desk-people';

let house: DeskHouse;
let li: Person;
let han: Person;

beforeAll(async () => {
  house = await openHouse();
  li = await house.come({ name: 'Li Lei', roles: ['agent'] }, { bypassCSP: true });
  han = await house.come({ name: '韩梅梅', email: 'han', roles: ['agent'] }, { locale: 'zh-CN', bypassCSP: true });
});
afterAll(() => house?.close());

/** Pictures to look at, when SCREENSHOTS names a folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.bringToFront();
  await page.screenshot({ path: `${folder}/conversations-${name}.png`, animations: 'disabled' });
}

const room = (page: Page) => page.goto(`${house.running.base}/desk/conversations`);
const list = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const talk = (page: Page) => page.getByRole('log');
const field = (page: Page) => page.locator('.comp textarea');

/** A customer who has asked for a person. */
async function customer(locale: Locale) {
  const context = await house.browser.newContext({ locale, viewport: { width: 900, height: 720 } });
  const page = await context.newPage();
  await page.goto(`${house.running.base}/chat`);
  const write = async (text: string) => {
    await page.locator('form.composer textarea').fill(text);
    await page.locator('form.composer textarea').press('Enter');
  };
  const reads = (text: string | RegExp) => page.locator('#chat').getByText(text).last().waitFor();
  await page.locator('form.composer textarea').waitFor();
  const wait = translate(locale, say('handoff:button.wait'));
  await write(wait);
  await reads(translate(locale, say('handoff:waiting.asked')).slice(0, 8));
  return { context, page, write, reads, wait };
}

/** A page behind another one draws only now and then. */
const front = async ({ page }: Person): Promise<Page> => {
  await page.bringToFront();
  return page;
};

test('claimed with one key, words both ways, a note that no customer reads, handed on with a reason, given back, ended', async () => {
  await room(li.page);
  await room(han.page);
  await li.page.locator('.desk-open').getByText('2 here').waitFor();
  const guest = await customer('nl-NL');
  const one = await front(li);
  await list(one, 'Waiting').locator('.cr').waitFor();
  await one.waitForFunction(() => document.title.startsWith('(1)'));
  await one.keyboard.press('n');
  await one.getByText('yours since').waitFor();
  // The assistant's words stand in the agent's language over the customer's.
  await talk(one).locator('.msg[data-by=bot] .orig[lang=nl-NL]').last().waitFor();
  await guest.reads(/Li Lei/);

  await one.keyboard.press('r');
  await one.keyboard.type('Goedemiddag <b>u</b>, ik ben Li Lei.');
  await one.keyboard.press('Enter');
  await talk(one).locator('.msg[data-by=me]:not([data-going])').getByText('Goedemiddag <b>u</b>').waitFor();
  expect(await field(one).inputValue()).toBe('');
  await guest.reads('Goedemiddag <b>u</b>, ik ben Li Lei.');
  await guest.write('De tenaamstelling klopt niet');
  await talk(one).locator('.msg[data-by=user]').getByText('De tenaamstelling klopt niet').waitFor();
  await list(one, 'Mine').getByText('waits').waitFor();

  // Tab leads to a note of its own: what stood in the reply stays there.
  await field(one).fill('half a reply');
  await field(one).press('Tab');
  expect(await field(one).inputValue()).toBe('');
  await field(one).fill('CANARY phoned her');
  await field(one).press('Enter');
  await talk(one).locator('.cnote').getByText('CANARY phoned her').waitFor();
  await field(one).press('Tab');
  expect(await field(one).inputValue()).toBe('half a reply');
  await picture(one, 'en-mine');

  // Handed on, with what the colleague should know; words that were not sent are pointed at.
  await field(one).press('Escape');
  await one.keyboard.press('t');
  const ask = one.getByRole('form', { name: 'Transfer' });
  await ask.getByText('were not sent').waitFor();
  await ask.getByLabel('To', { exact: true }).selectOption({ label: '韩梅梅 (0 conversations)' });
  await ask.getByLabel('Note for the colleague').fill('CANARY title lacks two characters');
  await ask.getByRole('button', { name: 'Transfer' }).click();
  await one.getByText('waits for 韩梅梅').waitFor();

  const two = await front(han);
  await list(two, '等待').locator('.cr').click();
  await talk(two).getByText('CANARY title lacks two characters').waitFor();
  await two.keyboard.press('a');
  await two.getByText('由您接待').waitFor();
  await two.keyboard.press('r');
  await two.keyboard.type('Ik help u verder.');
  await two.keyboard.press('Enter');
  await guest.reads('Ik help u verder.');
  await picture(two, 'zh-mine');
  await list(li.page, 'Others').getByText('韩梅梅').waitFor();
  // Not hers any more: the words stay where they were.
  expect(await field(li.page).inputValue()).toBe('half a reply');

  await field(two).press('Escape');
  await two.keyboard.press('b');
  await two.getByRole('form', { name: '交回机器人' }).getByRole('button', { name: '交回机器人' }).press('Enter');
  await talk(two).locator('.sys').getByText('交回机器人').waitFor();
  await guest.reads(translate('nl-NL', say('handoff:line.back', { name: '韩梅梅' })));
  await guest.write('wat is een speciale fapiao?');
  await guest.reads(/special/i);

  await guest.write(guest.wait);
  // Whoever talked with them last has a minute alone.
  const first = await front(li);
  await list(first, 'Waiting').locator('.cr').waitFor();
  await first.keyboard.press('n');
  await first.locator('.last').getByText('kept for a colleague').waitFor();
  const again = await front(han);
  await list(again, '等待').locator('.cr').waitFor();
  await again.keyboard.press('n');
  await again.getByText('由您接待').waitFor();
  await again.keyboard.press('e');
  const end = again.getByRole('form', { name: '结束' });
  await end.getByLabel('最后一句话').fill('Tot ziens!');
  await end.getByRole('button', { name: '结束' }).press('Enter');
  await guest.reads('Tot ziens!');
  await again.getByRole('button', { name: '已结束' }).click();
  await list(again, '已结束').getByText('已解决').waitFor();
  expect(await guest.page.locator('#chat').innerText()).not.toContain('CANARY');
  for (const { page, trouble } of [li, han]) {
    expect(trouble).toEqual([]);
    expect(await axeIn(page)).toEqual([]);
  }
  await guest.context.close();
});

test('Enter ends a composition and sends nothing; Shift+Enter is a new line; the next Enter sends', async () => {
  await room(li.page);
  await li.page.locator('.desk-open').waitFor();
  const guest = await customer('zh-CN');
  const page = await front(li);
  await list(page, 'Waiting').locator('.cr').waitFor();
  await page.keyboard.press('n');
  await page.getByText('yours since').waitFor();
  await page.keyboard.press('r');
  const keyboard = await page.context().newCDPSession(page);
  await keyboard.send('Input.imeSetComposition', { text: 'nihao', selectionStart: 5, selectionEnd: 5 });
  await keyboard.send('Input.dispatchKeyEvent', {
    type: 'rawKeyDown',
    key: 'Process',
    code: 'Enter',
    windowsVirtualKeyCode: 229,
  });
  await keyboard.send('Input.insertText', { text: '你好' });
  expect(await field(page).inputValue()).toBe('你好');
  // As others say it: the key itself, while something is composed.
  await field(page).dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true });
  expect(await field(page).inputValue()).toBe('你好');
  expect(await talk(page).locator('.msg[data-by=me]').count()).toBe(0);
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('b');
  await page.keyboard.press('Enter');
  await talk(page).locator('.msg[data-by=me]:not([data-going])').getByText('你好').waitFor();
  expect(await field(page).inputValue()).toBe('');
  await guest.reads('你好');
  await guest.context.close();
});

test('words stay over a reload, a line that is cut, a refusal and an ended session, and are sent once', async () => {
  await room(li.page);
  await li.page.locator('.desk-open').waitFor();
  const guest = await customer('nl-NL');
  const page = await front(li);
  await list(page, 'Waiting').locator('.cr').waitFor();
  await page.keyboard.press('n');
  await page.getByText('yours since').waitFor();
  await field(page).fill('<img src=x onerror=alert(1)> kept');
  await page.reload();
  await field(page).waitFor();
  expect(await field(page).inputValue()).toBe('<img src=x onerror=alert(1)> kept');

  // The answer to the first try is lost on its way: the same words are not said twice.
  let cut = true;
  await page.route('**/say', async (route) => {
    if (!cut) return route.continue();
    cut = false;
    await route.fetch();
    await route.abort();
  });
  await field(page).press('Enter');
  await talk(page).locator('.msg[data-by=me]:not([data-going])').getByText('kept').waitFor();
  await page.locator('.msg[data-going]').waitFor({ state: 'detached' });
  await guest.reads('<img src=x onerror=alert(1)> kept');
  expect(await talk(page).locator('.msg[data-by=me]').count()).toBe(1);
  await page.unroute('**/say');

  // The customer leaves while it is on its way: refused in words, and what was written stays.
  await page.route('**/say', async (route) => {
    await guest.page.bringToFront();
    await guest.write(translate('nl-NL', say('handoff:button.leave')));
    await guest.reads(translate('nl-NL', say('handoff:line.leftAgent', { name: 'Li Lei' })).slice(0, 20));
    await page.bringToFront();
    await route.continue();
  });
  await field(page).fill('in the middle');
  await field(page).press('Enter');
  await page.locator('.comp .trouble').getByText(/./).waitFor();
  expect(await field(page).inputValue()).toBe('in the middle');
  expect(await guest.page.locator('#chat').innerText()).not.toContain('in the middle');
  await page.unroute('**/say');
  await guest.context.close();

  // The session ends while a note is on its way: it is asked who it is, and the words are kept for whoever that was.
  const { store } = house.running.deps;
  await page.route('**/note', async (route) => {
    for await (const doc of everyDoc(store))
      if (doc.kind === 'session') await store.commit(doc.pk, [{ op: 'delete', id: doc.id }]);
    await route.continue();
  });
  await field(page).press('Tab');
  await field(page).fill('kept over the end');
  await field(page).press('Enter');
  await page.getByLabel('Password').waitFor();
  await page.waitForFunction(() =>
    Object.entries(localStorage).some(
      ([key, value]) => key.startsWith('desk.words.') && value.includes('kept over the end'),
    ),
  );
});
