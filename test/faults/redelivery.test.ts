// Channels deliver again what they are not sure of: every activity has one effect, whichever process gets it and how often.
import { createTurns, type TurnRunner } from '../../bot/turn/turn';
import type { Inbound, LogItem } from '../../bot/turn/inbound';
import type { Deps } from '../../services/shared/deps';
import { createQuery } from '../../services/query';
import { run } from '../../services/run';
import { bodyOf, type Header, keys } from '../../storage/records';
import { createWorld, type World } from '../support/fapiao-world';

/** `npm run faults` plays 10,000; here fewer, because each takes a flushed commit. */
const ACTIVITIES = 10_000;
const A_CONVERSATION = 20;
const AT_ONCE = 32;
/** Every tenth message is one that a command follows. */
const TEXTS = ['hello', 'help', 'what is a special fapiao?', 'thank you'];
const COMMANDED = 'sign in';

let world: World;
let errors: object[];
beforeEach(async () => {
  errors = [];
  world = await createWorld();
});
afterEach(() => world.temp.remove());

const turnsOn = (deps: Deps): TurnRunner =>
  createTurns({
    deps,
    run: (command) => run(deps, command),
    query: (scope) => createQuery(deps, scope),
    log: { error: (fields) => errors.push(fields) },
  });

interface Sent {
  conversation: string;
  n: number;
  text: string;
}

const inboundOf = ({ conversation, n, text }: Sent): Inbound => ({
  conversation,
  dedupe: `message:${n}`,
  input: { kind: 'text', text },
  channel: 'test',
  person: 'someone',
  receivedAt: world.deps.now(),
  activityId: `activity-${n}`,
});

/** Always the same order for a seed (mulberry32), so that what fails can be played again. */
function shuffled<T>(list: readonly T[], seed: number): T[] {
  let state = seed;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const all = [...list];
  for (let at = all.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [all[at], all[other]] = [all[other] as T, all[at] as T];
  }
  return all;
}

test(`${ACTIVITIES} activities, delivered one to three times in any order to two processes: one effect and one answer each`, async () => {
  const processes = [turnsOn(world.deps), turnsOn(await world.other())];
  const sent = Array.from({ length: ACTIVITIES }, (_, n): Sent => {
    const conversation = `test:again-${Math.floor(n / A_CONVERSATION)}`;
    return { conversation, n, text: n % 10 === 7 ? COMMANDED : (TEXTS[n % TEXTS.length] ?? '') };
  });
  const deliveries = shuffled(
    sent.flatMap((one) => Array.from({ length: 1 + (one.n % 3) }, () => one)),
    20_261_120,
  );
  const answers = new Map<number, Set<string>>();
  const repeats = new Map<number, number>();
  const left = deliveries.entries();
  const lane = async () => {
    for (const [at, one] of left) {
      const result = await processes[at % 2]?.deliver(inboundOf(one));
      if (!result) throw new Error('no process');
      const known = answers.get(one.n) ?? new Set();
      answers.set(one.n, known.add(JSON.stringify(result.items)));
      if (!result.repeated) repeats.set(one.n, (repeats.get(one.n) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));

  expect(deliveries.length).toBeGreaterThan(1.9 * ACTIVITIES);
  expect(errors).toEqual([]);
  expect([...repeats].filter(([, times]) => times !== 1)).toEqual([]);
  expect(repeats.size).toBe(ACTIVITIES);
  expect([...answers].filter(([, different]) => different.size !== 1)).toEqual([]);
  for (let at = 0; at < ACTIVITIES; at += A_CONVERSATION) await check(sent.slice(at, at + A_CONVERSATION));
});

/** One conversation: a dense log, each message once with its answer, each command once with its outcome. */
async function check(sent: readonly Sent[]): Promise<void> {
  const conversation = sent[0]?.conversation ?? '';
  const found = await world.store.get(keys.header(conversation));
  const header: Header | undefined = found && bodyOf('header', found);
  const { docs } = await world.store.list('log', { pk: keys.header(conversation).pk, limit: 200 });
  const rows = docs.map((doc) => bodyOf('turn', doc));
  const items = rows.flatMap((row) => row.items as unknown as LogItem[]);
  expect(items.map((item) => item.seq)).toEqual(items.map((_, seq) => seq));
  expect(header).toMatchObject({ nextSeq: items.length, pending: [] });
  const ids = items.flatMap((item) => (item.author === 'user' ? [item.activityId ?? ''] : []));
  expect(ids.toSorted()).toEqual(sent.map(({ n }) => `activity-${n}`).toSorted());
  const commands = rows.flatMap((row) => row.commands as { id: string; type: string }[]);
  const commanded = sent.filter(({ text }) => text === COMMANDED);
  expect(commands.filter(({ type }) => type === 'beginSignIn')).toHaveLength(commanded.length);
  expect(rows).toHaveLength(sent.length + commands.length);
  for (const { id } of commands) {
    expect(await world.store.get(keys.done(keys.header(conversation).pk, id))).toBeDefined();
  }
}
