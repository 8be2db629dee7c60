// Submitting: checked again on the server, one batch, one application whatever happens.
import { applyCommand } from '../../../services/application/apply';
import { applicationsOf, findApplication } from '../../../services/application/applications';
import { accountOf } from '../../../services/account/accounts';
import { billsOf } from '../../../services/application/bills';
import type { ApplyDraft } from '../../../services/commands';
import { bodyOf, keys } from '../../../storage/records';
import {
  applied,
  applying,
  billOf,
  by,
  createWorld,
  draft,
  emptyOutbox,
  outbox,
  PAYER,
  reasonOf,
  seedAccount,
  seedBills,
  type World,
} from '../../support/fapiao-world';
import { changesIn } from '../../support/changes';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.temp.remove());

const numbers = (count: number, from = 1) =>
  Array.from({ length: count }, (_, i) => `BILL-${String(i + from).padStart(4, '0')}`);

describe('a confirmed application', () => {
  it('takes its bill, answers number and due date, and mails to the account', async () => {
    const { deps } = world;
    await seedBills(deps, [{ bill: 'BILL-0001', amount: '1368.00' }]);
    const link = await seedAccount(deps);
    const outcome = await applyCommand(deps, applying(by(link), draft(['BILL-0001'])));
    expect(outcome).toEqual({
      ok: true,
      type: 'applied',
      applications: [
        { number: 'FP-2611-0001', bills: 1, dueAt: '2026-11-24T15:59:59.999Z', provisional: false, medium: 'digital' },
      ],
    });
    expect(await billOf(deps, 'BILL-0001')).toMatchObject({ application: 'FP-2611-0001', stage: 'applied' });
    const rows = await outbox(deps);
    expect(rows.map(({ to, target, name }) => [to, target, name])).toEqual([
      ['mail', 'account-1@qinghe.example', 'applicationChanged'],
    ]);
    expect(rows[0]?.params).toMatchObject({
      number: 'FP-2611-0001',
      state: 'submitted',
      dueAt: '2026-11-24T15:59:59.999Z',
    });
    expect(world.wakes()).toBeGreaterThan(0);
  });

  it('is what the next one is prefilled with (R32)', async () => {
    const { deps } = world;
    await seedBills(deps, [{ bill: 'BILL-0001' }]);
    const link = await seedAccount(deps);
    await applied(
      deps,
      by(link),
      draft(['BILL-0001'], { buyer: { kind: 'enterprise', name: ` ${PAYER} `, taxId: '9131 0115 5916 9385 6a' } }),
    );
    const account = await accountOf(deps, link);
    expect(account?.body.last).toMatchObject({
      at: deps.now(),
      kind: 'digital-normal',
      grouping: 'each',
      buyer: { name: PAYER, taxId: '91310115591693856A' },
    });
  });

  it('keeps its own data when the import changes the bill later', async () => {
    const { deps } = world;
    await seedBills(deps, [{ bill: 'BILL-0001' }]);
    const link = await seedAccount(deps);
    const [number = ''] = await applied(deps, by(link), draft(['BILL-0001']));
    await seedBills(deps, [{ bill: 'BILL-0001', payer: '别的公司' }]);
    expect((await findApplication(deps, number))?.body.payer).toBe(PAYER);
    expect(await billOf(deps, 'BILL-0001')).toMatchObject({ payer: '别的公司', application: number });
  });
});

describe('exactly one application', () => {
  it('when the same command comes twice, also at the same time and from two processes', async () => {
    const { deps } = world;
    await seedBills(deps, [{ bill: 'BILL-0001' }]);
    const link = await seedAccount(deps);
    const other = await world.other();
    const command = applying(by(link), draft(['BILL-0001']), 'form-1');
    const outcomes = await Promise.all([deps, other, deps, other].map((each) => applyCommand(each, command)));
    expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(1);
    expect(await applyCommand(deps, command)).toEqual(outcomes[0]);
    const account = await accountOf(deps, link);
    expect(account && (await applicationsOf(deps, account.body))).toHaveLength(1);
    expect(await outbox(deps)).toHaveLength(1);
  });

  it('when two people confirm the same bill: one wins, the other is told which period is taken', async () => {
    const { deps } = world;
    await seedBills(deps, [
      { bill: 'BILL-0001', period: '2026-09' },
      { bill: 'BILL-0002', period: '2026-10' },
    ]);
    const link = await seedAccount(deps);
    const other = await world.other();
    for (let round = 0; round < 5; round++) {
      const bill = `RACE-${String(round).padStart(4, '0')}`;
      await seedBills(deps, [{ bill, period: '2026-08' }]);
      const outcomes = await Promise.all([
        applyCommand(deps, applying(by(link, 'web:1'), draft([bill]))),
        applyCommand(other, applying(by(link, 'web:2'), draft([bill]))),
      ]);
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      expect(outcomes.find(({ ok }) => !ok)).toEqual({
        ok: false,
        reason: { code: 'billTaken', params: { period: '2026-08' } },
        slot: 'bills',
      });
    }
  });

  it('gives different numbers to applications at the same time', async () => {
    const { deps } = world;
    const bills = numbers(12);
    await seedBills(
      deps,
      bills.map((bill) => ({ bill })),
    );
    const link = await seedAccount(deps);
    const other = await world.other();
    const all = await Promise.all(bills.map((bill, i) => applied(i % 2 ? other : deps, by(link), draft([bill]))));
    expect(new Set(all.flat()).size).toBe(12);
  });

  it('of 50 bills, and none of 51', async () => {
    const { deps } = world;
    await seedBills(
      deps,
      numbers(51).map((bill) => ({ bill, amount: '0.01' })),
    );
    const link = await seedAccount(deps);
    const refused = await applyCommand(deps, applying(by(link), draft(numbers(51))));
    expect(refused).toMatchObject({ ok: false, reason: { code: 'tooManyBills', params: { max: 50 } }, slot: 'bills' });
    const [number = ''] = await applied(deps, by(link), draft(numbers(50)));
    expect((await findApplication(deps, number))?.body).toMatchObject({ amount: 50 });
    const account = await accountOf(deps, link);
    const states = account && (await billsOf(deps, account.body)).map(({ state }) => state);
    expect(states?.filter((state) => state === 'applied')).toHaveLength(50);
  });
});

describe('bills that are not open yet', () => {
  const soon = { bill: 'BILL-0002', paidAt: '2026-11-19T08:00:00.000Z' };

  it('are scheduled apart, with their own number, when applied for ahead', async () => {
    const { deps } = world;
    await seedBills(deps, [{ bill: 'BILL-0001' }, soon, { bill: 'BILL-0003', paidAt: '2026-11-18T08:00:00.000Z' }]);
    const link = await seedAccount(deps);
    const outcome = await applyCommand(
      deps,
      applying(by(link), draft(['BILL-0001', 'BILL-0002', 'BILL-0003'], { ahead: true })),
    );
    expect(outcome).toMatchObject({
      ok: true,
      applications: [
        { number: 'FP-2611-0001', bills: 1 },
        {
          number: 'FP-2611-0002',
          bills: 1,
          scheduledFor: '2026-11-21T08:00:00.000Z',
          dueAt: '2026-11-24T15:59:59.999Z',
        },
        { number: 'FP-2611-0003', bills: 1, scheduledFor: '2026-11-22T08:00:00.000Z' },
      ],
    });
    expect(await billOf(deps, 'BILL-0002')).toMatchObject({ application: 'FP-2611-0003', stage: 'scheduled' });
    expect(changesIn(await outbox(deps)).map(({ state }) => state)).toEqual(['submitted', 'scheduled', 'scheduled']);
    // In the list of due work at its opening, not before.
    const { docs } = await deps.store.list('due', { from: '2026-11-21', limit: 10 });
    expect(docs.map((doc) => bodyOf('application', doc).number)).toEqual(['FP-2611-0002', 'FP-2611-0003']);
  });

  it('are left out when not ahead, and refused when nothing else is left', async () => {
    const { deps } = world;
    await seedBills(deps, [{ bill: 'BILL-0001' }, soon]);
    const link = await seedAccount(deps);
    expect(await applyCommand(deps, applying(by(link), draft(['BILL-0002'])))).toMatchObject({
      reason: { code: 'billNotOpen', params: { period: '2026-10' } },
      slot: 'bills',
    });
    expect(await applied(deps, by(link), draft(['BILL-0001', 'BILL-0002']))).toHaveLength(1);
    expect((await billOf(deps, 'BILL-0002')).application).toBeUndefined();
  });

  it('are refused while they are not paid', async () => {
    const { deps } = world;
    await seedBills(deps, [{ bill: 'BILL-0001', paidAt: null }]);
    const link = await seedAccount(deps);
    const outcome = await applyCommand(deps, applying(by(link), draft(['BILL-0001'], { ahead: true })));
    expect(outcome).toMatchObject({ reason: { code: 'billUnpaid' }, slot: 'bills' });
  });
});

describe('who may apply', () => {
  it('nobody with a void link, and no guest', async () => {
    const { deps } = world;
    await seedBills(deps, [{ bill: 'BILL-0001' }]);
    const link = await seedAccount(deps);
    const guest = { role: 'guest' as const, conversation: 'web:1' };
    expect(reasonOf(await applyCommand(deps, applying(guest, draft(['BILL-0001']))))).toBe('signedOut');
    const old = by({ ...link, epoch: 0 });
    expect(reasonOf(await applyCommand(deps, applying(old, draft(['BILL-0001']))))).toBe('signedOut');
    const late = by({ ...link, until: '2026-11-20T07:00:00.000Z' });
    expect(reasonOf(await applyCommand(deps, applying(late, draft(['BILL-0001']))))).toBe('signedOut');
  });

  it('nobody for bills of orders that the account does not hold, although the customer is the same', async () => {
    const { deps } = world;
    await seedBills(deps, [
      { bill: 'BILL-0001', order: 'ORDER-1', tenant: 'tenant-a' },
      { bill: 'BILL-0002', order: 'ORDER-2', tenant: 'tenant-a' },
    ]);
    const link = await seedAccount(deps, { customer: 'tenant-a', orders: ['ORDER-1'] });
    expect(reasonOf(await applyCommand(deps, applying(by(link), draft(['BILL-0002']))))).toBe('billGone');
    const account = await accountOf(deps, link);
    expect(account && (await billsOf(deps, account.body)).map(({ bill }) => bill)).toEqual(['BILL-0001']);
  });
});

describe('the draft is checked on the server', () => {
  const company = { kind: 'enterprise' as const, name: PAYER, taxId: '91310115591693856A' };
  const all = {
    ...company,
    address: '上海市杨浦区国定路88号',
    phone: '021-55001234',
    bank: '招商银行上海分行',
    account: '121909876543210',
  };
  const courier = {
    method: 'sf' as const,
    recipient: '王敏',
    mobile: '13800138000',
    address: '上海市浦东新区世纪大道100号12楼',
  };
  const cases: [promise: string, change: Partial<ApplyDraft>, code: string, slot: string][] = [
    ['a tax id that is missing', { buyer: { kind: 'enterprise', name: PAYER } }, 'taxIdMissing', 'taxId'],
    [
      'a special one without tax id, even knowingly',
      { kind: 'digital-special', withoutTaxId: true, buyer: { kind: 'enterprise', name: PAYER } },
      'taxIdNeeded',
      'taxId',
    ],
    ['a wrong checksum', { buyer: { ...company, taxId: '91310115591698356A' } }, 'taxIdChecksum', 'taxId'],
    [
      'a special one for a person',
      { kind: 'digital-special', buyer: { kind: 'individual', name: '王敏' } },
      'typeNotAllowed',
      'kind',
    ],
    ['a title of digits', { buyer: { ...company, name: '123456' } }, 'titleLooksLikeNumber', 'name'],
    [
      'a paper special one without address',
      { kind: 'paper-special', buyer: company, delivery: courier },
      'empty',
      'address',
    ],
    [
      'a wrong phone of the buyer',
      { kind: 'paper-special', buyer: { ...all, phone: '28986102' }, delivery: courier },
      'phoneAreaCode',
      'phone',
    ],
    [
      'a courier without a mobile number',
      { kind: 'paper-normal', delivery: { ...courier, mobile: '' } },
      'empty',
      'mobile',
    ],
    [
      'a courier without a recipient',
      { kind: 'paper-normal', delivery: { ...courier, recipient: ' ' } },
      'empty',
      'recipient',
    ],
    [
      'a courier without an address',
      { kind: 'paper-normal', delivery: { ...courier, address: undefined } },
      'empty',
      'shipTo',
    ],
    [
      'an address abroad',
      { kind: 'paper-normal', delivery: { ...courier, address: 'Damrak 1, Amsterdam, Netherlands' } },
      'addressNotMainland',
      'shipTo',
    ],
    ['paper by e-mail', { kind: 'paper-normal' }, 'invalidChoice', 'method'],
    ['digital by courier', { delivery: courier }, 'invalidChoice', 'method'],
    ['no address for the digital one', { delivery: { method: 'email', emails: [] } }, 'empty', 'emails'],
    [
      'a mail header in an address',
      { delivery: { method: 'email', emails: ['a@b.cn\r\nBcc: c@d.cn'] } },
      'emailFormat',
      'emails',
    ],
    ['an unknown kind', { kind: 'stone-normal' as ApplyDraft['kind'] }, 'invalidChoice', 'kind'],
    ['no bill', { bills: [] }, 'empty', 'bills'],
    [
      'a refund with another title',
      { certificate: true, buyer: { ...company, name: '上海青禾餐饮管理有限公司浦东分公司' } },
      'certificateMismatch',
      'name',
    ],
  ];
  it.each(cases)('%s is refused', async (_, change, code, slot) => {
    const { deps } = world;
    await seedBills(deps, [{ bill: 'BILL-0001' }]);
    const link = await seedAccount(deps);
    const outcome = await applyCommand(deps, applying(by(link), draft(['BILL-0001'], change)));
    expect(outcome).toMatchObject({ ok: false, reason: { code }, slot });
    expect((await billOf(deps, 'BILL-0001')).application).toBeUndefined();
    expect(await outbox(deps)).toEqual([]);
  });

  it('a medium that is switched off is refused', async () => {
    const { deps } = world;
    deps.business.paper = false;
    await seedBills(deps, [{ bill: 'BILL-0001' }]);
    const link = await seedAccount(deps);
    const paper = draft(['BILL-0001'], { kind: 'paper-normal', delivery: courier });
    expect(await applyCommand(deps, applying(by(link), paper))).toMatchObject({
      reason: { code: 'paperOff' },
      slot: 'kind',
    });
  });

  it('knowingly without tax id, and "I checked it", pass and are kept with the application', async () => {
    const { deps } = world;
    await seedBills(deps, [{ bill: 'BILL-0001' }, { bill: 'BILL-0002' }]);
    const link = await seedAccount(deps);
    const [first = ''] = await applied(
      deps,
      by(link),
      draft(['BILL-0001'], { withoutTaxId: true, buyer: { kind: 'enterprise', name: PAYER } }),
    );
    expect((await findApplication(deps, first))?.body).toMatchObject({ withoutTaxId: true });
    const wrong = { ...company, taxId: '91310115591698356A' };
    const [second = ''] = await applied(deps, by(link), draft(['BILL-0002'], { taxIdChecked: true, buyer: wrong }));
    expect((await findApplication(deps, second))?.body).toMatchObject({
      taxIdChecked: true,
      buyer: { taxId: '91310115591698356A' },
    });
  });

  it('fields that the buyer does not take are not kept: no tax id of a person', async () => {
    const { deps } = world;
    await seedBills(deps, [{ bill: 'BILL-0001' }]);
    const link = await seedAccount(deps);
    const person = { kind: 'individual' as const, name: '王敏', taxId: '110101199003071234', phone: '13800138000' };
    const [number = ''] = await applied(deps, by(link), draft(['BILL-0001'], { buyer: person }));
    expect((await findApplication(deps, number))?.body.buyer).toEqual({ kind: 'individual', name: '王敏' });
  });

  it('a paper special one with all six facts passes, and a matching title may need a certificate', async () => {
    const { deps } = world;
    await seedBills(deps, [{ bill: 'BILL-0001' }]);
    const link = await seedAccount(deps);
    const body = draft(['BILL-0001'], { kind: 'paper-special', buyer: all, delivery: courier, certificate: true });
    const [number = ''] = await applied(deps, by(link), body);
    expect((await findApplication(deps, number))?.body).toMatchObject({
      certificate: true,
      buyer: all,
      delivery: courier,
    });
  });
});

it('a crash after the commit is answered by the stored outcome: the same number again', async () => {
  const { deps } = world;
  await seedBills(deps, [{ bill: 'BILL-0001' }]);
  const link = await seedAccount(deps);
  const command = applying(by(link), draft(['BILL-0001']), 'form-crash');
  const first = await applyCommand(deps, command);
  await emptyOutbox(deps);
  expect(await applyCommand(await world.other(), command)).toEqual(first);
  expect(await outbox(deps)).toEqual([]);
  expect(await deps.store.get(keys.done(keys.customer('o:ORDER-1'), 'form-crash'))).toBeDefined();
  const changed = { ...command, draft: { ...command.draft, grouping: 'together' as const } };
  expect(reasonOf(await applyCommand(deps, changed))).toBe('commandReused');
});
