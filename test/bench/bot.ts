// Starts a bot as a process of its own and reads what it costs from /proc.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Bot {
  name: string;
  url: string;
  /** From spawning to the first line that says it listens. */
  startMs: number;
  /** User and system time so far. */
  cpuMs(): number;
  rssMb(): number;
  /** What lives after a collection. */
  heapMb(): Promise<number>;
  stop(): Promise<void>;
}

/** Linux counts in hundredths of a second. */
const TICK_MS = 10;

/** `cosmos`: ours on the store that `env` names. */
export type BotName = 'ours' | 'cosmos' | 'echo';

export async function startBot(name: BotName, env: Record<string, string> = {}): Promise<Bot> {
  const dataDir = mkdtempSync(join(tmpdir(), 'fapiao-bench-'));
  const script = name === 'echo' ? 'dist/bench/echo.js' : 'dist/bot/main.js';
  const flags = ['--expose-gc', '-r', './dist/bench/heap.js', ...(name === 'echo' ? [] : ['--max-semi-space-size=32'])];
  const began = performance.now();
  const child = spawn(process.execPath, [...flags, script], {
    env: { ...process.env, PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'silent', DEMO: 'false', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await portOf(child);
  const startMs = performance.now() - began;
  const proc = (file: string) => readFileSync(`/proc/${child.pid}/${file}`, 'utf8');
  return {
    name,
    url: `http://127.0.0.1:${port}/api/messages`,
    startMs,
    cpuMs() {
      const [, after = ''] = proc('stat').split(/\) /);
      const [user, system] = after.split(' ').slice(11, 13).map(Number);
      return ((user ?? 0) + (system ?? 0)) * TICK_MS;
    },
    rssMb: () => Number(/VmRSS:\s+(\d+)/.exec(proc('status'))?.[1] ?? 0) / 1024,
    heapMb: () =>
      new Promise((resolve) => {
        const hear = (chunk: Buffer) => {
          const bytes = /heap (\d+)/.exec(chunk.toString())?.[1];
          if (!bytes) return;
          child.stdout?.off('data', hear);
          resolve(Number(bytes) / 1024 / 1024);
        };
        child.stdout?.on('data', hear);
        child.kill('SIGUSR2');
      }),
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Either of them says it when it listens. */
function portOf(child: ChildProcess): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      const port = /listens on port (\d+)/.exec(said)?.[1];
      if (!port) return;
      child.stdout?.off('data', hear);
      resolve(port);
    };
    child.stdout?.on('data', hear);
    child.once('exit', (code) => reject(new Error(`the bot ended with ${code}`)));
  });
}
