// Acting at the desk, on both stores: one of two clerks wins and the other reads who it was; everything is audited; what was asked stands there.
import { FIELD_NAMES, FIELDS } from '../../../domain/application-fields';
import { PARTICULARS } from '../../../domain/application-draft';
import { createBoard } from '../../../services/desk/board';
import { APPLICATIONS, tagOf } from '../../../services/desk/rows';
import { detailOf, factsOf } from '../../../services/desk/detail';
import { findApplications } from '../../../services/desk/find';
import { claimLogin } from '../../../services/account/logins';
import { moveApplication } from '../../../services/application/applications';
import { everyIn } from '../../../storage/every';
import { bodyOf } from '../../../storage/records';
import {
  acts,
  application,
  AUDITOR,
  BOSS,
  HAN_MEI,
  LI_LEI,
  numberOf,
  seedApplications,
  storedOf,
} from '../../support/desk-work';
import { grounds, type Name } from '../../support/canaries';
import {
  applied,
  by,
  createWorldOn,
  draft,
  type Ground,
  seedAccount,
  seedBills,
  type World,
} from '../../support/fapiao-world';

const STAFF = { role: 'staff', name: 'cli' } as const;

test('every answer that was confirmed stands there, in the order of the table', () => {
  const filled = application(1, {
    buyer: {
      kind: 'enterprise',
      name: '某某公司',
      taxId: '91310115591693856A',
      address: '地址',
      phone: '021-1',
      bank: '银行',
      account: '121900000000000',
    },
    delivery: { method: 'sf', emails: ['a@b.example'], recipient: '王敏', mobile: '138', address: '上海市某路1号' },
    remark: '备注',
    certificate: true,
  });
  const facts = factsOf(filled);
  // Whatever the table has besides what only decides about submitting; a field that is added must be given here.
  expect(facts.map(({ field }) => field)).toEqual(PARTICULARS);
  expect(FIELD_NAMES.filter((name) => FIELDS[name].of !== 'submission')).toEqual(PARTICULARS);
  expect(facts.find(({ field }) => field === 'account')).toEqual({
    field: 'account',
    value: '•••• 0000',
    masked: true,
  });
  expect(facts.find(({ field }) => field === 'taxId')).toEqual({ field: 'taxId', value: '91310115591693856A' });
});

test("a person's tax id shows its end only, in the list as well as in the detail", () => {
  const personal = application(1, { buyer: { kind: 'individual', name: '王敏', taxId: '11010519491231002X' } });
  const fact = factsOf(personal).find(({ field }) => field === 'taxId');
  expect(fact).toMatchObject({ masked: true });
  expect(String(fact?.value)).not.toContain('19491231');
});

describe.each(Object.keys(grounds) as Name[])('on %s', (name) => {
  let ground: Ground;
  let world: World<Ground>;
  beforeEach(async () => {
    ground = await grounds[name]();
    world = await createWorldOn(ground);
    await seedApplications(world.store, [application(1), application(2), application(7)]);
  });
  afterEach(() => ground.remove());

  const detail = async (number: string, staff = LI_LEI) =>
    detailOf(world.deps, await storedOf(world.deps, number), staff);
  const deeds = async () => {
    const found: string[] = [];
    for await (const doc of everyIn(world.store, 'audit')) {
      const { name: who, action, subject } = bodyOf('audit', doc);
      found.push(`${who} ${action} ${subject}`);
    }
    return found;
  };

  test('two clerks at once: one has it, the other reads the name and nothing of theirs was done', async () => {
    const etag = tagOf(await storedOf(world.deps, numberOf(1)));
    const other = await world.other();
    const answers = await Promise.all([
      acts(world.deps, LI_LEI, numberOf(1), 'claim', {}, { etag }),
      acts(other, HAN_MEI, numberOf(1), 'claim', {}, { etag }),
    ]);
    const won = answers.findIndex(({ ok }) => ok);
    const winner = won === 0 ? 'Li Lei' : 'Han Meimei';
    expect(answers[1 - won]).toEqual({ ok: false, reason: { code: 'changed' }, by: winner });
    expect((await detail(numberOf(1))).claim).toMatchObject({ name: winner });
    expect(await deeds()).toEqual([`${winner} application.claim ${numberOf(1)}`]);
  });

  test('what a colleague works on is theirs, until they let go, the day is over, or a supervisor takes it', async () => {
    await acts(world.deps, LI_LEI, numberOf(1), 'claim');
    expect(await acts(world.deps, HAN_MEI, numberOf(1), 'claim')).toMatchObject({
      reason: { code: 'claimedBy', params: { name: 'Li Lei' } },
    });
    expect((await detail(numberOf(1), HAN_MEI)).can).toEqual(['note']);
    expect((await detail(numberOf(1), AUDITOR)).can).toEqual([]);
    expect(await acts(world.deps, HAN_MEI, numberOf(1), 'note', { text: 'phoned' })).toEqual({ ok: true });
    expect(await acts(world.deps, BOSS, numberOf(1), 'claim')).toEqual({ ok: true });
    expect((await detail(numberOf(1), BOSS)).claim).toMatchObject({ name: 'Zhao' });
    expect(await acts(world.deps, BOSS, numberOf(1), 'release')).toEqual({ ok: true });
    expect(await acts(world.deps, HAN_MEI, numberOf(1), 'claim')).toEqual({ ok: true });
    ground.setNow('2026-11-20T20:00:00.001Z');
    expect((await detail(numberOf(1))).claim).toBeUndefined();
    expect(await acts(world.deps, LI_LEI, numberOf(1), 'claim')).toEqual({ ok: true });
    const { history, notes } = await detail(numberOf(1));
    expect(history.map(({ event, by: who }) => `${who} ${event}`)).toEqual([
      'customer submit',
      'Li Lei claim',
      'Zhao claim',
      'Zhao release',
      'Han Meimei claim',
      'Li Lei claim',
    ]);
    expect(notes).toMatchObject([{ by: 'Han Meimei', text: 'phoned' }]);
  });

  test('the same command again answers the same and does nothing; with other content it is refused', async () => {
    const etag = tagOf(await storedOf(world.deps, numberOf(1)));
    const again = { etag, commandId: 'the-same-id' };
    expect(await acts(world.deps, LI_LEI, numberOf(1), 'note', { text: 'once' }, again)).toEqual({ ok: true });
    expect(await acts(world.deps, LI_LEI, numberOf(1), 'note', { text: 'once' }, again)).toEqual({ ok: true });
    expect((await detail(numberOf(1))).notes).toHaveLength(1);
    expect(await acts(world.deps, LI_LEI, numberOf(1), 'note', { text: 'twice' }, again)).toMatchObject({
      reason: { code: 'commandReused' },
    });
  });

  test('it is found by whatever is at hand: numbers in any spelling, titles, addresses, fapiao, bills; done work by its beginning', async () => {
    await seedBills(world.deps, [{ bill: 'BILL-0001' }]);
    const link = await seedAccount(world.deps, { email: 'login@qinghe.example' });
    await claimLogin(world.deps, 'login@qinghe.example', link.customer, link.account);
    const [number = ''] = await applied(world.deps, by(link), draft(['BILL-0001']));
    const go = async (event: 'start' | 'issue' | 'deliver', data = {}) =>
      expect(await moveApplication(world.deps, { number, event, by: STAFF, data })).toMatchObject({ ok: true });
    await go('start');
    await go('issue', { fapiaos: [{ number: '26310000000012345678' }] });
    const { store, now, newId } = world.deps;
    const board = createBoard(APPLICATIONS, { store, now, newId });
    const found = async (typed: string) =>
      (await findApplications(world.deps, board, typed)).rows.map((row) => row.number);
    const ways = [
      number.toLowerCase().replaceAll('-', ' '),
      '2631 0000 0000 1234 5678',
      'bill-0001',
      'ORDER-1',
      'LOGIN@qinghe.example',
      'lihua@qinghe',
    ];
    for (const typed of ways) expect([typed, await found(typed)]).toEqual([typed, [number]]);
    // Infix while it is open.
    expect(await found('餐饮管理')).toContain(number);
    expect(await found('2345678')).toEqual([number]);
    await go('deliver');
    board.close();
    for (const typed of [...ways, '青禾餐饮管理', '上海 青禾餐饮（管理）', '91310115591693856A'])
      expect([typed, (await found(typed)).includes(number)]).toEqual([typed, true]);
    expect(await found('饮管理')).not.toContain(number);
    expect(await findApplications(world.deps, board, '饮管理')).toMatchObject({ prefix: true });
    expect(await found('nobody@qinghe.example')).toEqual([]);
    board.close();
  });
});
