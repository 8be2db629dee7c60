// Runs a command line as a process of its own, as `npm run` does.
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

export interface Ran {
  code: number | null;
  out: string[];
  err: string[];
}

const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');

/** `name`: a file of bot/cli without its ending. Only `env` and what a process needs to start are passed on. */
export function runCli(name: string, args: readonly string[], env: Record<string, string>): Promise<Ran> {
  const tsx = require.resolve('tsx/cjs');
  const child = spawn(process.execPath, ['--require', tsx, join(ROOT, 'bot', 'cli', `${name}.ts`), ...args], {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? '', ...env },
  });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      resolve({ code, out: lines(Buffer.concat(out).toString()), err: lines(Buffer.concat(err).toString()) }),
    );
  });
}
