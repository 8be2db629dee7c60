// An event loop that stands: the process is ended, names what it did, and the message that did it twice is not decided again.
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildProgram } from '../support/built';
import { activity, deliver, wordsOf } from '../support/channel';
import { type ServerProcess, startServer } from '../support/server-process';

/** Put back on purpose where a turn is decided: exponential time. */
const PATTERN = '/^(A+)+$/';
const SLOW = `${'A'.repeat(45)}!`;
const SECONDS = 5;

let program: string;
let dataDir: string;
const servers: ServerProcess[] = [];

function plant(file: string, before: string, code: string): void {
  const path = join(program, file);
  const text = readFileSync(path, 'utf8');
  if (text.split(before).length !== 2) throw new Error(`${file} does not hold once: ${before}`);
  writeFileSync(path, text.replace(before, `${before}\n${code}`));
}

beforeAll(async () => {
  const built = await buildProgram();
  // A copy of its own: others start the program as it is.
  program = mkdtempSync(join(tmpdir(), 'fapiao-watchdog-program-'));
  cpSync(dirname(dirname(built.main)), program, { recursive: true });
  built.remove();
  plant(
    'dialogs/engine.js',
    'async function step(state, input, ctx) {',
    `if (input.kind === 'text') ${PATTERN}.test(input.text);`,
  );
  dataDir = mkdtempSync(join(tmpdir(), 'fapiao-watchdog-'));
}, 120_000);
afterAll(async () => {
  for (const server of servers) await server.end('SIGKILL');
  rmSync(program, { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(): Promise<ServerProcess> {
  const server = await startServer({
    main: join(program, 'bot', 'main.js'),
    port: 0,
    dataDir,
    env: { WATCHDOG_SECONDS: String(SECONDS), LOG_LEVEL: 'info' },
  });
  servers.push(server);
  return server;
}

const say = (server: ServerProcess, conversation: string, text: string, id: string) =>
  deliver(
    server.base,
    activity('http://127.0.0.1:1', text, { id, conversation: { id: conversation }, deliveryMode: 'expectReplies' }),
  );

test('a message that ends the process twice comes to an apology; the log names entry and turn, and nothing else', async () => {
  const conversation = 'conversation-that-begins-with-it';
  for (let end = 1; end <= 2; end += 1) {
    const server = await start();
    const ended = once(server.child, 'close');
    await expect(say(server, conversation, SLOW, 'slow-1')).rejects.toThrow();
    expect(await ended).toEqual([null, 'SIGKILL']);
    const line = server
      .output()
      .split('\n')
      .find((one) => one.includes('the event loop stands'));
    expect(JSON.parse(line ?? '{}')).toMatchObject({
      level: 60,
      entry: '/api/messages',
      row: expect.stringMatching(/^[\w-]{32}$/),
      marked: true,
      seconds: SECONDS,
    });
    expect(server.output()).not.toMatch(/AAAA|conversation-that|person-1/);
  }
  const third = await start();
  const answered = await say(third, conversation, SLOW, 'slow-1');
  expect(answered.status).toBe(200);
  expect(wordsOf(answered.body)).toContain('not tried again');
  expect(third.output()).toContain('it is not decided again');
  // Delivered again it is the same answer; the conversation goes on where it was.
  expect((await say(third, conversation, SLOW, 'slow-1')).body).toEqual(answered.body);
  const after = await say(third, conversation, 'register', 'honest-2');
  expect(wordsOf(after.body)).toMatch(/order number/i);
  expect(await third.end('SIGTERM')).toBe(0);
}, 240_000);

test('a process that was suspended for longer than that goes on', async () => {
  const server = await start();
  expect((await say(server, 'suspended', 'register', 'a-1')).status).toBe(200);
  server.child.kill('SIGSTOP');
  // What is tested is that time passes while it stands still.
  await new Promise((resolve) => setTimeout(resolve, SECONDS * 1_500));
  server.child.kill('SIGCONT');
  expect((await say(server, 'suspended', 'help', 'a-2')).status).toBe(200);
  expect(await server.end('SIGTERM')).toBe(0);
  expect(server.output()).not.toContain('the event loop stands');
}, 120_000);
