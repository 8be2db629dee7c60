// What happens to applications: every move with its bills and notices, and openings that happen by themselves.
import {
  applicationsOf,
  cancelCommand,
  findApplication,
  listApplications,
  moveApplication,
  submitScheduled,
} from '../../../services/application/applications';
import { accountOf } from '../../../services/account/accounts';
import { applyCommand } from '../../../services/application/apply';
import { billsOf } from '../../../services/application/bills';
import { changeText } from '../../../dialogs/answers/application-changed';
import { takeDue } from '../../../storage/dues';
import { changesIn } from '../../support/changes';
import type { Deps } from '../../../services/shared/deps';
import {
  applied,
  applying,
  billOf,
  by,
  createWorld,
  draft,
  emptyOutbox,
  outbox,
  reasonOf,
  seedAccount,
  seedBills,
  type World,
} from '../../support/fapiao-world';

let world: World;
let deps: Deps;
beforeEach(async () => {
  world = await createWorld();
  deps = world.deps;
});
afterEach(() => world.temp.remove());

const STAFF = { role: 'staff', name: 'clerk' } as const;
const A = '26310000000012345678';
const B = '26310000000012345679';
const SF = {
  method: 'sf',
  recipient: '王敏',
  mobile: '13800138000',
  address: '上海市浦东新区世纪大道100号12楼',
} as const;

/** What the chat says of its newest notice. */
async function told() {
  const [change] = changesIn((await outbox(deps)).filter(({ to }) => to === 'chat')).slice(-1);
  return change && changeText(change, { locale: 'en-US', business: deps.business });
}

/** An application of two bills, 1,368.00 and 0.01, in processing, with an empty outbox. */
async function processing(more: Parameters<typeof draft>[1] = {}) {
  await seedBills(deps, [
    { bill: 'BILL-0001', period: '2026-09', amount: '1368.00' },
    { bill: 'BILL-0002', period: '2026-10', amount: '0.01' },
  ]);
  const link = await seedAccount(deps);
  const [number = ''] = await applied(deps, by(link), draft(['BILL-0002', 'BILL-0001'], more));
  await go(number, 'start');
  await emptyOutbox(deps);
  return { number, link };
}

const go = async (number: string, event: Parameters<typeof moveApplication>[1]['event'], data = {}) => {
  const moved = await moveApplication(deps, { number, event, by: STAFF, data });
  if (!moved.ok) throw new Error(JSON.stringify(moved.reason));
  return moved;
};
const refusal = async (number: string, event: Parameters<typeof moveApplication>[1]['event'], data = {}) => {
  const moved = await moveApplication(deps, { number, event, by: STAFF, data });
  return moved.ok ? 'moved' : moved.reason.code;
};

const issueA = (each: Deps, no: string) =>
  moveApplication(each, { number: no, event: 'issue', by: STAFF, data: { fapiaos: [{ number: A }] } });

describe('issuing', () => {
  it('gives one number to each bill, the oldest first, and the sum is right to the cent', async () => {
    const { number } = await processing();
    const { application } = await go(number, 'issue', { fapiaos: [{ number: A }, { number: B }] });
    expect(application.fapiaos).toEqual([
      { number: A, amount: 136_800, bills: ['BILL-0001'], issuedAt: deps.now() },
      { number: B, amount: 1, bills: ['BILL-0002'], issuedAt: deps.now() },
    ]);
    expect(application.amount).toBe(136_801);
    expect(await billOf(deps, 'BILL-0001')).toMatchObject({ application: number, stage: 'issued' });
  });

  it('gives one number to all bills together', async () => {
    const { number } = await processing({ grouping: 'together' });
    expect(await refusal(number, 'issue', { fapiaos: [{ number: A }, { number: B }] })).toBe('fapiaoCount');
    const { application } = await go(number, 'issue', { fapiaos: [{ number: A, amount: 136_801 }] });
    expect(application.fapiaos).toMatchObject([{ amount: 136_801, bills: ['BILL-0001', 'BILL-0002'] }]);
  });

  it.each([
    ['too few numbers', [{ number: A }], 'fapiaoCount'],
    ['a number that is none', [{ number: A }, { number: '2631' }], 'fapiaoNumberFormat'],
    ['the same number twice', [{ number: A }, { number: A }], 'fapiaoTwice'],
    ['one cent too much', [{ number: A, amount: 136_801 }, { number: B }], 'fapiaoSum'],
    [
      'a bill on two of them',
      [
        { number: A, bills: ['BILL-0001'] },
        { number: B, bills: ['BILL-0001'] },
      ],
      'fapiaoBills',
    ],
    ['a bill of somebody else', [{ number: A, bills: ['BILL-9999'] }, { number: B }], 'fapiaoBills'],
    ['a code on a digital one', [{ number: '12345678', code: '031001900111' }, { number: B }], 'fapiaoMedium'],
  ])('refuses %s, and nothing has changed', async (_, fapiaos, code) => {
    const { number } = await processing();
    expect(await refusal(number, 'issue', { fapiaos })).toBe(code);
    expect((await findApplication(deps, number))?.body.state).toBe('processing');
    expect(await outbox(deps)).toEqual([]);
  });

  it('uses a number once, also when two clerks type it at the same time', async () => {
    const { number, link } = await processing({ grouping: 'together' });
    await seedBills(deps, [{ bill: 'BILL-0003' }]);
    const [second = ''] = await applied(deps, by(link), draft(['BILL-0003']));
    await go(second, 'start');
    const other = await world.other();
    const both = await Promise.all([issueA(deps, number), issueA(other, second)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.map(reasonOf).filter(Boolean)).toEqual(['fapiaoTaken']);
  });

  it('frees the other numbers when one of them is taken', async () => {
    const { number, link } = await processing();
    await seedBills(deps, [{ bill: 'BILL-0003' }, { bill: 'BILL-0004' }]);
    const [second = ''] = await applied(deps, by(link), draft(['BILL-0003']));
    const [third = ''] = await applied(deps, by(link), draft(['BILL-0004']));
    await go(second, 'start');
    await go(second, 'issue', { fapiaos: [{ number: B }] });
    expect(await refusal(number, 'issue', { fapiaos: [{ number: A }, { number: B }] })).toBe('fapiaoTaken');
    await go(third, 'start');
    await go(third, 'issue', { fapiaos: [{ number: A }] });
  });

  it('takes an older number with its code on paper, and doubts an unknown region', async () => {
    const { number } = await processing({ kind: 'paper-normal', delivery: SF });
    const fapiaos = [{ number: '12345678', code: '031001900111' }, { number: '26990000000012345678' }];
    const moved = await go(number, 'issue', { fapiaos });
    expect(moved.warn?.code).toBe('fapiaoRegion');
    expect(moved.application.fapiaos[0]).toMatchObject({ number: '12345678', code: '031001900111' });
  });
});

describe('on its way', () => {
  it('digital: sent by e-mail, and the delivery addresses are told, each once', async () => {
    const { number } = await processing({
      delivery: { method: 'email', emails: ['books@qinghe.example', 'account-1@qinghe.example'] },
    });
    await go(number, 'issue', { fapiaos: [{ number: A }, { number: B }] });
    expect(await refusal(number, 'mail', { waybill: 'SF1234567890123' })).toBe('moveNotAllowed');
    await emptyOutbox(deps);
    expect((await go(number, 'deliver')).application.state).toBe('delivered');
    const mails = (await outbox(deps)).filter(({ to }) => to === 'mail');
    expect(mails.map(({ target }) => target).toSorted()).toEqual(['account-1@qinghe.example', 'books@qinghe.example']);
    expect(mails[0]?.params).toMatchObject({ state: 'delivered', fapiaos: [A, B] });
  });

  it('by courier: the one that the customer chose, with a waybill that is doubted when it looks strange', async () => {
    const { number } = await processing({ kind: 'paper-normal', delivery: SF });
    await go(number, 'issue', { fapiaos: [{ number: A }, { number: B }] });
    expect(await refusal(number, 'mail', { carrier: 'yunda', waybill: '431234567890123' })).toBe('carrierOther');
    expect(await refusal(number, 'mail', {})).toBe('empty');
    expect(await refusal(number, 'mail', { waybill: '<b>' })).toBe('waybillCharacters');
    expect(await refusal(number, 'ready')).toBe('moveNotAllowed');
    await emptyOutbox(deps);
    const moved = await go(number, 'mail', { waybill: 'sf 123' });
    expect(moved.warn).toEqual({ code: 'waybillFormat', params: { carrier: 'sf' } });
    expect(moved.application.shipment).toEqual({ carrier: 'sf', waybill: 'SF123', sentAt: deps.now() });
    expect(await told()).toMatchObject({
      key: 'notices:applicationChanged.mailedSf',
      values: { waybill: 'SF123', number },
    });
    await go(number, 'deliver');
  });

  it('for pickup: ready, with the branch in the notice', async () => {
    const { number } = await processing({
      kind: 'paper-normal',
      delivery: { method: 'pickup', recipient: '王敏', mobile: '13800138000' },
    });
    await go(number, 'issue', { fapiaos: [{ number: A }, { number: B }] });
    await emptyOutbox(deps);
    await go(number, 'ready');
    expect(await told()).toMatchObject({
      key: 'notices:applicationChanged.readyForPickup',
      values: { phone: '021-28986102' },
    });
  });
});

describe('delays and ends', () => {
  it('a delay has an expected date, which is the due date when work goes on', async () => {
    const { number } = await processing();
    expect(await refusal(number, 'delay')).toBe('dateFormat');
    expect(await refusal(number, 'delay', { expectedAt: '2026-11-19T15:59:59.999Z' })).toBe('expectedPast');
    const delayed = await go(number, 'delay', { expectedAt: '2026-12-01T15:59:59.999Z' });
    expect(delayed.application).toMatchObject({ state: 'outOfStock', expectedAt: '2026-12-01T15:59:59.999Z' });
    world.temp.setNow('2026-11-30T08:00:00.000Z');
    expect((await listApplications(deps, { limit: 5 })).applications[0]?.overdue).toBe(false);
    const started = await go(number, 'start');
    expect(started.application).toMatchObject({
      state: 'processing',
      dueAt: '2026-12-01T15:59:59.999Z',
      overdue: false,
    });
    expect(started.application.expectedAt).toBeUndefined();
    world.temp.setNow('2026-12-01T16:00:00.000Z');
    expect((await listApplications(deps, { limit: 5 })).applications[0]?.overdue).toBe(true);
  });

  it.each(['reject', 'cancel'] as const)('%s frees its bills for a new application', async (event) => {
    const { number, link } = await processing();
    await go(number, event, { reason: 'The title is not registered' });
    expect((await billOf(deps, 'BILL-0001')).application).toBeUndefined();
    expect((await billOf(deps, 'BILL-0001')).stage).toBeUndefined();
    expect(await applied(deps, by(link), draft(['BILL-0001', 'BILL-0002']))).toHaveLength(1);
    // The old one can't touch bills that are another application's by now.
    expect(await refusal(number, event, { reason: 'again' })).toBe('moveNotAllowed');
    expect((await billOf(deps, 'BILL-0001')).application).toBe('FP-2611-0002');
  });

  it('a rejection says why', async () => {
    const { number } = await processing();
    expect(await refusal(number, 'reject')).toBe('reasonMissing');
    expect(await refusal(number, 'reject', { reason: ' \u200b\n' })).toBe('reasonMissing');
    const { application } = await go(number, 'reject', { reason: 'Wrong\ntitle' });
    expect(application).toMatchObject({ state: 'rejected', reason: 'Wrong title' });
    expect(await told()).toMatchObject({
      key: 'notices:applicationChanged.rejected',
      values: { reason: 'Wrong title' },
    });
  });

  it('each step is an event with its time, state and who did it', async () => {
    const { number } = await processing();
    const events = (await findApplication(deps, number))?.body.events;
    expect(events).toEqual([
      { at: deps.now(), by: 'account:account-1', event: 'submit', state: 'submitted' },
      { at: deps.now(), by: 'staff:clerk', event: 'start', state: 'processing' },
    ]);
  });
});

describe('notices', () => {
  it('go to the account by mail and to the chat where it was applied for, in its language', async () => {
    const { number } = await processing();
    await go(number, 'issue', { fapiaos: [{ number: A }, { number: B }] });
    const rows = await outbox(deps);
    expect(rows.map(({ to, target, name, locale }) => [to, target, name, locale])).toEqual([
      ['mail', 'account-1@qinghe.example', 'applicationChanged', 'en-US'],
      ['chat', 'web:1', 'applicationChanged', 'en-US'],
    ]);
    expect(rows[1]?.params).toMatchObject({ customer: 'o:ORDER-1', account: 'account-1', number, state: 'issued' });
    // The mail's row knows where a refusal of it is told.
    expect(rows[0]?.params).toMatchObject({ conversation: 'web:1', account: 'account-1' });
  });

  it('of a command go to every place but the chat that gave it', async () => {
    await seedBills(deps, [{ bill: 'BILL-0001' }, { bill: 'BILL-0002' }]);
    const link = await seedAccount(deps);
    const [first = ''] = await applied(deps, by(link, 'web:1'), draft(['BILL-0001']));
    const [second = ''] = await applied(deps, by(link, 'web:1'), draft(['BILL-0002']));
    await emptyOutbox(deps);
    await cancelCommand(deps, { id: 'c1', by: by(link, 'web:1'), type: 'cancelApplication', number: first });
    expect((await outbox(deps)).map(({ to }) => to)).toEqual(['mail']);
    await cancelCommand(deps, { id: 'c2', by: by(link, 'web:2'), type: 'cancelApplication', number: second });
    expect((await outbox(deps)).filter(({ to }) => to === 'chat').map(({ target }) => target)).toEqual(['web:1']);
  });
});

describe('cancelling', () => {
  it('works while it is submitted or scheduled, once, and not for others', async () => {
    await seedBills(deps, [{ bill: 'BILL-0001' }, { bill: 'BILL-0002' }]);
    const link = await seedAccount(deps);
    const stranger = await seedAccount(deps, { id: 'account-2', orders: [] });
    const [number = '', started = ''] = [
      ...(await applied(deps, by(link), draft(['BILL-0001']))),
      ...(await applied(deps, by(link), draft(['BILL-0002']))),
    ];
    await go(started, 'start');
    const cancel = (id: string, no: string, actor = by(link)) =>
      cancelCommand(deps, { id, by: actor, type: 'cancelApplication', number: no });
    expect(reasonOf(await cancel('c0', number, by(stranger)))).toBe('applicationUnknown');
    expect(reasonOf(await cancel('c1', started))).toBe('notCancellable');
    expect(await cancel('c2', ` ${number.toLowerCase()} `)).toEqual({ ok: true, type: 'cancelled', number });
    expect(await cancel('c2', ` ${number.toLowerCase()} `)).toEqual({ ok: true, type: 'cancelled', number });
    expect(reasonOf(await cancel('c3', number))).toBe('notCancellable');
    expect((await billOf(deps, 'BILL-0001')).application).toBeUndefined();
  });

  it('and starting at the same time: one wins, and the bill follows the winner', async () => {
    await seedBills(deps, [{ bill: 'BILL-0001' }]);
    const link = await seedAccount(deps);
    const [number = ''] = await applied(deps, by(link), draft(['BILL-0001']));
    const other = await world.other();
    const [cancelled, started] = await Promise.all([
      cancelCommand(deps, { id: 'c1', by: by(link), type: 'cancelApplication', number }),
      moveApplication(other, { number, event: 'start', by: STAFF }),
    ]);
    expect([cancelled.ok, started.ok].filter(Boolean)).toHaveLength(1);
    expect((await billOf(deps, 'BILL-0001')).application).toBe(started.ok ? number : undefined);
  });
});

async function scheduled() {
  await seedBills(deps, [{ bill: 'BILL-0001', paidAt: '2026-11-19T08:00:00.000Z' }]);
  const link = await seedAccount(deps);
  const [number = ''] = await applied(deps, by(link), draft(['BILL-0001'], { ahead: true }));
  await emptyOutbox(deps);
  return { number, link };
}
const take = () => takeDue(deps.store, { now: deps.now(), leaseMs: 60_000, limit: 10, kinds: ['application'] });

describe('a scheduled application', () => {
  it('is submitted by itself at its opening, and the due date counts from then', async () => {
    const { number } = await scheduled();
    world.temp.setNow('2026-11-22T07:59:59.999Z');
    expect(await take()).toEqual([]);
    world.temp.setNow('2026-11-22T08:00:00.000Z');
    const [doc] = await take();
    expect(doc && (await submitScheduled(deps, doc))).toBe(true);
    const found = await findApplication(deps, number);
    expect(found?.body).toMatchObject({
      state: 'submitted',
      submittedAt: '2026-11-22T08:00:00.000Z',
      dueAt: '2026-11-24T15:59:59.999Z',
    });
    expect(found?.lists?.due).toBeUndefined();
    expect(await billOf(deps, 'BILL-0001')).toMatchObject({ application: number, stage: 'applied' });
    const rows = await outbox(deps);
    expect(rows.map(({ to }) => to)).toEqual(['mail', 'chat']);
    expect(await told()).toMatchObject({ key: 'notices:applicationChanged.opened' });
  });

  it('is submitted once when two processes do it', async () => {
    const { number } = await scheduled();
    world.temp.setNow('2026-11-22T08:00:00.000Z');
    const [doc] = await take();
    const other = await world.other();
    const both = doc ? await Promise.all([submitScheduled(deps, doc), submitScheduled(other, doc)]) : [];
    expect(both.filter(Boolean)).toHaveLength(1);
    expect((await findApplication(deps, number))?.body.events.map(({ event }) => event)).toEqual(['schedule', 'open']);
    expect(await outbox(deps)).toHaveLength(2);
  });

  it('waits for an opening that the import has moved to later', async () => {
    const { number } = await scheduled();
    await seedBills(deps, [{ bill: 'BILL-0001', paidAt: '2026-11-20T07:00:00.000Z' }]);
    world.temp.setNow('2026-11-22T08:00:00.000Z');
    const [doc] = await take();
    expect(doc && (await submitScheduled(deps, doc))).toBe(false);
    expect((await findApplication(deps, number))?.body).toMatchObject({
      state: 'scheduled',
      scheduledFor: '2026-11-23T07:00:00.000Z',
    });
    world.temp.setNow('2026-11-23T07:00:00.000Z');
    const [again] = await take();
    expect(again && (await submitScheduled(deps, again))).toBe(true);
  });

  it('can be cancelled before, and is not submitted any more', async () => {
    const { number, link } = await scheduled();
    await cancelCommand(deps, { id: 'c1', by: by(link), type: 'cancelApplication', number });
    world.temp.setNow('2026-11-22T08:00:00.000Z');
    expect(await take()).toEqual([]);
    expect((await billOf(deps, 'BILL-0001')).application).toBeUndefined();
  });
});

describe('finding and listing', () => {
  it('finds by number in any spelling, and lists newest first, page by page, by state', async () => {
    const bills = Array.from({ length: 7 }, (_, i) => `BILL-${i + 1000}`);
    await seedBills(
      deps,
      bills.map((bill) => ({ bill })),
    );
    const link = await seedAccount(deps);
    for (const bill of bills) await applied(deps, by(link), draft([bill]));
    await go('FP-2611-0002', 'start');
    expect((await findApplication(deps, 'fp 2611 0003'))?.body.number).toBe('FP-2611-0003');
    expect(await findApplication(deps, 'FP-2611-003')).toBeUndefined();
    expect(await findApplication(deps, 'FP-2611-9999')).toBeUndefined();
    const first = await listApplications(deps, { limit: 4 });
    expect(first.applications.map(({ number }) => number.slice(-1))).toEqual(['7', '6', '5', '4']);
    const rest = await listApplications(deps, { limit: 4, ...(first.next ? { after: first.next } : {}) });
    expect(rest.applications.map(({ number }) => number.slice(-1))).toEqual(['3', '2', '1']);
    const started = await listApplications(deps, { limit: 4, state: 'processing' });
    expect(started.applications.map(({ number }) => number)).toEqual(['FP-2611-0002']);
  });

  it('an account sees its own only, and its bills with their state and number', async () => {
    await seedBills(deps, [
      { bill: 'BILL-0001', order: 'ORDER-1', tenant: 't', period: '2026-09' },
      { bill: 'BILL-0002', order: 'ORDER-2', tenant: 't', period: '2026-10' },
      { bill: 'BILL-0003', order: 'ORDER-1', tenant: 't', period: '2026-11', paidAt: '2026-11-19T08:00:00.000Z' },
    ]);
    const one = await seedAccount(deps, { customer: 't', id: 'one', orders: ['ORDER-1'] });
    const two = await seedAccount(deps, { customer: 't', id: 'two', orders: ['ORDER-2'] });
    await applied(deps, by(one), draft(['BILL-0001']));
    await applied(deps, by(two), draft(['BILL-0002']));
    const account = (await accountOf(deps, one))?.body;
    expect(account && (await applicationsOf(deps, account)).map(({ number }) => number)).toEqual(['FP-2611-0001']);
    expect(account && (await billsOf(deps, account))).toMatchObject([
      { bill: 'BILL-0003', state: 'notYetOpen', opensAt: '2026-11-22T08:00:00.000Z' },
      { bill: 'BILL-0001', state: 'applied', application: 'FP-2611-0001' },
    ]);
    const outcome = await applyCommand(deps, applying(by(one), draft(['BILL-0002'])));
    expect(reasonOf(outcome)).toBe('billGone');
  });
});
