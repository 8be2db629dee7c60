// The real process, killed ten times under load: what was acknowledged is there, once, and every message gets through.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogItem } from '../../bot/turn/inbound';
import { everyIn } from '../../storage/every';
import { bodyOf, keys } from '../../storage/records';
import { openSqlite } from '../../storage/sqlite';
import type { Store } from '../../storage/store';
import { type Built, buildProgram } from '../support/built';
import { activity, deliver, wordsOf } from '../support/channel';
import { type ServerProcess, startServer } from '../support/server-process';

const KILLS = 10;
const CLIENTS = 16;
const BETWEEN = 60;
/** Every message has an answer of its own conversation; "sign in" also has a command, whose outcome is a second commit. */
const TEXTS = ['hello', 'sign in', 'what is a special fapiao?', 'help', 'sign in', 'thank you'];

let built: Built;
let directory: string;
beforeAll(async () => {
  built = await buildProgram();
  directory = mkdtempSync(join(tmpdir(), 'fapiao-kill-'));
});
afterAll(() => {
  built?.remove();
  rmSync(directory, { recursive: true, force: true });
});

const start = (): Promise<ServerProcess> =>
  startServer({ main: built.main, dataDir: directory, env: { LOG_LEVEL: 'error' } });

/** The part of an answer that the channel may rely on: what was said. */
const said = (activities: readonly Record<string, unknown>[] = []): string =>
  wordsOf(activities.map(({ text, attachments }) => [text, attachments]));

test('ten SIGKILLs under load: nothing acknowledged is lost, every message has one row, nothing twice', async () => {
  const acknowledged = new Map<string, { conversation: string; answer: string }>();
  let server = await start();
  let up: Promise<void> = Promise.resolve();
  let kills = 0;
  let interrupted = 0;
  let finished = false;
  let next = BETWEEN;

  async function killAndStart(): Promise<void> {
    const code = await server.end('SIGKILL');
    if (code !== null) throw new Error(`the server ended by itself with ${code}:\n${server.output()}`);
    kills += 1;
    server = await start();
  }

  async function client(who: number): Promise<void> {
    const conversation = `kill-${who}`;
    for (let n = 0; !finished; n += 1) {
      const id = `${conversation}-${n}`;
      const one = activity('http://127.0.0.1:9', TEXTS[n % TEXTS.length] ?? '', {
        id,
        conversation: { id: conversation },
        // Each another person: what one says in ten seconds is limited.
        from: { id: conversation, name: 'Li Hua' },
        deliveryMode: 'expectReplies',
        channelData: { clientActivityID: id },
      });
      for (;;) {
        await up;
        const answered = await deliver(server.base, one).catch(() => undefined);
        if (answered?.status === 200) {
          acknowledged.set(id, { conversation, answer: said(answered.body.activities) });
          break;
        }
        interrupted += 1;
        // The process is dead or dies: the test starts it again; a refusal of a living one would be told at the end.
        if (answered && ++refusals > 100) throw new Error(`refused: ${wordsOf(answered)}`);
      }
      if (acknowledged.size < next || finished) continue;
      next = acknowledged.size + BETWEEN;
      if (kills === KILLS) finished = true;
      else up = killAndStart();
    }
  }
  let refusals = 0;
  await Promise.all(Array.from({ length: CLIENTS }, (_, who) => client(who)));
  await server.end('SIGKILL');
  expect(kills).toBe(KILLS);
  expect(interrupted).toBeGreaterThan(KILLS);

  const store = await openSqlite({ file: join(directory, 'data', 'fapiao.db'), now: () => new Date().toISOString() });
  try {
    let stored = 0;
    for (let who = 0; who < CLIENTS; who += 1) stored += await check(store, `kill-${who}`);
    // Clients deliver until they are answered: all that is stored was acknowledged, and the reverse.
    expect(stored).toBe(acknowledged.size);
  } finally {
    await store.close();
  }

  server = await start();
  try {
    const [id, first] = [...acknowledged][0] ?? ['', undefined];
    const again = activity('http://127.0.0.1:9', 'hello', {
      id,
      conversation: { id: first?.conversation },
      from: { id: first?.conversation, name: 'Li Hua' },
      deliveryMode: 'expectReplies',
      channelData: { clientActivityID: id },
    });
    expect(said((await deliver(server.base, again)).body.activities)).toBe(first?.answer);
  } finally {
    await server.end('SIGTERM');
  }
});

/** Dense, every message once and answered, every command once with one outcome. Answers how many messages there are. */
async function check(store: Store, conversation: string): Promise<number> {
  const { pk } = keys.header(`emulator||${conversation}`);
  const header = await store.get({ pk, id: 'header' });
  const rows = [];
  for await (const doc of everyIn(store, 'log', { pk })) rows.push(bodyOf('turn', doc));
  const items = rows.flatMap((row) => row.items as unknown as LogItem[]);
  expect(items.map((item) => item.seq)).toEqual(items.map((_, seq) => seq));
  expect(header && bodyOf('header', header)).toMatchObject({ nextSeq: items.length, pending: [] });
  const ids = items.flatMap((item) => (item.author === 'user' ? [item.clientActivityId] : []));
  expect(ids).toEqual(ids.map((_, n) => `${conversation}-${n}`));
  const commands = rows.flatMap((row) => row.commands);
  expect(commands).toHaveLength(ids.filter((_, n) => TEXTS[n % TEXTS.length] === 'sign in').length);
  expect(rows).toHaveLength(ids.length + commands.length);
  return ids.length;
}
