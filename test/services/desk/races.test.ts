// Two at once, on both stores: an act is told or taken back, never both; of two clerks who claim, one wins. `npm run faults` plays 1,000 and 10,000 rounds.
import { createCore } from '../../../bot/process/core';
import { later } from '../../../domain/time';
import type { Deps } from '../../../services/shared/deps';
import { applicationDoc } from '../../../services/application/application-doc';
import { tagOf } from '../../../services/desk/rows';
import { undo } from '../../../services/desk/undo';
import { keys } from '../../../storage/records';
import { acts, HAN_MEI, LI_LEI, storedOf } from '../../support/desk-work';
import { grounds, type Name } from '../../support/canaries';
import { applied, by, createWorldOn, draft, emptyOutbox, seedAccount, seedBills } from '../../support/fapiao-world';
import type { Ground, World } from '../../support/fapiao-world';
import { stepping } from '../../support/faulty-store';

const ROUNDS = Number(process.env.ROUNDS ?? 24);
/** Each of both is ahead of the other by each of so many calls. */
const AHEAD = 12;
const UNDO_ROUNDS = Math.max(ROUNDS, 2 * AHEAD);
/** A claim is a few calls; over HTTP each is dear. */
const CLAIM_ROUNDS: Record<Name, number> = { SQLite: Math.max(10 * ROUNDS, 2 * AHEAD), 'Cosmos DB': UNDO_ROUNDS };
const log = { debug() {}, info() {}, warn() {}, error() {} };

interface Client {
  deps: Deps;
  /** Resolves when it has made so many calls of the store from now on. */
  made(calls: number): Promise<void>;
}

/** As a process of its own on the same data. */
async function client(world: World<Ground>): Promise<Client> {
  const deps = await world.other();
  let wanted = 0;
  let reached = (): void => undefined;
  const store = stepping(deps.store, ({ n }, when) => (when === 'after' && n >= wanted ? reached() : undefined));
  return {
    deps: { ...deps, store },
    made(calls) {
      store.calls.length = 0;
      wanted = calls;
      return calls ? new Promise((resolve) => (reached = resolve)) : Promise.resolve();
    },
  };
}

/** The second begins when the first has made so many calls, or is done. */
function overlapping<A, B>(first: Client, calls: number, one: () => Promise<A>, two: () => Promise<B>) {
  const made = first.made(calls);
  const doing = one();
  return Promise.all([doing, Promise.race([made, doing]).then(two)]);
}

describe.each(Object.keys(grounds) as Name[])('on %s', (name) => {
  let ground: Ground;
  let world: World<Ground>;
  let clients: [Client, Client];
  let number: string;
  beforeEach(async () => {
    ground = await grounds[name]();
    world = await createWorldOn(ground);
    await seedBills(world.deps, [{ bill: 'BILL-0001' }, { bill: 'BILL-0002', period: '2026-09' }]);
    const link = await seedAccount(world.deps);
    [number = ''] = await applied(world.deps, by(link), draft(['BILL-0001', 'BILL-0002']));
    await emptyOutbox(world.deps);
    clients = [await client(world), await client(world)];
  });
  afterEach(() => ground.remove());

  /** How often it was told by mail since it was asked last. */
  async function mails(): Promise<number> {
    const { docs } = await world.store.list('mails', { limit: 10 });
    for (const doc of docs) await world.store.commit(doc.pk, [{ op: 'delete', id: doc.id }]);
    return docs.length;
  }
  const newestTurn = async () =>
    (await world.store.list('log', { pk: keys.header('web:1').pk, desc: true, limit: 1 })).docs[0]?.id;

  test('undo against the dispatcher: told or taken back, never both, never neither', async () => {
    const [clerk, teller] = clients;
    const ahead = { ...teller.deps, now: () => later(ground.now(), 30_001) };
    const core = createCore(ahead, { botFramework: {}, mailFrom: 'F <f@x.example>' }, log as never);
    const { body: as } = await storedOf(world.deps, number);
    await core.turns.deliver({
      conversation: 'web:1',
      dedupe: 'first',
      input: { kind: 'text', text: 'hello' },
      channel: 'directline',
      person: 'p',
      receivedAt: ground.now(),
    });
    let turn = await newestTurn();
    const seen = { told: 0, undone: 0 };
    for (let round = 0; round < UNDO_ROUNDS; round += 1) {
      await acts(world.deps, LI_LEI, number, 'start');
      const back = () => undo(clerk.deps, { number, staff: LI_LEI, commandId: `undo-${round}` });
      const tell = () => core.dispatcher.drain();
      const calls = (round >> 1) % AHEAD;
      const undone =
        round % 2
          ? (await overlapping(clerk, calls, back, tell))[0]
          : (await overlapping(teller, calls, tell, back))[1];
      await core.dispatcher.drain();
      const before = turn;
      turn = await newestTurn();
      const told = { round, mails: await mails(), chat: turn !== before };
      expect(told).toEqual({ round, mails: undone.ok ? 0 : 1, chat: !undone.ok });
      if (!undone.ok) expect(undone.reason.code).toBe('undoTold');
      const stored = await storedOf(world.deps, number);
      expect(stored.body.state).toBe(undone.ok ? 'submitted' : 'processing');
      seen[undone.ok ? 'undone' : 'told'] += 1;
      await world.store.commit(stored.pk, [{ op: 'put', doc: applicationDoc(as) }]);
    }
    expect(Math.min(seen.told, seen.undone)).toBeGreaterThan(0);
  });

  test('two clerks claim one application: one has it, the other is told whose it is', async () => {
    const people = [LI_LEI, HAN_MEI] as const;
    const losers = new Set<string>();
    const rounds = CLAIM_ROUNDS[name];
    for (let round = 0; round < rounds; round += 1) {
      const etag = tagOf(await storedOf(world.deps, number));
      const claim = (who: 0 | 1) => () => acts(clients[who].deps, people[who], number, 'claim', {}, { etag });
      const ahead = (round % 2) as 0 | 1;
      const both = await overlapping(clients[ahead], (round >> 1) % 8, claim(ahead), claim(ahead ? 0 : 1));
      const [mine, theirs] = ahead ? both.toReversed() : both;
      expect([round, mine?.ok, theirs?.ok]).toEqual([round, mine?.ok, !mine?.ok]);
      const winner = people[mine?.ok ? 0 : 1];
      const { body } = await storedOf(world.deps, number);
      expect(body.claim?.staff).toBe(winner.id);
      const lost = mine?.ok ? theirs : mine;
      if (lost?.ok === false) expect(lost.by ?? lost.reason.params?.name).toBe(winner.name);
      losers.add(mine?.ok ? HAN_MEI.id : LI_LEI.id);
      await acts(world.deps, winner, number, 'release');
      // Who came last is told by the time.
      ground.setNow(later(ground.now(), 1_000));
    }
    expect(losers.size).toBe(2);
  });
});
