// What the command lines share: configuration and store as the server has them, output, and exit codes.
import { existsSync } from 'node:fs';
import type { Deps } from '../../services/shared/deps';
import { takeSettings } from '../../services/settings/live';
import { StoreBusy } from '../../storage/store';
import { type Config, loadConfig } from '../config';
import { createDeps } from '../process/wiring';
import { USAGE } from './words';

export interface Cli {
  deps: Deps;
  demo: boolean;
  close(): Promise<void>;
}

export const print = (line: string): void => void process.stdout.write(`${line}\n`);
export const warn = (line: string): void => void process.stderr.write(`${line}\n`);

/** Says why not, and answers the exit code. */
export function fail(line: string, code: 1 | 2): number {
  warn(line);
  return code;
}

/** The server's configuration. Throws ConfigError. */
export function readConfig(): Config {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return loadConfig(process.env);
}

/** The same data as the server, at the same time: it hears of new work by the store's doorbell. */
async function open(): Promise<Cli> {
  const config = readConfig();
  const deps = await createDeps(config);
  await takeSettings(deps);
  return { deps, demo: config.demo, close: () => deps.store.close() };
}

/** Runs a command line and sets the exit code; what it throws is said in one line. */
export function runCli(command: (args: readonly string[], open: () => Promise<Cli>) => Promise<number>): void {
  // `… | head` has read enough: no reason for a stack.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  command(process.argv.slice(2), open).then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      const said = error instanceof StoreBusy ? USAGE.busy : error instanceof Error ? error.message : String(error);
      process.exitCode = fail(said, 2);
    },
  );
}
