// Retention: every kind has its period, whatever is written through the wired store gets its end, old documents get it too.
import { PERIODS } from '../../domain/retention';
import { ageSome } from '../../services/privacy/aging';
import { createSecrets } from '../../services/shared/secret';
import { BUSINESS_DEFAULTS } from '../../domain/business';
import { keys, record, RECORD_KINDS, seqPlace } from '../../storage/records';
import { beneath, daysAfter, POINTER_RETENTION, RETENTION, retaining } from '../../storage/retention';
import type { Doc, Store } from '../../storage/store';
import { tempCosmos } from '../support/temp-cosmos';
import { tempStore } from '../support/temp-store';

const NOW = '2026-11-20T08:00:00.000Z';

test('every kind has a rule, and every pointer that a key is made for', () => {
  expect(Object.keys(RETENTION).sort()).toEqual(
    Object.keys(RECORD_KINDS)
      .filter((kind) => kind !== 'pointer')
      .sort(),
  );
  const made = Object.values(keys as unknown as Record<string, (...args: string[]) => { pk: string; id: string }>)
    .map((key) => key('a', 'b'))
    .filter((key) => ['pointer', 'registration', 'email:a'].includes(key.id));
  // A command of nobody's has its documents in a partition of its own (homeOf).
  const prefixes = new Set(['command', ...made.map(({ pk }) => pk.split(':')[0])]);
  expect(made.length).toBeGreaterThan(6);
  expect([...prefixes].sort()).toEqual(Object.keys(POINTER_RETENTION).sort());
});

const turn = (conversation: string, seq: number, at: string): Doc =>
  record(
    'turn',
    keys.turn(conversation, `r${seq}`),
    { attempt: 'a', from: seq, to: seq, items: [{ seq, author: 'user', at }], commands: [] },
    { lists: { log: seqPlace(seq) } },
  );
const header = (conversation: string, nextSeq = 1): Doc =>
  record('header', keys.header(conversation), { state: {}, nextSeq, channel: 'x', pending: [], delivered: [] });
const limit = (expiresAt: string): Doc =>
  record('limit', keys.limit('s', 'h'), { count: 1, since: NOW }, { expiresAt });

const stores = {
  SQLite: async () => tempStore(NOW),
  'Cosmos DB': async () => tempCosmos({ start: NOW }),
};

describe.each(Object.entries(stores))('on %s', (_, make) => {
  let temp: Awaited<ReturnType<typeof make>>;
  let raw: Store;
  let store: Store;
  beforeEach(async () => {
    temp = await make();
    raw = await temp.open();
    store = retaining(raw, PERIODS, temp.now);
  });
  afterEach(() => temp.remove());

  const put = (on: Store, doc: Doc) => on.commit(doc.pk, [{ op: 'put', doc }]);
  const endOf = async (key: { pk: string; id: string }) => (await raw.get(key))?.expiresAt;

  test('a note beside a conversation ends with its messages, one beside an application with the fapiao', async () => {
    const note = (pk: string): Doc =>
      record('note', keys.note(pk, 'it', 'n'), { subject: 'it', staff: 's1', name: 'Li Lei', at: NOW, text: 'phoned' });
    const ends = async (pk: string) => {
      await put(store, note(pk));
      return endOf(keys.note(pk, 'it', 'n'));
    };
    expect(await ends('conversation:c')).toBe(daysAfter(NOW, PERIODS.transcriptDays));
    expect(await ends('customer:c')).toBe(daysAfter(NOW, Math.ceil(PERIODS.fapiaoYears * 365.25)));
  });

  test('a message ends 180 days after itself, its conversation 180 days after its last turn', async () => {
    await put(store, turn('c', 0, NOW));
    await put(store, header('c'));
    const later = daysAfter(NOW, 100);
    temp.setNow(later);
    await put(store, turn('c', 1, later));
    await put(store, header('c', 2));
    expect(await endOf(keys.turn('c', 'r0'))).toBe(daysAfter(NOW, 180));
    expect(await endOf(keys.turn('c', 'r1'))).toBe(daysAfter(later, 180));
    expect(await endOf(keys.header('c'))).toBe(daysAfter(later, 180));
    temp.setNow(daysAfter(NOW, 181));
    expect(await store.get(keys.turn('c', 'r0'))).toBeUndefined();
    expect((await store.list('log', { pk: 'conversation:c', limit: 9 })).docs).toHaveLength(1);
  });

  test('what has a purpose of its own ends with it, and no later than its kind', async () => {
    await put(store, limit(daysAfter(NOW, 1)));
    expect(await endOf(limit(NOW))).toBe(daysAfter(NOW, 1));
    await put(store, limit(daysAfter(NOW, 400)));
    expect(await endOf(limit(NOW))).toBe(daysAfter(NOW, PERIODS.technicalDays));
  });

  test('fapiao records stay ten years, and what names nobody for ever', async () => {
    const bill = { bill: 'B', order: 'O', period: '2026-10', amount: 1, payer: 'P' };
    await put(store, record('bill', keys.bill('c', 'B'), bill));
    expect(await endOf(keys.bill('c', 'B'))).toBe(daysAfter(NOW, 3653));
    const pointer = { customer: 'c', holder: 'h', claimedAt: NOW };
    await put(store, record('pointer', keys.fapiao('1'), pointer));
    expect(await store.get(keys.fapiao('1'))).not.toHaveProperty('expiresAt');
  });

  test('documents of before get the end that they would have had; a process that is killed is followed by the next', async () => {
    const old = daysAfter(NOW, -100);
    for (const conversation of ['a', 'b', 'gone'])
      for (let seq = 0; seq < 3; seq += 1)
        await put(raw, turn(conversation, seq, conversation === 'gone' ? daysAfter(NOW, -200) : old));
    await put(raw, header('a', 3));
    await put(raw, header('gone', 3));
    const secrets = await createSecrets({ store: raw });
    const deps = (on: Store) => ({ store: on, now: temp.now, business: BUSINESS_DEFAULTS, secrets });
    await ageSome(deps(store), 2);
    const next = retaining(await temp.open(), PERIODS, temp.now);
    let rounds = 0;
    while (!(await ageSome(deps(next), 2))) rounds += 1;
    expect(rounds).toBeGreaterThan(2);
    expect(await endOf(keys.turn('a', 'r1'))).toBe(daysAfter(old, 180));
    expect(await endOf(keys.turn('b', 'r2'))).toBe(daysAfter(old, 180));
    expect(await endOf(keys.header('a'))).toBe(daysAfter(old, 180));
    expect(await store.get(keys.turn('gone', 'r0'))).toBeUndefined();
    expect(await store.get(keys.header('gone'))).toBeUndefined();
    expect(await store.get(keys.secret())).not.toHaveProperty('expiresAt');
    // Done is done: what is written without an end now is not looked at again.
    await put(raw, header('b'));
    expect(await ageSome(deps(next), 2)).toBe(true);
    expect(await raw.get(keys.header('b'))).not.toHaveProperty('expiresAt');
  });

  test('the store beneath is the one that was opened', () => {
    expect(beneath(store)).toBe(raw);
    expect(beneath(raw)).toBe(raw);
  });
});
