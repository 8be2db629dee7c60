// Where applications stand in the desk's lists, on both stores: as they are written, and those of before after one pass.
import { coreOf, foldSearch, readSearch } from '../../../domain/desk-search';
import { pileOf } from '../../../domain/desk';
import { moveApplication } from '../../../services/application/applications';
import { ageSome } from '../../../services/privacy/aging';
import { everyIn } from '../../../storage/every';
import { bodyOf, keys } from '../../../storage/records';
import type { ListName } from '../../../storage/store';
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
import { grounds, type Name } from '../../support/canaries';

const STAFF = { role: 'staff', name: 'clerk' } as const;
const NUMBER = '26310000000012345678';

test.each([
  ['上海青禾餐饮管理有限公司', '青禾餐饮管理有限公司'],
  ['广东省深圳市前海某某（集团）股份公司', '前海某某集团股份公司'],
  ['Shanghai Qinghe Catering Co., Ltd', 'qinghecateringco.,ltd'],
  ['青禾（上海）有限公司', '青禾上海有限公司'],
])('%s is also known by what follows its region', (title, core) => {
  expect(coreOf(foldSearch(title))).toBe(core);
});

test.each([
  ['fp 2611 31', undefined],
  ['ｆｐ－２６１１－００３１', 'FP-2611-0031'],
  ['FP26110031', 'FP-2611-0031'],
])('%s is read as an application number: %s', (typed, number) => {
  expect(readSearch(typed)?.application).toBe(number);
});

test.each([
  ['Li.Hua@Qinghe.example', ['email', 'emailb', 'emailc', 'emaild', 'emaile']],
  ['9131 0115 5916 9385 6A', ['title', 'core', 'taxid', 'waybill']],
  ['SF1234567890123', ['title', 'core', 'taxid', 'waybill']],
  ['青禾', ['title', 'core']],
  ['( )', undefined],
])('%s is looked for in %j', (typed, lists) => {
  expect(readSearch(typed)?.lists).toEqual(lists);
});

describe.each(Object.keys(grounds) as Name[])('on %s', (name) => {
  let ground: Ground;
  let world: World<Ground>;
  beforeEach(async () => {
    ground = await grounds[name]();
    world = await createWorldOn(ground);
  });
  afterEach(() => ground.remove());

  const inList = async (list: ListName, prefix: string) => {
    const found: string[] = [];
    for await (const doc of everyIn(world.store, list, { prefix })) found.push(bodyOf('application', doc).number);
    return found;
  };
  const addresses = ['lihua@qinghe.example', 'Zhang@qinghe.example', 'boss@qinghe.example'];

  async function submitted(): Promise<string> {
    await seedBills(world.deps, [{ bill: 'BILL-0001' }]);
    const link = await seedAccount(world.deps);
    const delivery = { method: 'email', emails: addresses } as const;
    const [number = ''] = await applied(
      world.deps,
      by(link),
      draft(['BILL-0001'], { delivery: { ...delivery, emails: [...addresses] } }),
    );
    return number;
  }
  const move = async (number: string, event: 'start' | 'issue' | 'deliver' | 'reject', data = {}) => {
    const moved = await moveApplication(world.deps, { number, event, by: STAFF, data });
    if (!moved.ok) throw new Error(JSON.stringify(moved.reason));
  };

  test('an application is open work while clerks have something to do, and is found by all that people know', async () => {
    const number = await submitted();
    expect(await inList('open', 'a:')).toEqual([number]);
    for (const [list, prefix] of [
      ['title', '上海青禾'],
      ['core', '青禾餐饮'],
      ['taxid', '91310115591693856a'],
      ['email', 'lihua@'],
      ['emailb', 'zhang@qinghe'],
      ['emailc', 'boss@qinghe.example'],
    ] as const)
      expect([list, await inList(list, prefix)]).toEqual([list, [number]]);
    expect(await inList('title', '北京')).toEqual([]);
    await move(number, 'start');
    await move(number, 'issue', { fapiaos: [{ number: NUMBER }] });
    expect(await inList('open', 'a:')).toEqual([number]);
    await move(number, 'deliver');
    expect(await inList('open', 'a:')).toEqual([]);
    expect(await inList('title', '上海青禾')).toEqual([number]);
  });

  test('applications of before get their places by one pass, whoever dies in between, and keep their end', async () => {
    const number = await submitted();
    const key = keys.application(
      bodyOf('order', (await world.store.get(keys.order('o:ORDER-1', 'ORDER-1')))!).customer,
      number,
    );
    const { etag, ...doc } = (await world.store.get(key))!;
    const before = {
      ...doc,
      lists: { applications: doc.lists?.applications as string },
      expiresAt: '2036-01-01T00:00:00.000Z',
    };
    await world.store.commit(doc.pk, [{ op: 'replace', doc: before, etag }]);
    expect(await inList('open', 'a:')).toEqual([]);
    for (const limit of [1, 2, 3]) await ageSome(world.deps, limit);
    while (!(await ageSome(world.deps, 3))) expect(pileOf).toBeDefined();
    const after = await world.store.get(key);
    expect(after).toMatchObject({ lists: doc.lists, expiresAt: before.expiresAt, body: doc.body });
    expect(await inList('open', 'a:')).toEqual([number]);
    // Once: what is as it should be is not written again.
    expect(await ageSome(world.deps)).toBe(true);
    expect((await world.store.get(key))?.etag).toBe(after?.etag);
  });
});
