// "Forget me": canaries of a person are in no byte of the store afterwards, what the law keeps is, and a crash anywhere changes nothing.
import { readFileSync } from 'node:fs';
import type { Inbound } from '../../../bot/turn/inbound';
import { createCore } from '../../../bot/process/core';
import { exportPerson } from '../../../bot/privacy/export-person';
import { eraseOrdered } from '../../../services/privacy/erase';
import { createEraseConversation } from '../../../bot/privacy/erase-conversation';
import { moveApplication } from '../../../services/application/applications';
import { applyCommand } from '../../../services/application/apply';
import { findAccount, forgetAccount, forgetAddress } from '../../../services/privacy/forget';
import { register } from '../../../services/account/register';
import { claimLogin, loginOf } from '../../../services/account/logins';
import { bodyOf, keys } from '../../../storage/records';
import { dying } from '../../support/faulty-store';
import {
  applying,
  by,
  createWorldOn,
  draft,
  type Ground,
  seedAccount,
  seedBills,
  type World,
} from '../../support/fapiao-world';
import { bytes, grounds, has, type Name, whereIn } from '../../support/canaries';
import { smtpTest, type SmtpTest } from '../../support/smtp';
import { tempStore } from '../../support/temp-store';
import type { AccountLink } from '../../../domain/people';

const EMAIL = 'canary-address@qinghe.example';
const RECIPIENT = '卡纳里收件人';
const SAID = 'canary-said-in-the-chat';
const STAFF = { role: 'staff', name: 'clerk' } as const;
const log = { debug() {}, info() {}, warn() {}, error() {} };

let smtp: SmtpTest;
beforeAll(async () => {
  smtp = await smtpTest();
});
afterAll(() => smtp.close());

describe.each(Object.keys(grounds) as Name[])('on %s', (name) => {
  let ground: Ground;
  let world: World<Ground>;
  let core: ReturnType<typeof createCore>;
  beforeEach(async () => {
    ground = await grounds[name]();
    world = await createWorldOn(ground);
    core = createCore(world.deps, { botFramework: {}, mailFrom: 'F <f@x.example>', smtpUrl: smtp.url }, log as never);
  });
  afterEach(() => ground.remove());

  let said = 0;
  const say = (conversation: string, text: string, more: Partial<Inbound> = {}) =>
    core.turns.deliver({
      conversation,
      dedupe: `d${(said += 1)}`,
      input: { kind: 'text', text },
      channel: 'directline',
      person: 'p',
      receivedAt: world.deps.now(),
      ...more,
    });
  const link = (conversation: string, account: AccountLink, email = EMAIL) =>
    say(conversation, '', { input: { kind: 'notice', name: 'linked', params: { ...account, email } } });

  /** A person with two chats, an issued and a cancelled application; beside them a colleague. */
  async function person(): Promise<{ id: string; customer: string; number: string }> {
    await seedBills(world.deps, [
      { bill: 'BILL-0001' },
      { bill: 'BILL-0002' },
      { bill: 'BILL-0003', order: 'ORDER-2' },
    ]);
    const account = await seedAccount(world.deps, { email: EMAIL });
    const colleague = { id: 'colleague', email: 'other@qinghe.example', customer: 'ORDER-2', orders: ['ORDER-2'] };
    const other = await seedAccount(world.deps, colleague);
    await claimLogin(world.deps, EMAIL, account.customer, account.account);
    await claimLogin(world.deps, colleague.email, 'ORDER-2', 'colleague');
    for (const conversation of ['directline:one', 'teams:two']) {
      await say(conversation, `${SAID} as a guest`);
      await link(conversation, account);
      for (let i = 0; i < 30; i += 1) await say(conversation, `${SAID} ${i} ${'x'.repeat(i * 20)}`);
    }
    await link('directline:other', other, colleague.email);
    await say('directline:other', 'what the colleague said');
    const delivery = {
      method: 'sf',
      recipient: RECIPIENT,
      mobile: '13912345678',
      address: '上海市浦东新区科苑路88号',
    } as const;
    const numbers: string[] = [];
    for (const bill of ['BILL-0001', 'BILL-0002']) {
      const wish = draft([bill], { kind: 'paper-normal', delivery });
      const done = await applyCommand(world.deps, applying(by(account, 'directline:one'), wish, `form-${bill}`));
      if (!done.ok || done.type !== 'applied') throw new Error(JSON.stringify(done));
      numbers.push(done.applications[0]?.number ?? '');
    }
    const [issued = '', cancelled = ''] = numbers;
    const move = async (event: 'start' | 'issue' | 'mail' | 'cancel', number: string, data = {}) => {
      const moved = await moveApplication(world.deps, { number, event, by: STAFF, data });
      if (!moved.ok) throw new Error(JSON.stringify(moved));
    };
    await move('start', issued);
    await move('issue', issued, { fapiaos: [{ number: '26310000000012345678' }] });
    await move('mail', issued, { waybill: 'SF1234567890123' });
    await move('cancel', cancelled);
    await core.dispatcher.drain();
    return { id: account.account, customer: account.customer, number: issued };
  }

  const order = async (id: string, customer: string) => {
    const begun = await forgetAccount(world.deps, customer, id);
    if (!begun.ok) throw new Error(JSON.stringify(begun));
    return begun.row;
  };

  test('no byte of the person is left, the fapiao record is, and the colleague loses nothing', async () => {
    const { id, customer, number } = await person();
    const before = await bytes[name](ground, world.store);
    for (const canary of [EMAIL, SAID, RECIPIENT]) expect(has(before, canary)).toBe(true);
    const copy = JSON.stringify(await exportPerson(world.deps, (await findAccount(world.deps, EMAIL))!));
    for (const canary of [EMAIL, SAID, RECIPIENT, number]) expect(copy).toContain(canary);
    expect(copy).not.toContain('passwordHash');

    await order(id, customer);
    expect(await loginOf(world.deps, EMAIL)).toBeUndefined();
    await core.dispatcher.drain();
    await core.dispatcher.drain();
    await world.store.scrub?.();
    const raw = await bytes[name](ground, world.store);
    expect(await whereIn(world.store, EMAIL, SAID, RECIPIENT)).toEqual([]);
    for (const canary of [EMAIL, SAID, RECIPIENT, '13912345678'])
      expect([canary, has(raw, canary)]).toEqual([canary, false]);
    expect(smtp.received.at(-1)?.mail.subject).toBe('Your data has been erased');

    const kept = await world.store.get(keys.application(customer, number));
    const body = bodyOf('application', kept!);
    expect(body).toMatchObject({
      account: '',
      closed: expect.any(String),
      fapiaos: [{ number: '26310000000012345678' }],
    });
    expect(body.buyer.name).not.toBe('');
    expect(kept?.lists ?? {}).toEqual({});
    const header = await world.store.get(keys.header('directline:one'));
    expect(bodyOf('header', header!)).toMatchObject({ tokenEpoch: 1, pending: [] });
    expect(await world.store.get(keys.header('teams:two'))).toBeUndefined();
    const freed = await world.store.get(keys.order(customer, 'ORDER-1'));
    expect(bodyOf('order', freed!).holder).toBeUndefined();
    expect(has(raw, 'what the colleague said')).toBe(true);
    expect(await loginOf(world.deps, 'other@qinghe.example')).toBeDefined();
  });

  test('while an application is under way nothing is erased, and its number is said', async () => {
    await seedBills(world.deps, [{ bill: 'BILL-0001' }]);
    const account = await seedAccount(world.deps, { email: EMAIL });
    await claimLogin(world.deps, EMAIL, account.customer, account.account);
    await applyCommand(world.deps, applying(by(account), draft(['BILL-0001']), 'form-1'));
    const answer = await forgetAccount(world.deps, account.customer, account.account);
    expect(answer).toMatchObject({
      ok: false,
      reason: { code: 'applicationsRunning', params: { numbers: expect.stringMatching(/^FP-/) } },
    });
    expect(await loginOf(world.deps, EMAIL)).toBeDefined();
  });

  test('an address without an account: its registration and the chat that typed it go', async () => {
    await seedBills(world.deps, [{ bill: 'BILL-0001' }]);
    await say('directline:guest', `register ORDER-1 ${EMAIL}`);
    await say('directline:guest', 'confirm');
    await core.dispatcher.drain();
    expect(has(await bytes[name](ground, world.store), EMAIL)).toBe(true);
    expect((await forgetAddress(world.deps, EMAIL)).ok).toBe(true);
    await core.dispatcher.drain();
    await world.store.scrub?.();
    expect(await whereIn(world.store, EMAIL)).toEqual([]);
    expect(has(await bytes[name](ground, world.store), EMAIL)).toBe(false);
    const again = await register(world.deps, {
      id: 'again',
      by: { role: 'guest', conversation: 'directline:new' },
      type: 'register',
      order: 'ORDER-1',
      email: EMAIL,
      locale: 'en-US',
    });
    expect(again.ok).toBe(true);
  });
});

test('killed before or after any call of the store, the job goes on and ends the same', async () => {
  for (let at = 1; ; at += 3) {
    const ground = tempStore();
    const world = await createWorldOn(ground);
    await seedBills(world.deps, [{ bill: 'BILL-0001' }]);
    const account = await seedAccount(world.deps, { email: EMAIL });
    const core = createCore(
      world.deps,
      { botFramework: {}, mailFrom: 'F <f@x.example>', smtpUrl: smtp.url },
      log as never,
    );
    const inbound = {
      conversation: 'directline:one',
      channel: 'directline',
      person: 'p',
      receivedAt: world.deps.now(),
    };
    const params = { ...account, email: EMAIL };
    await core.turns.deliver({ ...inbound, dedupe: 'l', input: { kind: 'notice', name: 'linked', params } });
    await core.turns.deliver({ ...inbound, dedupe: 't', input: { kind: 'text', text: SAID } });
    const begun = await forgetAccount(world.deps, account.customer, account.account);
    if (!begun.ok) throw new Error('not begun');
    const row = bodyOf('outbox', (await world.store.get(begun.row))!);
    if (row.name !== 'forget') throw new Error('no order');
    const store = dying(world.store, at, at % 2 ? 'before' : 'after');
    const deps = { ...world.deps, store };
    const died = await eraseOrdered(deps, row.params, createEraseConversation(deps)).then(
      () => false,
      () => true,
    );
    await core.dispatcher.drain();
    await core.dispatcher.drain();
    await world.store.scrub?.();
    const raw = readFileSync(ground.file, 'latin1');
    expect([at, has(raw, EMAIL), has(raw, SAID)]).toEqual([at, false, false]);
    expect(await world.store.get(keys.account(account.customer, account.account))).toBeUndefined();
    await ground.remove();
    if (!died) return;
  }
});
