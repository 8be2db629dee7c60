// What was applied for before "this is not us": it stands still, nobody who lost the order sees it or is told, and staff decide.
import {
  cancelCommand,
  applicationsOf,
  moveApplication,
  ownApplication,
  submitScheduled,
} from '../../../services/application/applications';
import { applyCommand } from '../../../services/application/apply';
import { billsOf } from '../../../services/application/bills';
import { accountAt } from '../../../services/account/logins';
import { decideOrder, showOrder } from '../../../services/account/not-us';
import { takeDue } from '../../../storage/dues';
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
  seedAccount,
  seedBills,
} from '../../support/fapiao-world';

const STAFF = { role: 'staff', name: 'cli' } as const;

async function setUp(paidAt?: string) {
  const world = await createWorld();
  const { deps } = world;
  await seedBills(deps, [
    { bill: 'BILL-1', ...(paidAt ? { paidAt } : {}) },
    { bill: 'BILL-2', period: '2026-09' },
  ]);
  await seedBills(deps, [{ bill: 'BILL-3', order: 'ORDER-2', tenant: 'tenant-1' }]);
  const link = await seedAccount(deps);
  const actor = by(link);
  const account = async () => (await accountAt(deps, link.customer, link.account))?.body ?? fail();
  const decide = (verdict: 'agree' | 'refuse') => decideOrder(deps, { order: 'ORDER-1', verdict, by: STAFF });
  return { ...world, link, actor, account, decide };
}
const fail = (): never => {
  throw new Error('missing');
};

test('ASVS 5.0 8.2.2: nothing of a taken order is read, applied for or cancelled, by numbers known from before either', async () => {
  const { deps, temp, actor, account, decide } = await setUp();
  const [number = ''] = await applied(deps, actor, draft(['BILL-1']));
  await decide('refuse');
  expect(await billsOf(deps, await account())).toEqual([]);
  expect(await applicationsOf(deps, await account())).toEqual([]);
  expect(await ownApplication(deps, await account(), number)).toBeUndefined();
  // The page and the chat may still show it: what counts is the submit.
  expect(await applyCommand(deps, applying(actor, draft(['BILL-2'])))).toMatchObject({ reason: { code: 'billGone' } });
  const cancel = { id: 'c', by: actor, type: 'cancelApplication', number } as const;
  expect(await cancelCommand(deps, cancel)).toMatchObject({ reason: { code: 'applicationUnknown' } });
  await temp.remove();
});

test('it is shown to customer service, in the list of wishes and by "show", and is not cancelled', async () => {
  const { deps, temp, actor, decide } = await setUp();
  const [number = ''] = await applied(deps, actor, draft(['BILL-1']));
  await decide('refuse');
  expect(await showOrder(deps, 'BILL-2')).toMatchObject({ applications: [number] });
  const { docs } = await deps.store.list('requests', { limit: 10 });
  expect(docs.map((doc) => bodyOf('request', doc).text).join()).toContain(number);
  expect((await billOf(deps, 'BILL-1')).application).toBe(number);
  await temp.remove();
});

test('it goes no further and tells nobody, and rejecting it frees its bills; agreeing lets it go on', async () => {
  const { deps, temp, actor, decide } = await setUp();
  const [number = ''] = await applied(deps, actor, draft(['BILL-1']));
  await decide('refuse');
  await emptyOutbox(deps);
  for (const event of ['start', 'issue'] as const) {
    const data = event === 'issue' ? { fapiaos: [{ number: '26310000000012345678' }] } : {};
    expect(await moveApplication(deps, { number, event, by: STAFF, data })).toMatchObject({ ok: false });
  }
  expect(await deps.store.get(keys.fapiao('26310000000012345678'))).toBeUndefined();
  await decide('agree');
  await emptyOutbox(deps);
  expect(await moveApplication(deps, { number, event: 'start', by: STAFF })).toMatchObject({ ok: true });
  expect((await outbox(deps)).map(({ to }) => to).toSorted()).toEqual(['chat', 'mail']);
  await decide('refuse');
  await emptyOutbox(deps);
  const rejected = await moveApplication(deps, { number, event: 'reject', by: STAFF, data: { reason: 'not yours' } });
  expect(rejected).toMatchObject({ ok: true, application: { state: 'rejected' } });
  expect(await outbox(deps)).toEqual([]);
  await temp.remove();
});

test('one that waits for its opening is not submitted by itself any more, and is after the order opened again', async () => {
  const { deps, temp, actor, decide } = await setUp('2026-11-19 10:00');
  await applied(deps, actor, draft(['BILL-1'], { ahead: true }));
  await decide('refuse');
  const take = () => takeDue(deps.store, { now: deps.now(), leaseMs: 1000, limit: 10, kinds: ['application'] });
  temp.setNow('2026-11-23T08:00:00.000Z');
  const [due] = await take();
  expect(await submitScheduled(deps, due ?? fail())).toBe(false);
  expect(await take()).toEqual([]);
  await decide('agree');
  temp.setNow('2026-11-24T09:00:00.000Z');
  const [again] = await take();
  expect(await submitScheduled(deps, again ?? fail())).toBe(true);
  await temp.remove();
});

test('a submission that is under way when the order is taken does not get through', async () => {
  const { deps, temp, actor, decide } = await setUp();
  let taken = false;
  const store = {
    ...deps.store,
    get: deps.store.get.bind(deps.store),
    list: deps.store.list.bind(deps.store),
    async commit(...args: Parameters<typeof deps.store.commit>) {
      if (!taken && args[0].startsWith('customer:')) {
        taken = true;
        await decide('refuse');
      }
      return deps.store.commit(...args);
    },
  };
  const outcome = await applyCommand({ ...deps, store }, applying(actor, draft(['BILL-1'])));
  expect(outcome).toMatchObject({ reason: { code: 'billGone' } });
  await temp.remove();
});
