// A disk that is full: the running process says so with the system's code, acknowledges nothing, keeps what it had, and heals.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { activity, deliver } from '../support/channel';
import { type Built, buildProgram } from '../support/built';
import { refusal, type ServerProcess, startServer } from '../support/server-process';
import { until } from '../support/temp-store';

let built: Built;
let directory: string;
let mounted = false;
beforeAll(async () => {
  built = await buildProgram();
  directory = mkdtempSync(join(tmpdir(), 'fapiao-disk-'));
  mkdirSync(join(directory, 'data'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', join(directory, 'data')], { stdio: 'ignore' });
    mounted = true;
  } catch {
    // Without the right to mount there is no small disk: the test below says so.
  }
}, 120_000);
afterAll(() => {
  if (mounted) execFileSync('umount', [join(directory, 'data')]);
  built?.remove();
  rmSync(directory, { recursive: true, force: true });
});

const ready = async (server: ServerProcess) => (await fetch(`${server.base}/readyz`)).json() as Promise<object>;
const say = (server: ServerProcess, id: string, text = 'register') =>
  deliver(
    server.base,
    activity('http://127.0.0.1:1', text, { id, conversation: { id: 'disk' }, deliveryMode: 'expectReplies' }),
  );

test('on a small disk: full, then freed, then only readable (needs the right to mount; else only that is asserted)', async () => {
  if (!mounted) return expect(process.getuid?.() === 0 && process.platform === 'linux').toBe(false);
  const server = await startServer({ main: built.main, dataDir: directory });
  const filler = join(directory, 'data', 'filler');
  try {
    const first = await say(server, 'one');
    expect(first.status).toBe(200);
    for (let size = 6 * 1024; size >= 4; size = Math.floor(size / 2)) {
      try {
        for (let part = 0; ; part += 1) writeFileSync(`${filler}-${size}-${part}`, Buffer.alloc(size * 1024));
      } catch {
        // Until nothing of any size fits.
      }
    }
    // What SQLite has reserved in its log is used up first.
    let refusedAt = '';
    for (let turn = 0; !refusedAt; turn += 1)
      if ((await say(server, `fill-${turn}`)).status === 503) refusedAt = `fill-${turn}`;
    await until(async () => JSON.stringify(await ready(server)).includes('"code":"ENOSPC"'));
    expect((await fetch(`${server.base}/readyz`)).status).toBe(503);
    expect((await fetch(`${server.base}/healthz`)).status).toBe(200);
    expect((await say(server, 'one')).body).toEqual(first.body);
    execFileSync('sh', ['-c', `rm ${filler}-*`]);
    await until(async () => (await fetch(`${server.base}/readyz`)).status === 200);
    expect((await say(server, refusedAt)).status).toBe(200);
    const said = server
      .output()
      .split('\n')
      .filter((line) => line.includes('health: '));
    expect(said.filter((line) => line.includes('"code":"ENOSPC"'))).toHaveLength(1);
    expect(said.filter((line) => line.includes('it works again'))).toHaveLength(1);
  } finally {
    await server.end('SIGTERM');
  }
  execFileSync('mount', ['-o', 'remount,ro', join(directory, 'data')]);
  const { code, output } = await refusal({ main: built.main, dataDir: directory });
  expect(code).toBe(1);
  expect(output).toContain('DATA_DIR');
  expect(output).toContain('EROFS');
}, 120_000);
