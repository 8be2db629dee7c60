// Starts the product: configuration, the app, where to go; stops it cleanly.
import { existsSync } from 'node:fs';
import { missingYears } from '../domain/calendar';
import { provideModel } from '../dialogs/understanding/provided';
import { warmUp } from '../dialogs/understanding/understand';
import { checkStore } from '../storage/open';
import { createApp } from './app';
import { ConfigError, loadConfig } from './config';
import { takePort } from './http/door';
import { readKept } from './meanings/kept';
import { greeting } from './process/greeting';
import { createLines } from './process/lines';
import { createLog, nameOf, stdout } from './process/log';
import { reportUsage } from './process/usage';
import { whenReachable } from './process/waiting';
import { startWatchdog } from './watchdog';
import { createDeps } from './process/wiring';

/** Whatever hangs: some orchestrators kill after 10 s. */
const STOP_WITHIN_MS = 9_000;

const out = stdout();
const lines = createLines({
  write: (text) => out.write(text),
  person: process.stdout.isTTY,
  color: process.stdout.isTTY && !process.env.NO_COLOR,
});

async function main(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const asked = loadConfig(process.env);
  const door = await takePort(asked.port, asked.host);
  // PORT=0: addresses name the port that it got.
  const config = asked.port ? asked : loadConfig({ ...process.env, PORT: String(door.port) });
  const log = createLog(config.logLevel, lines);
  // A damaged file stays damaged; a service comes back.
  const make: typeof createDeps = (...given) =>
    config.cosmos
      ? whenReachable(
          async () => {
            for (const difference of await checkStore(config)) log.warn({}, `store: ${difference}`);
            return createDeps(...given);
          },
          { door, log },
        )
      : createDeps(...given);
  const { dataDir, cosmos, logLevel, watchdogMs: afterMs } = config;
  const silent = logLevel === 'silent';
  const watch = startWatchdog({ afterMs, store: { dataDir, ...(cosmos ? { cosmos } : {}) }, silent, log });
  const app = await createApp(config, log, make, undefined, watch);
  const { staff } = await app.start(door);
  reportUsage(app.deps.store, log);
  app.health.start();
  print(greeting(config, staff));
  lines.release();
  const years = missingYears(app.deps.now(), app.deps.business.calendarOverlay);
  if (years.length)
    log.warn(
      { years },
      'no working-day calendar for these years: due dates there are provisional (the desk’s settings, or CALENDAR_FILE)',
    );
  // Before the first message, which need not wait for it.
  provideModel(readKept);
  setImmediate(warmUp);
  const stop = (signal: string) => {
    log.info({ signal }, 'stopping');
    // A mail server that stalls must not hold the end: its mail is sent by the next process.
    setTimeout(() => process.exit(0), STOP_WITHIN_MS).unref();
    app.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ code: nameOf(error) }, 'stopped, but not cleanly');
        process.exit(1);
      },
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

const print = (text: string): void => void process.stdout.write(`${text}\n`);

function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  const { code, port } = error as { code?: string; port?: number };
  if (code === 'EADDRINUSE') return `Port ${port} is in use. Set another one: PORT=${(port ?? 3978) + 1} npm start`;
  if (code === 'EACCES') return `Port ${port} may not be used. Set another one: PORT=3978 npm start`;
  if (!(error instanceof Error)) return String(error);
  // What the system said names the folder and what it lacks.
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}

main().catch((error: unknown) => {
  lines.release();
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
});
