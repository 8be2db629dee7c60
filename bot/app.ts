// The whole product in one process: wires channels, pages, mail and jobs to the turn and the use-cases.
import type { Deps } from '../services/shared/deps';
import { seedDemo } from '../services/demo/demo';
import { type DemoStaff, seedDemoStaff } from '../services/demo/staff';
import { followSettings } from '../services/settings/live';
import { seedDemoTenant } from '../services/demo/tenant';
import { startAging } from './outbox/aging';
import { startDigest } from './outbox/digest';
import { startFileSweep } from './outbox/file-sweep';
import type { Config } from './config';
import type { Door } from './http/door';
import { createCore } from './process/core';
import { createHealth, type Health } from './http/health';
import { type Log, nameOf } from './process/log';
import type { renderActivity } from './render';
import { createHttpServer } from './http/server';
import { mountRoutes } from './routes';
import { unwatched, type Watch } from './watchdog';
import { createDeps } from './process/wiring';

/** Milliseconds that running requests, due work, and work that was cut off get at the end: together under 10 s. */
const STOP = { requests: 4_000, work: 2_000, cutOff: 1_000 };

/** What happens first: it is done, or the time is up. */
async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let late: NodeJS.Timeout | undefined;
  await Promise.race([work, new Promise((resolve) => (late = setTimeout(resolve, ms)))]);
  clearTimeout(late);
}

export interface App {
  deps: Deps;
  health: Health;
  /** Answers at the door from now on. `staff`: whom the demo has made for its desk; their way in is shown once. */
  start(door: Door): Promise<{ staff: DemoStaff[] }>;
  stop(): Promise<void>;
}

/** `make` and `draw` are the real ones everywhere but in tests of what breaks. */
export async function createApp(
  config: Config,
  log: Log,
  make: typeof createDeps = createDeps,
  draw?: typeof renderActivity,
  watch: Watch = unwatched,
): Promise<App> {
  const deps = await make(config, () => dispatcher.wake(), log);
  const core = createCore(deps, config, log, draw, watch);
  const { connector, mailer, dispatcher } = core;
  const { now, newId } = deps;
  const { tryIdentity } = connector;
  const health = createHealth({
    store: deps.store,
    now,
    newId,
    log,
    identity: tryIdentity,
    issuing: config.issuing?.webhook !== undefined,
  });
  const http = createHttpServer({ health, trustProxy: config.trustProxy, log, watch });
  const served = mountRoutes({ config, deps, core, http, log });

  let stopSettings: (() => void) | undefined;
  let stopAging: (() => Promise<void>) | undefined;
  let stopSweep: (() => void) | undefined;
  let stopDigest: (() => void) | undefined;
  return {
    deps,
    async start(door) {
      const [staff] = config.demo
        ? await Promise.all([seedDemoStaff(deps), seedDemo(deps), seedDemoTenant(deps)])
        : [[]];
      // Before the first answer: it says what was set at the desk.
      stopSettings = await followSettings(deps, {
        onTrouble: (error) => log.warn({ code: nameOf(error) }, 'settings could not be read; those of before count'),
      });
      await door.open(http.router.http);
      dispatcher.start();
      stopAging = startAging(deps, log);
      stopSweep = startFileSweep(deps, log);
      if (config.digest) stopDigest = startDigest(deps, config.digest, log);
      return { staff };
    },
    health,
    async stop() {
      health.stop();
      stopSweep?.();
      stopSettings?.();
      stopDigest?.();
      served.hangUp();
      // What is due no more begins, while requests are answered.
      const work = Promise.all([dispatcher.stop(), stopAging?.()]);
      work.catch(() => undefined);
      await http.close(STOP.requests);
      await served.close();
      await deps.passwords.close();
      await within(STOP.work, work);
      // Mails that their server holds are cut off: they are sent by the next process.
      mailer.close();
      await within(STOP.cutOff, work);
      await deps.store.close();
    },
  };
}
