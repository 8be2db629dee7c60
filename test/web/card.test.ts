// Adaptive Cards in a real browser: inputs, checks, buttons, parts that open in place, finished cards.
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser';
import { bundle } from '../support/web';

let browser: Browser;
let page: Page;
let script: string;
beforeAll(async () => {
  browser = await openBrowser();
  script = await bundle('web/widget/card.ts');
});
afterAll(() => browser?.close());
beforeEach(async () => {
  page = await browser.newPage();
  await page.addScriptTag({ content: script });
});
afterEach(() => page.close());

interface View {
  element: HTMLElement;
  finish(status: string, values?: object): void;
}
declare const lib: { renderCard(card: object, host: object): View };
declare global {
  interface Window {
    sent: unknown[];
    view: View;
  }
}

/** Draws the card; what it sends gathers in `window.sent`. */
const draw = (card: object) =>
  page.evaluate((source) => {
    window.sent = [];
    window.view = lib.renderCard(source, {
      t: (key: string) => key,
      submit: (value: unknown) => window.sent.push(value),
      say: (text: string) => window.sent.push({ said: text }),
    });
    document.body.replaceChildren(window.view.element);
  }, card);
const sent = () => page.evaluate(() => window.sent);

const submit = (action = 'answer') => ({
  type: 'Action.Submit',
  title: action,
  data: { fapiao: { form: 'f1', action } },
});
const text = (id: string, more: object = {}) => ({ type: 'Input.Text', id, label: id, ...more });

test('inputs are sent as texts together with the form of the button', async () => {
  await draw({
    body: [
      text('name'),
      text('note', { isMultiline: true, value: 'before' }),
      { type: 'Input.Toggle', id: 'ok', title: 'OK', valueOn: 'yes', valueOff: 'no' },
      {
        type: 'Input.ChoiceSet',
        id: 'kind',
        label: 'kind',
        value: 'b',
        choices: [
          { title: 'A', value: 'a' },
          { title: 'B', value: 'b' },
        ],
      },
      {
        type: 'Input.ChoiceSet',
        id: 'bills',
        label: 'bills',
        isMultiSelect: true,
        choices: ['1', '2', '3'].map((value) => ({ title: `bill ${value}`, value })),
      },
    ],
    actions: [submit()],
  });
  await page.getByLabel('name').fill('上海青禾餐饮管理有限公司');
  await page.getByLabel('OK').check();
  await page.getByLabel('bill 1').check();
  await page.getByLabel('bill 3').check();
  await page.getByRole('button', { name: 'answer' }).click();
  expect(await sent()).toEqual([
    {
      name: '上海青禾餐饮管理有限公司',
      note: 'before',
      ok: 'yes',
      kind: 'b',
      bills: '1,3',
      fapiao: { form: 'f1', action: 'answer' },
    },
  ]);
});

test('a missing or wrong value is not sent: its error is shown, tied to the input, and the first one gets the focus', async () => {
  await draw({
    body: [text('city', { isRequired: true }), text('number', { regex: '^\\d+$', errorMessage: 'Digits only.' })],
    actions: [submit()],
  });
  await page.getByLabel('number').fill('x');
  await page.getByRole('button', { name: 'answer' }).click();
  expect(await sent()).toEqual([]);
  const a = page.getByLabel('city');
  await a.and(page.locator(':focus')).waitFor();
  expect(await a.getAttribute('aria-invalid')).toBe('true');
  const described = await page.getByLabel('number').getAttribute('aria-describedby');
  expect(await page.locator(`[id="${described}"]`).textContent()).toBe('Digits only.');
  await a.fill('1');
  await page.getByLabel('number').fill('12');
  expect(await page.getByText('Digits only.').count()).toBe(0);
  await page.getByRole('button', { name: 'answer' }).click();
  expect(await sent()).toHaveLength(1);
});

test('leaving needs nothing filled in', async () => {
  await draw({ body: [text('a', { isRequired: true })], actions: [{ ...submit('cancel'), associatedInputs: 'none' }] });
  await page.getByRole('button', { name: 'cancel' }).click();
  expect(await sent()).toEqual([{ fapiao: { form: 'f1', action: 'cancel' } }]);
});

test('a part opens in place, one at a time, and its button says so', async () => {
  const part = (id: string) => ({
    type: 'Action.ShowCard',
    title: `change ${id}`,
    card: { body: [text(id, { value: 'old' })], actions: [submit('save')] },
  });
  await draw({ body: [{ type: 'ActionSet', actions: [part('one'), part('two')] }], actions: [submit('confirm')] });
  const one = page.getByRole('button', { name: 'change one' });
  expect(await one.getAttribute('aria-expanded')).toBe('false');
  await one.click();
  expect(await one.getAttribute('aria-expanded')).toBe('true');
  await page.getByLabel('one').and(page.locator(':focus')).waitFor();
  await page.getByRole('button', { name: 'change two' }).click();
  expect(await page.getByLabel('one').isVisible()).toBe(false);
  await page.getByLabel('two').fill('new');
  await page.getByRole('button', { name: 'save' }).click();
  expect(await sent()).toEqual([{ two: 'new', fapiao: { form: 'f1', action: 'save' } }]);
});

test('what was changed in an opened part is not lost when the card itself is confirmed', async () => {
  await draw({
    body: [],
    actions: [
      submit('confirm'),
      {
        type: 'Action.ShowCard',
        title: 'change',
        card: { body: [text('one', { value: 'old' }), text('two', { value: 'same' })] },
      },
    ],
  });
  await page.getByRole('button', { name: 'change' }).click();
  await page.getByLabel('one').fill('new');
  await page.getByRole('button', { name: 'confirm' }).click();
  expect(await sent()).toEqual([{ one: 'new', fapiao: { form: 'f1', action: 'confirm' } }]);
});

test('a finished card shows what was chosen and takes nothing more', async () => {
  await draw({ body: [text('city')], actions: [submit()] });
  await page.evaluate(() => window.view.finish('Sent', { city: 'kept', fapiao: {} }));
  expect(await page.getByLabel('city').inputValue()).toBe('kept');
  expect(await page.getByLabel('city').isDisabled()).toBe(true);
  expect(await page.getByRole('button').first().isDisabled()).toBe(true);
  expect(await page.getByRole('status').textContent()).toContain('Sent');
});

test('buttons that say something say it; links open only where they may', async () => {
  await draw({
    body: [],
    actions: [
      { type: 'Action.Submit', title: 'help', data: { say: 'help me' } },
      { type: 'Action.OpenUrl', title: 'good', url: 'https://a.cn/' },
      { type: 'Action.OpenUrl', title: 'bad', url: 'javascript:alert(1)' },
    ],
  });
  await page.getByRole('button', { name: 'help' }).click();
  expect(await sent()).toEqual([{ said: 'help me' }]);
  expect(await page.getByRole('link').count()).toBe(1);
  expect(await page.getByText('bad').count()).toBe(0);
});

test('unknown elements and actions show their stand-in, broken cards draw nothing and throw nothing', async () => {
  await draw({
    body: [
      { type: 'Chart', fallback: { type: 'TextBlock', text: 'a chart' } },
      { type: 'Chart', fallback: 'drop' },
      { type: 'Chart' },
      7,
      null,
      { type: 'FactSet', facts: [{ title: 'T', value: '**V**' }, 'x'] },
      { type: 'Container', style: 'emphasis"><script>', items: 'none' },
      {
        type: 'ColumnSet',
        columns: [{ type: 'Column', width: '50px;color:red', items: [{ type: 'TextBlock', text: '<i>x</i>' }] }],
      },
      { type: 'Input.Text' },
    ],
    actions: [{ type: 'Action.New', fallback: submit() }, { type: 'Action.New' }, 3],
  });
  expect(await page.getByText('a chart').count()).toBe(1);
  expect(await page.locator('dd strong').textContent()).toBe('V');
  expect(await page.getByText('<i>x</i>').count()).toBe(1);
  expect(await page.getByRole('button').count()).toBe(1);
  expect(await page.locator('script', { hasText: 'emphasis' }).count()).toBe(0);
});

const USCC = '91310115591693856A';
const WRONG = '91310115591698356A';

test('a wrong check character is seen in the page, and what was probably meant is one press away', async () => {
  await draw({ body: [text('taxId')], actions: [submit()] });
  const field = page.getByLabel('taxId');
  await field.fill(WRONG);
  await page.getByRole('button', { name: 'answer' }).click();
  expect(await sent()).toEqual([]);
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  await page.getByRole('button', { name: '9131 0115 5916 9385 6A' }).click();
  expect(await field.inputValue()).toBe(USCC);
  expect(await page.getByText('doubt.meant').count()).toBe(0);
  await page.getByRole('button', { name: 'answer' }).click();
  expect(await sent()).toEqual([{ taxId: USCC, fapiao: { form: 'f1', action: 'answer' } }]);
});

test('whoever checked the number sends it as it is; another number is looked at again', async () => {
  await draw({ body: [text('taxId')], actions: [submit()] });
  await page.getByLabel('taxId').fill(WRONG);
  await page.getByRole('button', { name: 'answer' }).click();
  await page.getByLabel('doubt.sure').check();
  await page.getByRole('button', { name: 'answer' }).click();
  expect(await sent()).toHaveLength(1);
  await page.getByLabel('taxId').fill(WRONG.replace('6A', '7A'));
  await page.getByRole('button', { name: 'answer' }).click();
  expect(await sent()).toHaveLength(1);
});

test.each([
  ['right', USCC],
  ['right, as people copy it', '9131 0115-5916 9385 6a'],
  ['of another length', '310115591693856'],
  ["a person's", '11010519491231002X'],
  ['empty', ''],
])('a tax id that is %s is for the server to judge', async (_name, value) => {
  await draw({ body: [text('taxId')], actions: [submit()] });
  await page.getByLabel('taxId').fill(value);
  await page.getByRole('button', { name: 'answer' }).click();
  expect(await sent()).toHaveLength(1);
});

/** A line of a checkout with its edit in place, as bot/render draws it. */
const line = (n: number, id: string, value: string, note?: string) => [
  {
    type: 'Container',
    look: n === 1 ? 'total' : 'line',
    id: `line-${n}`,
    items: [
      {
        type: 'ColumnSet',
        columns: [
          {
            type: 'Column',
            items: [
              { type: 'TextBlock', text: id, isSubtle: true },
              { type: 'TextBlock', text: value },
            ],
          },
          {
            type: 'Column',
            width: 'auto',
            items: [
              {
                type: 'ActionSet',
                actions: [
                  {
                    type: 'Action.ToggleVisibility',
                    title: 'Change',
                    tooltip: `Change ${id}`,
                    targetElements: [`line-${n}`, `edit-${n}`],
                  },
                ],
              },
            ],
          },
        ],
      },
    ],
  },
  {
    type: 'Container',
    look: 'edit',
    id: `edit-${n}`,
    isVisible: false,
    items: [
      text(id, { value }),
      {
        type: 'ActionSet',
        actions: [
          { ...submit(), title: 'Save' },
          { type: 'Action.ToggleVisibility', title: 'Leave', targetElements: [`line-${n}`, `edit-${n}`] },
        ],
      },
    ],
  },
  ...(note ? [{ type: 'Container', look: 'note', items: [{ type: 'TextBlock', text: note }] }] : []),
];
const checkout = () => ({
  body: [...line(1, 'amount', '18,432'), ...line(2, 'title', 'old'), ...line(3, 'taxId', 'wrong', 'look at it')],
  actions: [{ ...submit('confirm'), style: 'positive' }],
});

test('an edit opens in the place of its line with the focus in it, and left again it forgets what was typed', async () => {
  await draw(checkout());
  await page.getByRole('button', { name: 'Change title' }).click();
  const field = page.getByLabel('title', { exact: true });
  await field.and(page.locator(':focus')).waitFor();
  expect(await page.getByRole('button', { name: 'Change title' }).isVisible()).toBe(false);
  await field.fill('new');
  await page.getByRole('button', { name: 'Leave' }).and(page.locator(':visible')).click();
  await page.getByRole('button', { name: 'Change title' }).and(page.locator(':focus')).waitFor();
  await page.getByRole('button', { name: 'confirm' }).click();
  expect(await sent()).toEqual([expect.objectContaining({ title: 'old', fapiao: { form: 'f1', action: 'confirm' } })]);
});

test('what is open and changed goes with Confirm; an unchanged edit is closed and sends nothing', async () => {
  await draw(checkout());
  await page.getByRole('button', { name: 'Change title' }).click();
  await page.getByRole('button', { name: 'Save' }).and(page.locator(':visible')).click();
  await page.getByRole('button', { name: 'Change title' }).waitFor();
  expect(await sent()).toEqual([]);
  await page.getByRole('button', { name: 'Change title' }).click();
  await page.getByLabel('title', { exact: true }).fill('new');
  await page.getByRole('button', { name: 'confirm' }).click();
  expect(await sent()).toEqual([expect.objectContaining({ title: 'new' })]);
  await page.evaluate(() => window.view.finish('done'));
  expect(await page.getByLabel('title', { exact: true }).isVisible()).toBe(false);
  expect(await page.getByText('old').isVisible()).toBe(true);
});

test('a value that is not on show is sent as it came: it was looked at before', async () => {
  const doubted = '91310115591698356A';
  await draw({ body: [...line(1, 'amount', '18,432'), ...line(2, 'taxId', doubted)], actions: [submit('confirm')] });
  await page.getByRole('button', { name: 'confirm' }).click();
  expect(await sent()).toEqual([expect.objectContaining({ taxId: doubted })]);
});

test('under Confirm stands what it could hide, and leads there', async () => {
  await draw(checkout());
  const jump = page.locator('.foot .jump');
  expect(await jump.innerText()).toBe('check');
  await jump.click();
  await page.getByText('look at it').waitFor();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('look at it');
});

/** So many bills, a month each, the newest first, as bot/render offers them. */
const bills = (count: number, most = 50) => ({
  type: 'Input.ChoiceSet',
  id: 'bills',
  label: 'bills',
  isMultiSelect: true,
  isRequired: true,
  most,
  choices: Array.from({ length: count }, (_, n) => {
    const at = 2026 * 12 + 10 - n;
    const [year, month] = [Math.floor(at / 12), (at % 12) + 1];
    const name = `${n + 1}. ${year}-${String(month).padStart(2, '0')}`;
    const row = { group: String(year), name, detail: 'paid', amount: `CNY ${n + 1}.00`, fen: (n + 1) * 100 };
    return { title: name, value: `B-${n + 1}`, row };
  }),
});
const picker = (count: number, most?: number) =>
  draw({ lang: 'en-US', body: [bills(count, most)], actions: [{ ...submit('next'), style: 'positive' }] });
const sumShown = async () => (await page.locator('.foot .pick-sum').innerText()).replace(/\s+/g, ' ');

test('sixty bills: the sum while ticking, a year at once, the rest folded, and only what is ticked is sent', async () => {
  await picker(60);
  expect(await page.locator('.pick-row:visible').count()).toBeLessThan(25);
  await page.getByLabel('1. 2026-11').check();
  expect(await sumShown()).toContain('CNY 1.00');
  const year = page.locator('.pick-head.year').nth(1).locator('input');
  await year.check();
  // 1 + (12 + … + 23) of 2025.
  expect(await sumShown()).toContain('CNY 211.00');
  await year.uncheck();
  await page.locator('.pick-head.year').nth(1).locator('button').click();
  await page.getByLabel('12. 2025-12').check();
  expect(await page.locator('.pick-head.all input').evaluate((box: HTMLInputElement) => box.indeterminate)).toBe(true);
  await page.getByRole('button', { name: 'next' }).click();
  expect(await sent()).toEqual([{ bills: 'B-1,B-12', fapiao: { form: 'f1', action: 'next' } }]);
});

test('a search finds a bill by its month, number or amount in any year, and sends nothing by itself', async () => {
  await picker(60);
  const search = page.locator('.pick-search');
  await search.fill('2022 03');
  expect(await page.locator('.pick-row:visible').count()).toBe(0);
  await search.fill('2022-03');
  await page.getByLabel('57. 2022-03').check();
  await search.press('Enter');
  await search.fill('CNY 60.00');
  await page.getByLabel('60. 2021-12').check();
  await search.fill('nothing like it');
  expect(await page.getByText('pick.none').isVisible()).toBe(true);
  await search.fill('');
  // What is chosen stays in sight.
  expect(await page.getByLabel('57. 2022-03').isVisible()).toBe(true);
  expect(await sent()).toEqual([]);
  expect(await sumShown()).toContain('CNY 117.00');
});

test('no more can be ticked than one application takes, whichever way they are ticked', async () => {
  await picker(20, 3);
  await page.locator('.pick-head.all input').check();
  expect(await page.locator('.pick-list > .pick-row input:checked').count()).toBe(3);
  expect(await sumShown()).toContain('pick.most');
  expect(await page.getByLabel('4. 2026-08').isDisabled()).toBe(true);
  await page.getByLabel('1. 2026-11').uncheck();
  expect(await page.getByLabel('4. 2026-08').isDisabled()).toBe(false);
  await page.locator('.pick-head.all input').check();
  await page.locator('.pick-head.all input').uncheck();
  expect(await sumShown()).toContain('CNY 0.00');
});

test('fields behind a button keep what was typed into them, open or closed', async () => {
  await draw({
    body: [
      text('paste', { isMultiline: true }),
      {
        type: 'ActionSet',
        look: 'more',
        actions: [{ type: 'Action.ToggleVisibility', title: 'one by one', targetElements: ['behind'] }],
      },
      { type: 'Container', id: 'behind', isVisible: false, items: [text('name')] },
    ],
    actions: [submit()],
  });
  const more = page.getByRole('button', { name: 'one by one' });
  await more.click();
  expect(await more.getAttribute('aria-expanded')).toBe('true');
  await page.getByLabel('name').fill('typed');
  await more.click();
  await page.getByRole('button', { name: 'answer' }).click();
  expect(await sent()).toEqual([expect.objectContaining({ name: 'typed' })]);
});
