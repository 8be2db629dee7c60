// "Forget me" and the copy where no list leads: chats from before there were visits, hidden registrations, contacts, limits.
import { createCore } from '../../../bot/process/core';
import { exportAddress, exportPerson } from '../../../bot/privacy/export-person';
import type { Inbound } from '../../../bot/turn/inbound';
import { claimLogin } from '../../../services/account/logins';
import { decideOrder } from '../../../services/account/not-us';
import { register } from '../../../services/account/register';
import { ageSome } from '../../../services/privacy/aging';
import { findAccount, forgetAccount, forgetAddress } from '../../../services/privacy/forget';
import { openMyData } from '../../../services/privacy/my-data';
import { LIMITS, LIMITS_OF_PERSON } from '../../../services/shared/limit-table';
import { everyDoc } from '../../../storage/every';
import type { Stored } from '../../../storage/store';
import { bytes, grounds, has, type Name, whereIn } from '../../support/canaries';
import { createWorldOn, type Ground, seedAccount, seedBills, type World } from '../../support/fapiao-world';
import { smtpTest, type SmtpTest } from '../../support/smtp';

const EMAIL = 'canary-address@qinghe.example';
const SAID = 'canary-said-in-the-chat';
const STAFF = { role: 'staff', name: 'clerk' } as const;
const log = { debug() {}, info() {}, warn() {}, error() {} };

let smtp: SmtpTest;
beforeAll(async () => {
  smtp = await smtpTest();
});
afterAll(() => smtp.close());

describe.each(Object.keys(grounds) as Name[])('what no list leads to, on %s', (name) => {
  let ground: Ground;
  let world: World<Ground>;
  let core: ReturnType<typeof createCore>;
  beforeEach(async () => {
    ground = await grounds[name]();
    world = await createWorldOn(ground);
    core = createCore(world.deps, { botFramework: {}, mailFrom: 'F <f@x.example>', smtpUrl: smtp.url }, log as never);
  });
  afterEach(() => ground.remove());

  const all = async (): Promise<Stored[]> => {
    const docs: Stored[] = [];
    for await (const doc of everyDoc(world.store)) docs.push(doc);
    return docs;
  };
  let said = 0;
  const say = (conversation: string, input: Inbound['input']) =>
    core.turns.deliver({
      conversation,
      dedupe: `n${(said += 1)}`,
      input,
      channel: 'directline',
      person: 'p',
      receivedAt: world.deps.now(),
    });
  const text = (words: string): Inbound['input'] => ({ kind: 'text', text: words });
  const begin = (conversation: string, order: string, email = EMAIL) =>
    register(world.deps, {
      id: `register-${conversation}-${order}`,
      by: { role: 'guest', conversation },
      type: 'register',
      order,
      email,
      locale: 'en-US',
    });
  const forgotten = async () => {
    await core.dispatcher.drain();
    await core.dispatcher.drain();
    await world.store.scrub?.();
    expect(await whereIn(world.store, EMAIL, SAID)).toEqual([]);
    const raw = await bytes[name](ground, world.store);
    for (const canary of [EMAIL, SAID]) expect([canary, has(raw, canary)]).toEqual([canary, false]);
  };

  test('chats from before there were visits are found by the job that ages: signed in, signed out again, and only typed', async () => {
    await seedBills(world.deps, [{ bill: 'BILL-0001' }, { bill: 'BILL-0002', order: 'ORDER-2' }]);
    const account = await seedAccount(world.deps, { email: EMAIL });
    await claimLogin(world.deps, EMAIL, account.customer, account.account);
    for (const conversation of ['directline:in', 'directline:out']) {
      await say(conversation, { kind: 'notice', name: 'linked', params: { ...account, email: EMAIL } });
      await say(conversation, text(`a person please, ${SAID}`));
      if (conversation === 'directline:out') await say(conversation, text('sign out'));
    }
    await say('directline:typed', text(`register ORDER-2 ${EMAIL}`));
    await say('directline:typed', text('confirm'));
    for (const { pk, id, kind } of await all())
      if (kind === 'visit') await world.store.commit(pk, [{ op: 'delete', id }]);
    const exported = async () =>
      JSON.stringify(await exportPerson(world.deps, (await findAccount(world.deps, EMAIL))!));
    expect(await exported()).not.toContain(SAID);
    while (!(await ageSome(world.deps, 5)));
    expect(await exported()).toContain(SAID);
    const begun = await forgetAccount(world.deps, account.customer, account.account);
    expect(begun.ok).toBe(true);
    await forgotten();
  });

  test('every registration goes, also one that a newer hides, and the contact of orders; who was refused stays refused', async () => {
    const orders = ['ORDER-1', 'ORDER-2', 'ORDER-3'].map((order, i) => ({ bill: `BILL-000${i + 1}`, order }));
    await seedBills(world.deps, orders);
    await seedBills(world.deps, [{ bill: 'BILL-0009', order: 'ORDER-9', contact: EMAIL }]);
    for (const { order } of orders) expect((await begin('directline:g', order)).ok).toBe(true);
    expect((await begin('directline:thief', 'ORDER-9', 'thief@elsewhere.example')).ok).toBe(true);
    expect((await decideOrder(world.deps, { order: 'ORDER-9', verdict: 'refuse', by: STAFF })).ok).toBe(true);
    const copy = JSON.stringify(await exportAddress(world.deps, EMAIL));
    expect(copy).toContain('ORDER-3');
    expect(copy).toContain('agreementAsked');
    expect(copy).not.toMatch(/nonce|hash/i);
    await core.dispatcher.drain();
    expect((await forgetAddress(world.deps, EMAIL)).ok).toBe(true);
    await forgotten();
    const again = await begin('directline:thief2', 'ORDER-9', 'thief@elsewhere.example');
    expect(again).toMatchObject({ reason: { code: 'orderRefused' } });
    expect((await begin('directline:new', 'ORDER-1', 'new@elsewhere.example')).ok).toBe(true);
  });

  test('limits by the address alone, or by the address at a door, go with it; the table says which those are', async () => {
    await seedBills(world.deps, [{ bill: 'BILL-0001' }]);
    const limits = async () => (await all()).filter(({ kind }) => kind === 'limit').map(({ pk }) => pk.split(':')[1]);
    expect((await begin('directline:g', 'ORDER-1')).ok).toBe(true);
    await signInFails();
    expect(await limits()).toEqual(expect.arrayContaining(['registerToAll', 'signInAll']));
    expect((await forgetAddress(world.deps, EMAIL)).ok).toBe(true);
    await core.dispatcher.drain();
    for (const name of [...LIMITS_OF_PERSON.alone, ...LIMITS_OF_PERSON.atDoor])
      expect(await limits()).not.toContain(name);
    const others = Object.entries(LIMITS).filter(([, { per }]) => /^(account|mailbox)/.test(per));
    const erased: string[] = [...LIMITS_OF_PERSON.alone, ...LIMITS_OF_PERSON.atDoor];
    const windows = others.filter(([one]) => !erased.includes(one)).map(([, limit]) => limit.windows.at(-1)!.windowMs);
    expect(Math.max(...windows)).toBeLessThanOrEqual(86_400_000);
  });

  const signInFails = async () => {
    const given = { email: EMAIL, password: 'wrong', ip: '203.0.113.9' };
    expect((await openMyData(world.deps, given)).ok).toBe(false);
  };
});
