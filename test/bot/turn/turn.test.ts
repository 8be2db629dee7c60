// The turn's promises: one effect a delivery, dense log, nothing lost to races, crashes and lost answers.
import type { Inbound, LogItem } from '../../../bot/turn/inbound';
import { createTurns, type TurnRunner } from '../../../bot/turn/turn';
import type { State } from '../../../dialogs/state';
import type { Deps } from '../../../services/shared/deps';
import { createQuery } from '../../../services/query';
import { run } from '../../../services/run';
import { counted } from '../../../storage/counted';
import { bodyOf, keys, type Turn } from '../../../storage/records';
import { type Store, StoreDown } from '../../../storage/store';
import { createWorld, seedAccount, seedBills, type World } from '../../support/fapiao-world';
import { lostAnswer } from '../../support/faulty-store';
import { until } from '../../support/temp-store';

const CONVERSATION = 'test:turns';
let world: World;
let errors: object[];

const turnsOn = (deps: Deps, store: Store = deps.store): TurnRunner => {
  const own = { ...deps, store };
  return createTurns({
    deps: own,
    run: (command) => run(own, command),
    query: (scope) => createQuery(own, scope),
    log: { error: (fields) => errors.push(fields) },
  });
};

let sent = 0;
const message = (text: string, more: Partial<Inbound> = {}): Inbound => ({
  conversation: CONVERSATION,
  dedupe: `m${(sent += 1)}`,
  input: { kind: 'text', text },
  channel: 'test',
  person: 'someone',
  receivedAt: world.deps.now(),
  ...more,
});

async function log(): Promise<{ rows: Turn[]; items: LogItem[] }> {
  const { docs } = await world.store.list('log', { pk: keys.header(CONVERSATION).pk, limit: 500 });
  const rows = docs.map((doc) => bodyOf('turn', doc));
  return { rows, items: rows.flatMap((row) => row.items as unknown as LogItem[]) };
}

async function state(): Promise<State> {
  const header = await world.store.get(keys.header(CONVERSATION));
  if (!header) throw new Error('no header');
  return bodyOf('header', header).state as State;
}

beforeEach(async () => {
  errors = [];
  world = await createWorld();
  await seedBills(world.deps, [{ bill: 'BILL-1', tenant: 'tenant-1', order: 'ORDER-1', period: '2026-11' }]);
});
afterEach(() => world.temp.remove());

test('the same delivery again has one effect and the same answer', async () => {
  const turns = turnsOn(world.deps);
  const hello = message('register');
  const first = await turns.deliver(hello);
  const second = await turns.deliver(hello);
  expect(second.repeated).toBe(true);
  expect(second.items).toEqual(first.items);
  expect((await log()).rows).toHaveLength(1);
});

test('a delivery again after its command has run answers the outcome, and runs nothing again', async () => {
  const turns = turnsOn(world.deps);
  await turns.deliver(message('register'));
  await turns.deliver(message('ORDER-1 lihua@qinghe.example'));
  const confirm = message('confirm');
  const first = await turns.deliver(confirm);
  const second = await turns.deliver(confirm);
  expect(JSON.stringify(first.items)).toContain('register:sent');
  expect(second.items).toEqual(first.items);
  const { docs } = await world.store.list('due', { limit: 100 });
  expect(docs.filter((doc) => doc.kind === 'outbox')).toHaveLength(1);
});

test('an ordinary turn is one point read and one commit, a submitting one two commits of the conversation', async () => {
  const store = counted(world.store);
  const turns = turnsOn(world.deps, store);
  await turns.deliver(message('register'));
  const before = { ...store.stats };
  await turns.deliver(message('ORDER-1 lihua@qinghe.example'));
  expect({
    gets: store.stats.gets - before.gets,
    commits: store.stats.commits - before.commits,
    lists: store.stats.lists - before.lists,
  }).toEqual({
    gets: 1,
    commits: 1,
    lists: 0,
  });
  const own: string[] = [];
  const watched: Store = {
    ...store,
    commit: (pk, writes, deadline) => {
      if (writes.some((write) => 'doc' in write && write.doc.kind === 'header')) own.push(pk);
      return store.commit(pk, writes, deadline);
    },
  };
  await turnsOn(world.deps, watched).deliver(message('confirm'));
  expect(own).toHaveLength(2);
});

test('the state stays under 16 KB after 500 detours', async () => {
  const turns = turnsOn(world.deps);
  const link = await seedAccount(world.deps, { customer: 'tenant-1', orders: ['ORDER-1'] });
  await turns.deliver(
    message('', { input: { kind: 'notice', name: 'linked', params: { ...link, email: 'a@b.example' } } }),
  );
  const detours = [
    'I need a fapiao',
    'what is a special fapiao?',
    'register',
    'x'.repeat(2000),
    'forgot my password',
    'talk to a person',
    'back',
    'cancel',
  ];
  for (let n = 0; n < 500; n += 1) await turns.deliver(message(detours[n % detours.length] ?? ''));
  expect(JSON.stringify(await state()).length).toBeLessThan(16 * 1024);
  expect(errors).toEqual([]);
});

test('a commit whose answer was lost is found by the next delivery: one row, one answer', async () => {
  const hello = message('register');
  await expect(turnsOn(world.deps, lostAnswer(world.store, 1)).deliver(hello)).rejects.toThrow();
  const again = await turnsOn(world.deps).deliver(hello);
  expect(again.repeated).toBe(true);
  expect(JSON.stringify(again.items)).toContain('register:askBoth');
  expect((await log()).rows).toHaveLength(1);
});

test('an error of the engine becomes an apology; the message is kept and the next one works', async () => {
  const own = { ...world.deps };
  const turns = createTurns({
    deps: own,
    run: (command) => run(own, command),
    query: () => {
      throw new Error('broken');
    },
    log: { error: (fields) => errors.push(fields) },
  });
  const result = await turns.deliver(message('register'));
  expect(JSON.stringify(result.items)).toContain('common:error');
  expect((await log()).items[0]).toMatchObject({ author: 'user', text: 'register' });
  expect(errors).toHaveLength(1);
  expect(JSON.stringify((await turnsOn(world.deps).deliver(message('register'))).items)).toContain('register:askBoth');
});

/** A conversation whose submitting turn was cut off after the commit that decides. Answers the command's message. */
async function cutOff(): Promise<Inbound> {
  const dead = createTurns({
    deps: world.deps,
    run: () => Promise.reject(new StoreDown('gone')),
    query: (scope) => createQuery(world.deps, scope),
    log: { error: (fields) => errors.push(fields) },
  });
  await dead.deliver(message('register'));
  await dead.deliver(message('ORDER-1 lihua@qinghe.example'));
  const confirm = message('confirm');
  await expect(dead.deliver(confirm)).rejects.toThrow(StoreDown);
  return confirm;
}

test('a turn that a crash cut off is finished by the next message, and told with its answer; by its own delivery at once', async () => {
  await cutOff();
  const other = turnsOn(await world.other());
  const next = await other.deliver(message('help'));
  expect(JSON.stringify(next.cutOff)).toContain('register:sent');
  expect(JSON.stringify(next.items)).not.toContain('register:sent');
  expect((await log()).items.map((item) => item.seq)).toEqual((await log()).items.map((_, n) => n));
  expect((await other.deliver(message('help'))).cutOff).toEqual([]);
});

test('what another process is about to finish is left to it, and the next message waits for that', async () => {
  const ran: string[] = [];
  let finish = () => {};
  const held = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const on = async (name: string, deps: Deps, before: Promise<void>) =>
    createTurns({
      deps,
      run: async (command) => {
        ran.push(name);
        await before;
        return run(deps, command);
      },
      query: (scope) => createQuery(deps, scope),
      log: { error: (fields) => errors.push(fields) },
    });
  const store = counted((await world.other()).store);
  const one = await on('one', world.deps, held);
  const other = await on('other', { ...(await world.other()), store }, Promise.resolve());
  await one.deliver(message('register'));
  await one.deliver(message('ORDER-1 lihua@qinghe.example'));
  const confirmed = one.deliver(message('confirm'));
  await until(() => ran.length > 0);
  const next = other.deliver(message('help'));
  await until(() => store.stats.gets > 2);
  finish();
  expect(JSON.stringify((await confirmed).items)).toContain('register:sent');
  expect((await next).cutOff).toEqual([]);
  expect(ran).toEqual(['one']);
});

test('an outcome that can not be played does not leave the conversation waiting for ever', async () => {
  const own = { ...world.deps };
  const turns = createTurns({
    deps: own,
    run: async () => null as never,
    query: (scope) => createQuery(own, scope),
    log: { error: (fields) => errors.push(fields) },
  });
  await turns.deliver(message('register'));
  await turns.deliver(message('ORDER-1 lihua@qinghe.example'));
  // What the command did stands: that nothing was sent could be untrue.
  expect(JSON.stringify((await turns.deliver(message('confirm'))).items)).toContain('common:unshown');
  const confirmed = await turnsOn(world.deps).deliver(message('confirm'));
  expect(JSON.stringify(confirmed.items)).toContain('register:sent');
});

test('a password typed into the chat is masked before anything is stored', async () => {
  await turnsOn(world.deps).deliver(message('my password is Sommer-2026!x'));
  const { items } = await log();
  expect(JSON.stringify(items)).not.toContain('Sommer-2026!x');
  expect(JSON.stringify(await state())).not.toContain('Sommer-2026!x');
});

/** Five answers, each naming its slot, arrive at once at two processes. */
async function race(round: number): Promise<void> {
  const conversation = `test:race-${round}`;
  const processes = [turnsOn(world.deps), turnsOn(await otherProcess())];
  const until = '2027-01-01T00:00:00.000Z';
  const link = { customer: 'tenant-1', account: 'account-1', epoch: 1, until, email: 'a@b.example' };
  const to = (input: Inbound['input'], dedupe: string): Inbound => message('', { conversation, dedupe, input });
  await processes[0]?.deliver(to({ kind: 'notice', name: 'linked', params: link }, 'link'));
  await processes[0]?.deliver(to({ kind: 'text', text: 'special paper fapiao by SF' }, 'open'));
  const said = [
    'the title is 上海蓝港物流有限公司',
    'the tax id is 91310110666007217T',
    'the bank is 招商银行上海分行',
    'the bank account is 121909876543210',
    'the registered phone is 021-55001234',
  ];
  await Promise.all(said.map((text, n) => processes[n % 2]?.deliver(to({ kind: 'text', text }, `race-${n}`))));
  const header = await world.store.get(keys.header(conversation));
  const { form } = (header ? bodyOf('header', header).state : {}) as State;
  expect(form?.values).toMatchObject({
    name: '上海蓝港物流有限公司',
    taxId: '91310110666007217T',
    bank: '招商银行上海分行',
    account: '121909876543210',
    phone: '021-55001234',
  });
  const { docs } = await world.store.list('log', { pk: keys.header(conversation).pk, limit: 100 });
  const rows = docs.map((doc) => bodyOf('turn', doc));
  expect(rows).toHaveLength(7);
  const seqs = rows.flatMap((row) => row.items.map((item) => item.seq));
  expect(seqs).toEqual(seqs.map((_, n) => n));
  expect(
    rows
      .filter((row) => row.items[0]?.author === 'user')
      .every((row) => row.items.some((item) => item.author === 'bot')),
  ).toBe(true);
}

let second: Deps | undefined;
async function otherProcess(): Promise<Deps> {
  second ??= await world.other();
  return second;
}

test('five messages at once into one conversation from two processes: five values, five rows, dense, each answered once', async () => {
  second = undefined;
  await seedAccount(world.deps, { customer: 'tenant-1', orders: ['ORDER-1'] });
  const rounds = Number(process.env.ROUNDS ?? 200);
  for (let round = 0; round < rounds; round += 1) await race(round);
});
