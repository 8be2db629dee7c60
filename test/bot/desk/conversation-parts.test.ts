// What an agent reads of a conversation: every utterance once and in two languages, the form as far as it has come, the account behind it.
import { blankForm } from '../../../dialogs/form/form';
import { flowOf } from '../../../dialogs/flows';
import { LOCALES } from '../../../locales';
import { formProgress } from '../../../bot/desk/form-progress';
import { talkOf } from '../../../bot/desk/talk';
import { createCore } from '../../../bot/process/core';
import { stateOf } from '../../../bot/turn/parts';
import type { DeskLocale } from '../../../locales';
import { linkTo } from '../../../services/account/accounts';
import { accountAt } from '../../../services/account/logins';
import { customerOf } from '../../../services/desk/customer';
import { createQuery } from '../../../services/query';
import { bodyOf, keys } from '../../../storage/records';
import { grounds, type Name } from '../../support/canaries';
import { application, numberOf, seedApplications } from '../../support/desk-work';
import { type DeskWorld, deskWorld } from '../../support/desk-world';
import { seedAccount, seedBills } from '../../support/fapiao-world';

const log = { debug() {}, info() {}, warn() {}, error() {} };
const conversation = 'directline:one';

describe.each(Object.keys(grounds) as Name[])('on %s', (name) => {
  let desk: DeskWorld;
  let n = 0;
  let say: (text: string) => Promise<void>;
  beforeEach(async () => {
    desk = await deskWorld({ ground: await grounds[name]() });
    const { turns } = createCore(desk.deps, { botFramework: {}, mailFrom: 'F <f@x.example>' }, log as never);
    say = async (text) => {
      n += 1;
      await turns.deliver({
        conversation,
        dedupe: `d${n}`,
        input: { kind: 'text', text },
        locale: 'nl-NL',
        channel: 'directline',
        person: 'p',
        receivedAt: desk.deps.now(),
      });
      desk.pass(1_000);
    };
  });
  afterEach(() => desk.close());

  const talk = (more: { after?: number; before?: number } = {}, locale: DeskLocale = 'en-US') =>
    talkOf({ deps: desk.deps, log }, { conversation, locale, ...more });

  test('newest, new and older parts are the whole of it: nothing lost, nothing doubled', async () => {
    for (let i = 1; i <= 30; i += 1) await say(`zin ${i} <b>`);
    const newest = await talk();
    expect(newest.more).toBe(true);
    const older = await talk({ before: newest.items[0]?.seq ?? 0 });
    expect(older.more).toBe(false);
    await say('zin 31 <b>');
    const fresh = await talk({ after: newest.next });
    expect(await talk({ after: fresh.next })).toEqual({ items: [], next: fresh.next, more: false });
    const all = [...older.items, ...newest.items, ...fresh.items];
    const own = all.filter(({ author }) => author === 'user').map(({ text }) => text);
    expect(own).toEqual(Array.from({ length: 31 }, (_, i) => `zin ${i + 1} <b>`));
    const places = all.map(({ seq }) => seq);
    expect(places).toEqual([...new Set(places)].toSorted((a, b) => a - b));
  });

  test('the bot’s words stand in the reader’s language beside the customer’s; what was typed has one', async () => {
    await say('wat is een fapiao?');
    const [asked, answered] = (await talk()).items.filter(({ seq }) => seq < 2);
    expect(asked).toMatchObject({ author: 'user', text: 'wat is een fapiao?' });
    expect(asked?.own).toBeUndefined();
    expect(answered?.author).toBe('bot');
    expect(answered?.own).not.toBe(answered?.text);
    expect((await talk({}, 'zh-CN')).items[1]?.own).toMatch(/\p{Script=Han}/u);
  });

  test('the form: what was answered and what is asked, in the reader’s language, and what is refused as it was typed', async () => {
    await say('ik wil registreren');
    await say('ORDER-4711');
    await say('geen@adres');
    const header = await desk.deps.store.get(keys.header(conversation));
    const form = header && stateOf(bodyOf('header', header))?.form;
    if (!form) throw new Error('no form is open');
    const { deps } = desk;
    const query = createQuery(deps, { conversation, link: undefined });
    const { now, newId, business, publicUrl } = deps;
    const ctx = { now: now(), locale: 'en-US', newId, business, query, queryAs: () => query, publicUrl, group: false };
    expect(await formProgress(form, ctx as never)).toMatchObject({
      title: expect.stringMatching(/regist/i),
      slots: [
        { slot: 'order', label: 'Order number', value: 'ORDER-4711' },
        { slot: 'email', doubt: 'geen@adres' },
      ],
      asked: ['email'],
    });
  });

  test.each(LOCALES)('the form speaks in words, and in no code: %s', async (locale) => {
    const { deps } = desk;
    const query = createQuery(deps, { conversation, link: undefined });
    const { now, newId, business, publicUrl } = deps;
    const ctx = { now: now(), locale, newId, business, query, queryAs: () => query, publicUrl, group: false };
    const bill = {
      bill: 'BILL-1',
      order: 'ORDER-1',
      period: '2026-10',
      amount: 136_800,
      payer: '甲',
      state: 'available',
    };
    const later = { ...bill, bill: 'BILL-2', state: 'notYetOpen', opensAt: '2026-12-20T16:00:00.000Z' };
    const coded = {
      kind: 'paper-special',
      grouping: 'all',
      buyerKind: 'enterprise',
      method: 'sf',
      ahead: true,
      certificate: true,
    };
    const form = blankForm(flowOf('apply'), 'form-1', { bills: [bill, later], name: '甲公司', ...coded });
    const { slots } = await formProgress(form, ctx as never);
    const shown = slots.filter(({ value }) => value).map(({ slot, value }) => [slot, value]);
    expect(shown.length).toBeGreaterThanOrEqual(5);
    const raw = new Set(Object.values(coded).map(String));
    expect(shown.filter(([, value]) => raw.has(value ?? ''))).toEqual([]);
  });

  test('who is signed in: orders and own applications; nothing once the link is void', async () => {
    await seedBills(desk.deps, [{ bill: 'BILL-1' }]);
    const own = await seedAccount(desk.deps);
    const bills = [{ bill: 'BILL-1', order: 'ORDER-1', period: '2026-10', amount: 136_800 }];
    await seedApplications(desk.deps.store, [application(1, { ...own, bills }), application(2)]);
    const account = await accountAt(desk.deps, own.customer, own.account);
    if (!account) throw new Error('there is no account');
    const link = linkTo(desk.deps, account.body);
    const found = await customerOf(desk.deps, link);
    expect(found).toMatchObject({ email: account.body.email, orders: ['ORDER-1'] });
    expect(found?.applications).toMatchObject([{ number: numberOf(1), state: 'submitted', amount: 136_800 }]);
    expect(await customerOf(desk.deps, { ...link, epoch: link.epoch + 1 })).toBeUndefined();
    expect(await customerOf(desk.deps, undefined)).toBeUndefined();
  });
});
