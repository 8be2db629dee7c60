// The whole product in one process: wires channels, pages, mail and jobs to the turn and the use-cases.
import type { Deps } from '../services/shared/deps';
import { demoIssue, demoOrders, seedDemo } from '../services/demo/demo';
import { seedDemoTenant } from '../services/demo/tenant';
import { startAging } from './outbox/aging';
import { billsApi } from './api/bills';
import { filesApi } from './api/files';
import { createApiGuard } from './api/guard';
import { createWaiting } from './api/waiting';
import { createAzureChat } from './channels/directline/azure-chat';
import { createDirectLine } from './channels/directline';
import type { Config } from './config';
import { servesMessages } from './config/exposed';
import type { Door } from './http/door';
import { createCore } from './process/core';
import { demoRoutes } from './demo/routes';
import { devRoutes } from './demo/inbox';
import { createHealth, type Health } from './http/health';
import { createHost, demoHostToken, hostSettings } from './host';
import type { Log } from './process/log';
import { mountPages, pageRoutes, pageTrouble } from './pages';
import { createAssets } from './pages/assets';
import { billsPage } from './pages/bills';
import { chatRoutes } from './pages/chat';
import type { renderActivity } from './render';
import { keepLocal } from './http/local-routes';
import { createHttpServer } from './http/server';
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
  /** Answers at the door from now on. */
  start(door: Door): Promise<void>;
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
  const deps = await make(config, () => dispatcher.nudge(), log);
  const { turns, connector, renderer, mailer, dispatcher, notify } = createCore(deps, config, log, draw, watch);
  const { now, newId } = deps;
  const { tryIdentity } = connector;
  const health = createHealth({
    store: deps.store,
    now,
    newId,
    log,
    ...(tryIdentity ? { identity: tryIdentity } : {}),
  });
  const http = createHttpServer({ health, trustProxy: config.trustProxy, log, watch });
  const { publicUrl, allowedOrigins } = config;
  const settings = hostSettings(config, deps);
  const host = createHost(deps, settings, log);
  const azure = createAzureChat(config, deps, notify, log);
  const directLine = createDirectLine({
    store: deps.store,
    turns,
    secrets: deps.secrets,
    now,
    newId,
    render: renderer.activity,
    publicUrl,
    log,
    allowedOrigins,
    ipOf: http.ipOf,
    ...(host ? { host: host.signIn } : {}),
    ...(azure ? { azure } : {}),
  });
  keepLocal(http.router, ['/dev/', '/demo/']);
  const devInbox = !config.smtpUrl && config.local && !config.production;
  // ASVS 5.0 8.2.1: callers whom nobody can prove get no door where they could be strangers.
  if (servesMessages(config)) connector.mount(http.router);
  directLine.mount(http.router);
  const guard = createApiGuard({ ipOf: http.ipOf, tokens: host?.tokens, publicUrl, allowedOrigins, now, log });
  const waiting = createWaiting(deps.store);
  billsApi({ deps, guard, waiting }).mount(http.router);
  const files = filesApi({ deps, guard, log });
  files.mount(http.router);
  const routes = [...pageRoutes(deps), ...(devInbox ? devRoutes(deps) : [])];
  mountPages(http.router, routes, {
    ipOf: http.ipOf,
    trouble: pageTrouble(deps, { onError: (code) => log.error({ code }, 'pages: a handler failed') }),
  });
  const assets = createAssets();
  chatRoutes({
    assets,
    publicUrl: config.publicUrl,
    phone: config.business.phone,
    allowedOrigins,
    directLine: config.directLine?.endpoint,
    demo: config.demo,
    demoOrders: () => demoOrders().map(({ order, kind }) => ({ order, note: kind })),
  }).mount(http.router);
  if (config.billsPage) {
    billsPage({ assets, publicUrl: config.publicUrl, business: config.business }).mount(http.router);
  } else {
    http.router.route('GET', '/', (_req, res) => {
      res.writeHead(302, { Location: '/chat' });
      res.end();
    });
  }
  if (config.demo && config.local)
    demoRoutes({
      issue: (number) => demoIssue(deps, number),
      ...(settings && !config.hostTokens ? { hostToken: () => demoHostToken(deps, settings) } : {}),
      publicUrl,
    }).mount(http.router);

  let stopAging: (() => Promise<void>) | undefined;
  return {
    deps,
    async start(door) {
      if (config.demo) await Promise.all([seedDemo(deps), seedDemoTenant(deps)]);
      await door.open(http.router.http);
      dispatcher.start();
      stopAging = startAging(deps, log);
    },
    health,
    async stop() {
      health.stop();
      directLine.close();
      waiting.close();
      // What is due no more begins, while requests are answered.
      const work = Promise.all([dispatcher.stop(), stopAging?.()]);
      work.catch(() => undefined);
      await http.close(STOP.requests);
      await files.close();
      await deps.passwords.close();
      await within(STOP.work, work);
      // Mails that their server holds are cut off: they are sent by the next process.
      mailer.close();
      await within(STOP.cutOff, work);
      await deps.store.close();
    },
  };
}
