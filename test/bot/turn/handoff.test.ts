// Ownership of a conversation is a turn, on both stores: one of ten claims wins, the assistant is silent from then on, and time does what it should.
import { later, MINUTE } from '../../../domain/time';
import type { TurnResult } from '../../../bot/turn/inbound';
import { peopleHere } from '../../../services/desk/presence';
import { readAudit } from '../../../services/staff/audit';
import { keys } from '../../../storage/records';
import { grounds, type Name } from '../../support/canaries';
import { createWorldOn, type Ground, type World } from '../../support/fapiao-world';
import {
  arrives,
  CHAT,
  HAN,
  type HandoffProcess,
  handoffProcess,
  LI,
  logOf,
  stateOf,
} from '../../support/handoff-world';

const ROUNDS = Number(process.env.ROUNDS ?? 12);
/** Over HTTP each is dear. */
const CLAIM_ROUNDS: Record<Name, number> = { SQLite: ROUNDS, 'Cosmos DB': Math.ceil(ROUNDS / 3) };
const AGENTS = Array.from({ length: 10 }, (_, i) => ({ id: `agent-${i}`, name: `Agent ${i}`, takesOver: false }));

describe.each(Object.keys(grounds) as Name[])('on %s', (name) => {
  let ground: Ground;
  let world: World<Ground>;
  let processes: [HandoffProcess, HandoffProcess];
  beforeEach(async () => {
    ground = await grounds[name]();
    world = await createWorldOn(ground);
    processes = [handoffProcess(world.deps), handoffProcess(await world.other())];
    await arrives(world.deps);
  });
  afterEach(() => ground.remove());

  const pass = (ms: number): void => ground.setNow(later(ground.now(), ms));
  const lines = async () => (await logOf(world)).flatMap((item) => ('line' in item ? [item.line] : []));

  test('of ten claims at once one wins, and nothing of the assistant stands between a claim and its end', async () => {
    const [one, two] = processes;
    await one.play({ kind: 'joined' }, 'joined');
    const losers = new Set<string>();
    for (let round = 0; round < CLAIM_ROUNDS[name]; round += 1) {
      await one.press('handoff:button.wait', `wait-${round}`);
      // Every third time a wish is being written to the service, and submitted meanwhile.
      if (round % 3 === 0) await one.press('handoff:button.message', `message-${round}`);
      const claims = AGENTS.map((agent, i) => processes[i % 2]?.staff({ act: 'claim' }, `claim-${round}-${i}`, agent));
      const others = [
        two.says('what is a special fapiao?', `say-${round}`),
        one.says('and where is it', `say-again-${round}`),
        two.play({ kind: 'notice', name: 'mailRefused', params: { email: 'a@b.example' } }, `notice-${round}`),
      ];
      const claimed = (await Promise.all(claims)) as TurnResult[];
      await Promise.all(others);
      const winners = claimed.flatMap(({ refused }, i) => (refused ? [] : [i]));
      expect({ round, winners: winners.length }).toEqual({ round, winners: 1 });
      const winner = AGENTS[winners[0] ?? 0];
      for (const { refused } of claimed) {
        if (refused) expect(refused).toMatchObject({ reason: { code: 'claimedBy' }, by: { id: winner?.id } });
      }
      claimed.forEach(({ refused }, i) => refused && losers.add(`${i}`));
      await one.staff({ act: 'say', text: `hello ${round}` }, `hello-${round}`, winner);
      await two.staff({ act: 'back' }, `back-${round}`, winner);
      await one.play(
        { kind: 'card', form: (await stateOf(world)).form?.id ?? '', action: 'cancel', values: {} },
        `x-${round}`,
      );
    }
    const items = await logOf(world);
    expect(items.map(({ seq }) => seq)).toEqual(items.map((_, i) => i));
    let owned = false;
    const spoken = items.filter((item) => {
      if (item.author === 'system' && 'line' in item) owned = item.line === 'claimed';
      return owned && item.author === 'bot';
    });
    expect(spoken).toEqual([]);
    expect(items.filter((item) => 'line' in item && item.line === 'claimed')).toHaveLength(CLAIM_ROUNDS[name]);
    expect(items.filter(({ author }) => author === 'agent')).toHaveLength(CLAIM_ROUNDS[name]);
    expect(losers.size).toBeGreaterThan(1);
  });

  test('the same claim delivered again is the same claim; refused, nothing is written', async () => {
    const [one, two] = processes;
    await one.press('handoff:button.wait', 'wait');
    await one.staff({ act: 'claim' }, 'claim');
    const before = await world.store.get(keys.header(CHAT));
    const again = await two.staff({ act: 'claim' }, 'claim');
    expect(again).toMatchObject({ repeated: true });
    expect(again.refused).toBeUndefined();
    expect((await two.staff({ act: 'say', text: 'me' }, 'other', HAN)).refused?.by).toEqual({
      id: LI.id,
      name: LI.name,
    });
    await one.staff({ act: 'back' }, 'back');
    expect((await two.staff({ act: 'claim' }, 'claim')).refused).toBeUndefined();
    expect((await world.store.get(keys.header(CHAT)))?.etag).not.toBe(before?.etag);
    expect((await stateOf(world)).handoff).toMatchObject({ state: 'bot', end: 'back' });
    const { entries } = await readAudit(world.deps, {});
    expect(entries.map(({ what, who }) => `${what} ${who}`).toSorted()).toEqual([
      'chat.back Li Lei',
      'chat.claim Li Lei',
    ]);
  });

  test('what colleagues tell each other is beside the log, never in it', async () => {
    const [one] = processes;
    await one.press('handoff:button.wait', 'wait');
    await one.staff({ act: 'claim' }, 'claim');
    await one.staff({ act: 'transfer', to: HAN, note: 'CANARY' }, 'transfer');
    expect(JSON.stringify(await logOf(world))).not.toContain('CANARY');
    const { docs } = await world.store.list('notes', { pk: keys.header(CHAT).pk, limit: 10 });
    expect(docs).toMatchObject([{ body: { text: 'CANARY', name: 'Li Lei' } }]);
  });

  test('it stands in list `open` while somebody is wanted, and in `ended` after', async () => {
    const [one] = processes;
    const places = async () => {
      const [open, ended] = await Promise.all([
        world.store.list('open', { prefix: 'c:', limit: 10 }),
        world.store.list('ended', { limit: 10 }),
      ]);
      return [open.docs.length, ended.docs.length];
    };
    await one.says('hello', 'hello');
    expect(await places()).toEqual([0, 0]);
    await one.press('handoff:button.wait', 'wait');
    expect(await places()).toEqual([1, 0]);
    await one.staff({ act: 'claim' }, 'claim');
    expect(await places()).toEqual([1, 0]);
    await one.staff({ act: 'end' }, 'end');
    expect(await places()).toEqual([0, 1]);
    await one.press('handoff:button.wait', 'again');
    expect(await places()).toEqual([1, 0]);
  });

  test('nobody comes: a message is offered after ten minutes; after thirty the wish is one, and is told', async () => {
    const [one, two] = processes;
    await one.press('handoff:button.wait', 'wait');
    await one.says('my fapiao never came', 'about');
    pass(10 * MINUTE - 1);
    await Promise.all([one.drain(), two.drain()]);
    expect(await lines()).toEqual(['asked']);
    pass(1);
    await Promise.all([one.drain(), two.drain()]);
    expect(await lines()).toEqual(['asked', 'nobodyYet']);
    pass(20 * MINUTE);
    await Promise.all([one.drain(), two.drain()]);
    // Whoever was too late has it leased: its lease runs out.
    pass(10_000);
    await Promise.all([one.drain(), two.drain()]);
    expect(await lines()).toEqual(['asked', 'nobodyYet', 'nobody']);
    expect(JSON.stringify((await logOf(world)).at(-1))).toContain('handoff:kept');
    const { docs } = await world.store.list('requests', { limit: 10 });
    expect(docs).toMatchObject([{ body: { text: 'my fapiao never came' } }]);
    expect((await world.store.get(keys.header(CHAT)))?.lists).not.toHaveProperty('due');
  });

  test('an owner who is at the desk keeps it; gone for two minutes it waits again, in its place, and is told once', async () => {
    const [one, two] = processes;
    await one.press('handoff:button.wait', 'wait');
    await one.staff({ act: 'claim' }, 'claim');
    const since = (await stateOf(world)).handoff?.since;
    pass(100_000);
    // A screen says it every 15 s; this one says it now, and no more.
    const screen = await arrives(world.deps);
    pass(20_000);
    await Promise.all([one.drain(), two.drain()]);
    expect(await lines()).toEqual(['asked', 'claimed']);
    await screen.close();
    pass(119_999);
    await Promise.all([one.drain(), two.drain()]);
    expect(await lines()).toEqual(['asked', 'claimed']);
    pass(10_001);
    await Promise.all([one.drain(), two.drain()]);
    expect(await lines()).toEqual(['asked', 'claimed', 'vanished']);
    expect((await stateOf(world)).handoff).toMatchObject({ state: 'waiting', since });
    expect((await one.staff({ act: 'say', text: 'I am back' }, 'late')).refused?.reason.code).toBe('notOwner');
    expect((await one.staff({ act: 'claim' }, 'again')).refused).toBeUndefined();
  });

  test('who left the desk is nobody who is here; who is at two processes is one', async () => {
    const other = await world.other();
    const first = await arrives(other, HAN);
    const second = await arrives(world.deps, HAN);
    const here = async () => (await peopleHere(world.deps)).map(({ name }) => name);
    expect(await here()).toEqual(['Han Mei', 'Li Lei']);
    await first.close();
    expect(await here()).toEqual(['Han Mei', 'Li Lei']);
    await second.close();
    expect(await here()).toEqual(['Li Lei']);
    // A process that was killed says nothing: what it said is over soon.
    pass(46_000);
    expect(await here()).toEqual([]);
  });
});
