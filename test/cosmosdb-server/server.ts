// Installs @vercel/cosmosdb-server into a folder of its own and runs it there: 446 packages that the product need not carry.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NAME = '@vercel/cosmosdb-server';
const VERSION = '1.0.1';

/** Required there, in its own folder: the product does not depend on it. */
const RUN = `
const { createHttpServer } = require(process.argv[2]);
const server = createHttpServer();
server.listen(0, '127.0.0.1', () => process.stdout.write('PORT=' + server.address().port + '\\n'));
`;

export interface OtherServer {
  endpoint: string;
  /** Ends it and removes its folder. */
  stop(): Promise<void>;
}

export async function startOther(): Promise<OtherServer> {
  const folder = mkdtempSync(join(tmpdir(), 'cosmosdb-server-'));
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
    writeFileSync(join(folder, 'run.js'), RUN);
    execFileSync(
      'npm',
      ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', `${NAME}@${VERSION}`],
      {
        cwd: folder,
        stdio: 'inherit',
      },
    );
    // It prints a stack for every refusal.
    child = spawn(process.execPath, ['run.js', NAME], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
    return { endpoint: `http://127.0.0.1:${await portOf(child)}/`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const portOf = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`cosmosdb-server ended with ${code}`)));
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      const port = /PORT=(\d+)/.exec(text)?.[1];
      if (port) resolve(port);
    });
  });
