// Starts, kills and restarts the echo process on one data directory, behind one address that browsers know.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from './built';
import { openRelay } from './relay';

export interface EchoServer {
  base: string;
  start(): Promise<void>;
  /** Without a chance to say goodbye. */
  kill(): Promise<void>;
  remove(): Promise<void>;
}

export async function createEchoServer(web: string): Promise<EchoServer> {
  const directory = mkdtempSync(join(tmpdir(), 'fapiao-echo-'));
  const script = join(directory, 'echo.js');
  const relay = await openRelay();
  await build({
    entryPoints: [join(ROOT, 'test', 'support', 'echo-process.ts')],
    outfile: script,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
  // The words are read from beside the program.
  cpSync(join(ROOT, 'locales'), directory, { recursive: true, filter: (file) => !/\.m?ts$|\.mjs$/.test(file) });
  let child: ChildProcess | undefined;
  const kill = async () => {
    if (!child) return;
    const ended = once(child, 'close');
    relay.to(undefined);
    child.kill('SIGKILL');
    await ended;
    child = undefined;
  };
  return {
    base: `http://127.0.0.1:${relay.port}`,
    async start() {
      const env = {
        PATH: process.env.PATH ?? '',
        NODE_PATH: join(ROOT, 'node_modules'),
        DATA_DIR: directory,
        WEB: web,
      };
      const started = spawn(process.execPath, [script], { env, stdio: ['ignore', 'pipe', 'inherit'] });
      child = started;
      const port = await new Promise<number>((resolve, reject) => {
        started.stdout.on('data', (text: Buffer) => resolve(Number(/port (\d+)/.exec(text.toString())?.[1])));
        started.once('close', (code) => reject(new Error(`the echo server ended with ${code}`)));
      });
      relay.to(port);
    },
    kill,
    async remove() {
      await kill();
      await relay.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
