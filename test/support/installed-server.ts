// A server of another package, installed into a folder of its own and run there: hundreds of packages that the product need not carry.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface InstalledServer {
  port: string;
  /** Ends it and removes its folder. */
  stop(): Promise<void>;
}

export interface Installing {
  name: string;
  /** Exactly. */
  version: string;
  /** A program that node runs in that folder; the package's name is its first argument. */
  program: string;
  /** What it says once it listens; the first group is its port. */
  listening: RegExp;
}

export async function installedServer({ name, version, program, listening }: Installing): Promise<InstalledServer> {
  const folder = mkdtempSync(join(tmpdir(), 'fapiao-installed-'));
  let child: ChildProcess | undefined;
  const stop = async (): Promise<void> => {
    if (child && child.exitCode === null) {
      const ended = new Promise((resolve) => child?.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    writeFileSync(join(folder, 'package.json'), '{ "private": true }');
    writeFileSync(join(folder, 'run.js'), program);
    execFileSync(
      'npm',
      ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', `${name}@${version}`],
      { cwd: folder, stdio: 'inherit' },
    );
    child = spawn(process.execPath, ['run.js', name], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
    return { port: await portOf(child, name, listening), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const portOf = (child: ChildProcess, name: string, listening: RegExp): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = '';
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code}`)));
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const port = listening.exec(said)?.[1];
      if (port) resolve(port);
    });
  });
