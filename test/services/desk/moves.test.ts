// A clerk's moves, on both stores: one commit each, told half a minute later or taken back, numbers once, reasons in the customer's language.
import { createCore } from '../../../bot/process/core';
import { REJECT_REASONS } from '../../../domain/desk';
import { swappedBack } from '../../../domain/fapiao-swap';
import { later } from '../../../domain/time';
import { LOCALES, say, translate } from '../../../locales';
import { act } from '../../../services/desk/act';
import { detailOf } from '../../../services/desk/detail';
import { reveal } from '../../../services/desk/reveal';
import { tagOf } from '../../../services/desk/rows';
import { undo } from '../../../services/desk/undo';
import { everyIn } from '../../../storage/every';
import { bodyOf, keys } from '../../../storage/records';
import { acts, HAN_MEI, LI_LEI, storedOf } from '../../support/desk-work';
import { deadLetter } from '../../../bot/outbox/undelivered';
import { eraseBeside } from '../../../services/privacy/erase-desk';
import { grounds, type Name, whereIn } from '../../support/canaries';
import {
  applied,
  billOf,
  by,
  createWorldOn,
  draft,
  emptyOutbox,
  type Ground,
  NOW,
  outbox,
  seedAccount,
  seedBills,
  type World,
} from '../../support/fapiao-world';

const A = '26310000000012345678';
const B = '26310000000012345679';
const SF = { method: 'sf', recipient: '王敏', mobile: '13800138000', address: '上海市浦东新区世纪大道100号' } as const;
const log = { debug() {}, info() {}, warn() {}, error() {} };

test.each([
  ['26310000000012354678', [B], A],
  ['26310000000021345678', [B], A],
  // Near enough to be one of the row.
  ['26310000000012345687', [B], undefined],
  ['26310000000012345700', [], undefined],
  ['26310000000099999999', [B], undefined],
] as [string, string[], string | undefined][])('%s beside %j is %s with two digits swapped', (number, known, like) => {
  expect(swappedBack(number, known)).toBe(like);
});

describe.each(Object.keys(grounds) as Name[])('on %s', (name) => {
  let ground: Ground;
  let world: World<Ground>;
  let commands = 0;
  beforeEach(async () => {
    ground = await grounds[name]();
    world = await createWorldOn(ground);
  });
  afterEach(() => ground.remove());

  /** Two bills, one fapiao each; nothing left to tell. */
  async function submitted(more: Parameters<typeof draft>[1] = {}) {
    await seedBills(world.deps, [{ bill: 'BILL-0001' }, { bill: 'BILL-0002', period: '2026-09' }]);
    const link = await seedAccount(world.deps);
    const [number = ''] = await applied(world.deps, by(link), draft(['BILL-0001', 'BILL-0002'], more));
    await emptyOutbox(world.deps);
    return { number, link };
  }
  const body = async (number: string) => (await storedOf(world.deps, number)).body;
  const detail = async (number: string) => detailOf(world.deps, await storedOf(world.deps, number), LI_LEI);
  const takeBack = (number: string, deps = world.deps, staff = LI_LEI) =>
    undo(deps, { number, staff, commandId: `undo-${(commands += 1)}` });
  const issued = (number: string, numbers = [A, B]) =>
    acts(world.deps, LI_LEI, number, 'issue', { fapiaos: numbers.map((one) => ({ number: one })) });

  test('issuing begins the work, is one commit with its audit, and is told once, half a minute later', async () => {
    const { number } = await submitted();
    expect((await detail(number)).can).toEqual(['claim', 'start', 'issue', 'delay', 'reject', 'cancel', 'note']);
    expect(await issued(number)).toEqual({ ok: true });
    const { state, events, fapiaos } = await body(number);
    expect([state, events.map(({ event }) => event), fapiaos.length]).toEqual([
      'issued',
      ['submit', 'start', 'issue'],
      2,
    ]);
    const rows = await outbox(world.deps);
    expect(rows.map(({ to, name: row }) => `${to} ${row}`).toSorted()).toEqual([
      'chat applicationChanged',
      'mail applicationChanged',
    ]);
    for await (const doc of everyIn(world.store, 'due'))
      expect(doc.lists?.due?.slice(0, 24)).toBe(later(world.deps.now(), 30_000));
    const deeds: unknown[] = [];
    for await (const doc of everyIn(world.store, 'audit')) deeds.push(bodyOf('audit', doc));
    expect(deeds).toMatchObject([
      {
        name: 'Li Lei',
        action: 'application.issue',
        subject: number,
        before: { state: 'submitted' },
        after: { state: 'issued' },
      },
    ]);
    expect((await billOf(world.deps, 'BILL-0001')).stage).toBe('issued');
    expect((await detail(number)).undo).toEqual({ event: 'issue', until: later(world.deps.now(), 30_000) });
  });

  test('taken back, all is as it was: application, bills, numbers, and nobody is told', async () => {
    const { number } = await submitted();
    const before = await storedOf(world.deps, number);
    await issued(number);
    expect(await takeBack(number)).toEqual({ ok: true });
    const after = await storedOf(world.deps, number);
    expect([after.body, after.lists]).toEqual([before.body, before.lists]);
    expect((await billOf(world.deps, 'BILL-0001')).stage).toBe('applied');
    expect(await world.store.get(keys.fapiao(A))).toBeUndefined();
    expect(await outbox(world.deps)).toEqual([]);
    expect(await takeBack(number)).toMatchObject({ reason: { code: 'undoNothing' } });
    expect((await detail(number)).history.at(-1)).toMatchObject({ by: 'Li Lei', event: 'undo', note: 'issue' });
    // The numbers are free again, also for it.
    expect(await issued(number)).toEqual({ ok: true });
  });

  test('rejected and taken back: its bills are its own again, unless somebody applied with one meanwhile', async () => {
    const { number, link } = await submitted();
    await acts(world.deps, LI_LEI, number, 'reject', { text: 'no' });
    expect((await billOf(world.deps, 'BILL-0002')).application).toBeUndefined();
    await takeBack(number);
    expect(await billOf(world.deps, 'BILL-0002')).toMatchObject({ application: number, stage: 'applied' });
    await acts(world.deps, LI_LEI, number, 'reject', { text: 'no' });
    const [second = ''] = await applied(world.deps, by(link), draft(['BILL-0002']));
    expect(await takeBack(number)).toMatchObject({ reason: { code: 'undoBills' } });
    expect((await body(number)).state).toBe('rejected');
    expect((await billOf(world.deps, 'BILL-0002')).application).toBe(second);
  });

  test('after half a minute, after it was told, and after another change it stays as it is', async () => {
    const { number } = await submitted();
    await acts(world.deps, LI_LEI, number, 'start');
    const start = world.deps.now();
    const core = createCore(
      { ...world.deps, now: () => later(start, 30_001) },
      { botFramework: {}, mailFrom: 'F <f@x.example>' },
      log as never,
    );
    await core.dispatcher.drain();
    expect(await takeBack(number)).toMatchObject({ reason: { code: 'undoTold' } });
    await acts(world.deps, LI_LEI, number, 'delay', { until: '2026-12-04' });
    expect((await body(number)).expectedAt).toBe('2026-12-04T15:59:59.999Z');
    // A claim beside it changes nothing that was told.
    await acts(world.deps, HAN_MEI, number, 'claim');
    ground.setNow(later(start, 30_000));
    expect(await takeBack(number)).toMatchObject({ reason: { code: 'undoLate' } });
    expect((await body(number)).state).toBe('outOfStock');
  });

  test('numbers of others and swapped digits are refused; a swapped one that was compared goes', async () => {
    const { number } = await submitted();
    expect(await issued(number, [A, '26310000000021345679'])).toMatchObject({ reason: { code: 'fapiaoSwapped' } });
    expect(await issued(number, [A])).toMatchObject({ reason: { code: 'fapiaoCount' } });
    expect((await body(number)).state).toBe('submitted');
    const sure = { fapiaos: [{ number: A }, { number: '26310000000021345679' }], sure: true };
    expect(await acts(world.deps, LI_LEI, number, 'issue', sure)).toEqual({ ok: true });
    await seedBills(world.deps, [{ bill: 'BILL-0009', order: 'ORDER-9' }]);
    const other = await seedAccount(world.deps, { id: 'account-9', orders: ['ORDER-9'] });
    const [second = ''] = await applied(world.deps, by(other), draft(['BILL-0009']));
    expect(await issued(second, [A])).toMatchObject({ reason: { code: 'fapiaoTaken', params: { number: A } } });
    expect(await issued(second, ['26310000000012345768'])).toMatchObject({
      ok: false,
      reason: { code: 'fapiaoSwapped' },
    });
    expect((await body(second)).state).toBe('submitted');
  });

  test('a correction keeps what it was for, needs a reason, and is told as what it is', async () => {
    const { number } = await submitted({ kind: 'paper-normal', delivery: SF });
    await issued(number);
    await acts(world.deps, LI_LEI, number, 'mail', { waybill: 'SF1234567890123' });
    await emptyOutbox(world.deps);
    expect(await acts(world.deps, HAN_MEI, number, 'correct', { waybill: 'SF1234567890124' })).toMatchObject({
      reason: { code: 'reasonMissing' },
    });
    expect(await acts(world.deps, HAN_MEI, number, 'correct', { waybill: 'SF1234567890123', text: 'x' })).toMatchObject(
      {
        reason: { code: 'correctNothing' },
      },
    );
    const right = {
      waybill: 'SF1234567890124',
      fapiaos: [{ number: A }, { number: '26310000000012345680' }],
      text: 'mistyped',
    };
    expect(await acts(world.deps, HAN_MEI, number, 'correct', right)).toEqual({ ok: true });
    const after = await body(number);
    expect(after).toMatchObject({
      state: 'mailed',
      shipment: { waybill: 'SF1234567890124' },
      events: expect.arrayContaining([expect.objectContaining({ event: 'correct' })]),
    });
    expect(JSON.stringify(after)).not.toContain('mistyped');
    expect((await detail(number)).history.at(-1)).toMatchObject({
      by: 'Han Meimei',
      event: 'correct',
      note: 'mistyped',
    });
    const rows = await outbox(world.deps);
    expect(rows.length).toBe(2);
    for (const row of rows) expect(row.params).toMatchObject({ event: 'correct', waybill: 'SF1234567890124' });
    expect(await takeBack(number, world.deps, HAN_MEI)).toEqual({ ok: true });
    expect(await body(number)).toMatchObject({
      shipment: { waybill: 'SF1234567890123' },
      fapiaos: [{ number: A }, { number: B }],
    });
  });

  test('what is corrected before anybody was told is told once, with the right number, and taken back as one', async () => {
    const { number } = await submitted();
    const before = await body(number);
    await issued(number, [A, B]);
    const right = { fapiaos: [{ number: A }, { number: '26310000000012345680' }], text: 'mistyped', sure: true };
    expect(await acts(world.deps, LI_LEI, number, 'correct', right)).toEqual({ ok: true });
    const rows = await outbox(world.deps);
    expect(rows.length).toBe(2);
    for (const { params } of rows)
      expect(params).toMatchObject({ event: 'issue', fapiaos: [A, '26310000000012345680'] });
    expect((await detail(number)).history.at(-1)).toMatchObject({ event: 'correct', note: 'mistyped' });
    expect(await takeBack(number)).toEqual({ ok: true });
    expect(await body(number)).toEqual(before);
    expect(await outbox(world.deps)).toEqual([]);
    for (const one of [A, B, '26310000000012345680']) expect(await world.store.get(keys.fapiao(one))).toBeUndefined();
  });

  test("a colleague's act, and one that was told, are corrected by a word of their own", async () => {
    const { number } = await submitted();
    await issued(number, [A, B]);
    const to = (last: string) => ({ fapiaos: [{ number: A }, { number: last }], text: 'mistyped', sure: true });
    expect(await acts(world.deps, HAN_MEI, number, 'correct', to('26310000000012345680'))).toEqual({ ok: true });
    const events = async () => (await outbox(world.deps)).map(({ params }) => (params as { event: string }).event);
    expect((await events()).toSorted()).toEqual(['correct', 'correct', 'issue', 'issue']);
    await emptyOutbox(world.deps);
    expect(await acts(world.deps, HAN_MEI, number, 'correct', to('26310000000012345681'))).toEqual({ ok: true });
    expect(await events()).toEqual(['correct', 'correct']);
  });

  test('a rejection has a reason of the list in the language of the application, and a sentence', async () => {
    const { number } = await submitted();
    const stored = await storedOf(world.deps, number);
    const reject = (data: object, id: string) =>
      act(world.deps, {
        number,
        act: 'reject',
        data,
        staff: LI_LEI,
        etag: tagOf(stored),
        commandId: id,
        wordReason: (code, locale) => translate(locale, say(`reasons:${code}`)),
      });
    expect(await reject({ reason: 'because' }, 'reject-1')).toMatchObject({ reason: { code: 'reasonUnknown' } });
    expect(await reject({ reason: 'other' }, 'reject-2')).toMatchObject({ reason: { code: 'reasonMissing' } });
    expect(await reject({}, 'reject-3')).toMatchObject({ reason: { code: 'reasonMissing' } });
    expect(await reject({ reason: 'taxIdMismatch', text: 'See the licence.' }, 'reject-4')).toEqual({ ok: true });
    const { reason, rejection } = await body(number);
    expect(rejection).toBe('taxIdMismatch');
    expect(reason).toBe('The tax ID does not belong to this title. Please check both. See the licence.');
    for (const locale of LOCALES)
      for (const code of REJECT_REASONS) expect(translate(locale, say(`reasons:${code}`)).length).toBeGreaterThan(4);
  });

  test('an order that was taken from who applied: nothing goes to them any more, and nobody is told', async () => {
    const { number } = await submitted();
    const key = keys.account('o:ORDER-1', 'account-1');
    const { etag, ...doc } = (await world.store.get(key))!;
    await world.store.commit(key.pk, [
      { op: 'replace', doc: { ...doc, body: { ...bodyOf('account', doc), orders: [] } }, etag },
    ]);
    expect((await detail(number)).warnings).toContain('closed');
    expect(await issued(number)).toMatchObject({ reason: { code: 'applicationClosed' } });
    expect(await world.store.get(keys.fapiao(A))).toBeUndefined();
    expect(await acts(world.deps, LI_LEI, number, 'cancel')).toEqual({ ok: true });
    expect(await outbox(world.deps)).toEqual([]);
  });

  test.each(['２０２６-12-32', '2026-02-30', '12/10/2026', '99999-01-01', '2026-12-10 0:00', 'tomorrow', ''])(
    '%j is no day: it is refused, and nobody is told of another one',
    async (until) => {
      const { number } = await submitted();
      expect(await acts(world.deps, LI_LEI, number, 'start')).toEqual({ ok: true });
      expect(await acts(world.deps, LI_LEI, number, 'delay', { until })).toMatchObject({
        reason: { code: 'dateFormat' },
      });
    },
  );

  test('a day as an input method writes it is that day', async () => {
    const { number } = await submitted();
    expect(await acts(world.deps, LI_LEI, number, 'delay', { until: ' ２０２６-１２-１０' })).toEqual({ ok: true });
    expect((await storedOf(world.deps, number)).body.expectedAt).toBe('2026-12-10T15:59:59.999Z');
  });

  test('what is masked is shown on demand, and the look is in the audit without the value', async () => {
    const account = '121900000000000';
    const buyer = {
      kind: 'enterprise',
      name: '上海青禾餐饮管理有限公司',
      taxId: '91310115591693856A',
      address: '上海市某路1号',
      phone: '021-55550000',
      bank: '招商银行',
      account,
    } as const;
    const { number } = await submitted({ kind: 'digital-special', buyer });
    expect(JSON.stringify(await detail(number))).not.toContain(account);
    expect(await reveal(world.deps, { number, field: 'account', staff: LI_LEI })).toEqual({ ok: true, value: account });
    expect(await reveal(world.deps, { number, field: 'name', staff: LI_LEI })).toMatchObject({
      reason: { code: 'notMasked' },
    });
    const deeds: unknown[] = [];
    for await (const doc of everyIn(world.store, 'audit')) deeds.push(doc.body);
    expect(deeds).toMatchObject([{ action: 'reveal', subject: number, text: 'account' }]);
    expect(JSON.stringify(deeds)).not.toContain(account);
  });

  test('what became of each mail and notice is seen: waiting, given, refused with why; and it goes with the person', async () => {
    const { number } = await submitted();
    await acts(world.deps, LI_LEI, number, 'start');
    expect((await detail(number)).notices).toMatchObject([
      { event: 'start', state: 'waiting' },
      { event: 'start', state: 'waiting' },
    ]);
    const ahead = { ...world.deps, now: () => later(NOW, 31_000) };
    const core = createCore(ahead, { botFramework: {}, mailFrom: 'F <f@x.example>' }, log as never);
    await core.dispatcher.drain();
    const { notices } = await detail(number);
    expect(notices.map(({ to, state }) => `${to} ${state}`).toSorted()).toEqual(['chat given', 'mail given']);
    expect(notices.find(({ to }) => to === 'mail')?.target).toBe('account-1@qinghe.example');
    // What was said is kept no longer than it takes to say it.
    await acts(world.deps, LI_LEI, number, 'reject', { text: 'canary-in-the-reason' });
    const [row] = (await world.store.list('due', { limit: 10 })).docs.filter(
      (doc) => bodyOf('outbox', doc).to === 'mail',
    );
    await deadLetter(world.store, { ...row!, body: bodyOf('outbox', row!) }, world.deps.now(), '550');
    expect((await detail(number)).notices).toContainEqual(
      expect.objectContaining({ to: 'mail', event: 'reject', state: 'refused', why: '550' }),
    );
    await acts(world.deps, LI_LEI, number, 'note', { text: 'canary-in-a-note' });
    await eraseBeside(world.deps, keys.customer('o:ORDER-1'), number);
    const left = await whereIn(world.store, 'canary-in-a-note');
    expect(left).toEqual([]);
    expect((await detail(number)).notices).toEqual([]);
    expect((await whereIn(world.store, 'canary-in-the-reason')).every((one) => !one.includes('audit:'))).toBe(true);
  });
});
