// The product as a process of its own, on a data directory of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Product {
  url: string;
  env: Record<string, string>;
  /** Mails of the dev inbox, newest first. */
  inbox(): Promise<{ to: string; subject: string; text: string }[]>;
  stop(): Promise<void>;
}

/** Starts the compiled product (`npm test` has built it). */
export async function startProduct(more: Record<string, string> = {}): Promise<Product> {
  const dataDir = mkdtempSync(join(tmpdir(), 'fapiao-e2e-'));
  const env: Record<string, string> = {
    PATH: process.env.PATH ?? '',
    NODE_ENV: 'development',
    PORT: '0',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
    ...more,
  };
  const child = spawn(process.execPath, ['dist/bot/main.js'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const url = `http://localhost:${await portOf(child)}`;
  return {
    url,
    env,
    inbox: async () =>
      (await fetch(`${url}/dev/inbox.json`)).json() as Promise<{ to: string; subject: string; text: string }[]>,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The port that its greeting says. */
function portOf(child: ChildProcess): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const port = /listens on port (\d+)\./.exec(said)?.[1];
      if (port) resolve(port);
    });
    child.once('exit', (code) => reject(new Error(`the product ended with ${code}`)));
  });
}
