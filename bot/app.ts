// The whole product in one process: wires channels, pages, mail and jobs to the turn and the use-cases.
import type { Deps } from '../services/deps';
import { demoIssue, demoOrders, seedDemo } from '../services/demo';
import { submitScheduled } from '../services/applications';
import { createQuery } from '../services/query';
import { run } from '../services/run';
import { createConnector } from './channels/connector';
import { createDirectLine } from './channels/directline';
import type { Config } from './config';
import { demoRoutes } from './demo-routes';
import { devRoutes } from './dev';
import { createDispatcher } from './dispatch';
import type { Inbound } from './inbound';
import type { Log } from './log';
import { createMailer } from './mail';
import { mountPages, pageRoutes, pageTrouble } from './pages';
import { createAssets } from './pages/assets';
import { chatRoutes } from './pages/chat';
import { renderActivity, renderTurn } from './render';
import { createHttpServer } from './server';
import { createTurns } from './turn';
import { createDeps } from './wiring';

export interface App {
  deps: Deps;
  /** Listens; answers the port. */
  start(): Promise<number>;
  stop(): Promise<void>;
}

export async function createApp(config: Config, log: Log, make: typeof createDeps = createDeps): Promise<App> {
  const deps = await make(config, () => dispatcher.nudge());
  const http = createHttpServer({ store: deps.store, trustProxy: config.trustProxy, log });
  const turns = createTurns({
    deps,
    run: (command) => run(deps, command),
    query: (scope) => createQuery(deps, scope),
    log,
  });
  const { now, newId } = deps;
  const connector = createConnector({ turns, settings: config.botFramework, render: renderTurn, now, newId, log });
  const mailer = createMailer({
    from: config.mailFrom,
    store: deps.store,
    now,
    ...(config.smtpUrl ? { smtpUrl: config.smtpUrl } : {}),
  });
  const dispatcher = createDispatcher({
    deps,
    mailer,
    turns: { deliver: (inbound) => deliverAndSend(inbound) },
    resume: async (conversation) => turns.resume(conversation),
    submitScheduled: (application) => submitScheduled(deps, application),
    log,
  });

  /** A notice is a turn; on channels that do not read the log it is also sent. */
  async function deliverAndSend(inbound: Inbound) {
    const result = await turns.deliver(inbound);
    if (inbound.reference) await connector.send(inbound, result);
    return result;
  }

  const directLine = createDirectLine({
    store: deps.store,
    turns,
    secrets: deps.secrets,
    now,
    newId,
    render: renderActivity,
    publicUrl: config.publicUrl,
    log,
    allowedOrigins: config.allowedOrigins,
    ipOf: http.ipOf,
  });
  const devInbox = !config.smtpUrl && !config.production;
  // ASVS 4.0.3 4.1.5: in production callers whom nobody can prove get no door at all (WEB_CHAT_ONLY).
  if (config.botFramework.MicrosoftAppId || !config.production) connector.mount(http.server);
  directLine.mount(http.server);
  const routes = [...pageRoutes(deps), ...(devInbox ? devRoutes(deps) : [])];
  mountPages(http.server, routes, {
    ipOf: http.ipOf,
    trouble: pageTrouble(deps, { onError: (code) => log.error({ code }, 'pages: a handler failed') }),
  });
  chatRoutes({
    assets: createAssets(),
    phone: config.business.phone,
    demo: config.demo,
    demoOrders: () => demoOrders().map(({ order, kind }) => ({ order, note: kind })),
  }).mount(http.server);
  http.server.get('/', (_req, res, next) => {
    res.redirect(302, '/chat', next);
  });
  if (config.demo)
    demoRoutes({ issue: (number) => demoIssue(deps, number), publicUrl: config.publicUrl }).mount(http.server);

  return {
    deps,
    async start() {
      if (config.demo) await seedDemo(deps);
      const port = await http.listen(config.port, config.host);
      dispatcher.start();
      return port;
    },
    async stop() {
      directLine.close();
      await http.close();
      await dispatcher.stop();
      mailer.close();
      await deps.store.close();
    },
  };
}
