// Everything that is served over HTTP, on one router.
import { demoIssue, demoOrders } from '../services/demo/demo';
import type { Deps } from '../services/shared/deps';
import { billsApi } from './api/bills';
import { filesApi } from './api/files';
import { createApiGuard } from './api/guard';
import { importApi } from './api/import';
import { createWaiting } from './api/waiting';
import { createDirectLine } from './channels/directline';
import { createAzureChat } from './channels/directline/azure-chat';
import type { Config } from './config';
import type { HostSettings } from './config/embedding';
import { servesMessages } from './config/exposed';
import { devRoutes } from './demo/inbox';
import { demoRoutes } from './demo/routes';
import { deskPage } from './desk/page';
import { mountDesk } from './desk';
import { createHost, demoHostToken, type Host, hostSettings } from './host';
import { mountIssuing } from './issuing';
import { keepLocal } from './http/local-routes';
import { createIntake } from './import/intake';
import type { HttpServer } from './http/server';
import { mountPages, pageRoutes, pageTrouble } from './pages';
import { troublePages } from './pages/missing';
import { send } from './pages/mount';
import { type Assets, createAssets } from './pages/assets';
import type { Front } from './pages/front';
import { chatRoutes } from './pages/chat';
import type { Core } from './process/core';
import type { Log } from './process/log';

/** What is served: the product's parts, and where they answer. */
export interface Served {
  config: Config;
  deps: Deps;
  core: Core;
  http: HttpServer;
  log: Log;
}

export interface Mounted {
  /** Ends what clients hold open; they come back elsewhere. */
  hangUp(): void;
  /** Ends what makes files, once no request needs it any more. */
  close(): Promise<void>;
}

/** Mounts all routes. */
export function mountRoutes(served: Served): Mounted {
  const { config, deps, core, http, log } = served;
  const settings = hostSettings(config, deps);
  const host = createHost(deps, settings, log);
  // Before the routes that it stands for.
  keepLocal(http.router, ['/dev/', '/demo/']);
  // ASVS 5.0 8.2.1: callers whom nobody can prove get no door where they could be strangers.
  if (servesMessages(config)) core.connector.mount(http.router);
  const directLine = mountDirectLine(served, host);
  const api = mountApi(served, host);
  const intake = createIntake(deps);
  const desk = mountDesk(http.router, { deps, ipOf: http.ipOf, local: config.local, log, intake, play: core.play });
  importApi({ intake, keys: config.importKeys, ipOf: http.ipOf, now: deps.now, log }).mount(http.router);
  desk.live.listen(http.router.http);
  const { issuing: issuer, local } = config;
  if (issuer) mountIssuing(http.router, { deps, settings: issuer, ipOf: http.ipOf, local, log });
  const assets = createAssets();
  mountAccountPages(served, assets, host);
  mountChat(served, assets);
  if (config.demo && config.local) mountDemo(served, settings);
  return {
    hangUp() {
      directLine.close();
      api.waiting.close();
      desk.close();
    },
    close: async () => void (await Promise.all([api.files.close(), desk.printer.close(), desk.presence.close()])),
  };
}

function mountDirectLine({ config, deps, core, http, log }: Served, host: Host) {
  const { publicUrl, allowedOrigins } = config;
  const { store, secrets, now, newId } = deps;
  const azure = createAzureChat(config, deps, core.notify, log);
  const directLine = createDirectLine({
    store,
    turns: core.turns,
    secrets,
    now,
    newId,
    render: core.renderer.activity,
    publicUrl,
    log,
    allowedOrigins,
    ipOf: http.ipOf,
    host: host.signIn,
    azure,
  });
  directLine.mount(http.router);
  return directLine;
}

/** The admin centre's API. */
function mountApi({ config, deps, http, log }: Served, host: Host) {
  const { publicUrl, allowedOrigins } = config;
  const { now } = deps;
  const guard = createApiGuard({ ipOf: http.ipOf, tokens: host.tokens, publicUrl, allowedOrigins, now, log });
  const waiting = createWaiting(deps.store);
  billsApi({ deps, guard, waiting }).mount(http.router);
  const files = filesApi({ deps, guard, log });
  files.mount(http.router);
  return { waiting, files };
}

/** ASVS 5.0 12.2.1: nobody signs in where the session would go over a network in the clear. */
function frontOf({ config, log }: Served, assets: Assets, host: Host): { front?: Front } {
  if (!config.billsPage) return {};
  const { demo, local, publicUrl, hostTokens } = config;
  if (local || publicUrl.startsWith('https:'))
    return { front: { assets, tokens: host.own, demo: demo && local && !hostTokens } };
  log.warn({}, 'PUBLIC_URL is no https address: nobody can sign in at /, which leads to the chat');
  return {};
}

function mountAccountPages(served: Served, assets: Assets, host: Host): void {
  const { config, deps, http, log } = served;
  const devInbox = !config.smtpUrl && config.local && !config.production;
  const front = frontOf(served, assets, host);
  if (!front.front)
    http.router.route('GET', '/', (_req, res) => {
      res.writeHead(302, { Location: '/chat' });
      res.end();
    });
  const wordTrouble = troublePages(deps, { bills: front.front !== undefined });
  http.router.visitors((req, res, { status }) => {
    const page = wordTrouble(req, status);
    if (page) send(res, page);
    return page !== undefined;
  });
  mountPages(http.router, [...pageRoutes(deps, front), ...(devInbox ? devRoutes(deps) : [])], {
    ipOf: http.ipOf,
    trouble: pageTrouble(deps, { onError: (code) => log.error({ code }, 'pages: a handler failed') }),
  });
}

function mountChat({ config, deps, http }: Served, assets: Assets): void {
  const { publicUrl, allowedOrigins, directLine, demo } = config;
  const { business } = deps;
  chatRoutes({
    assets,
    publicUrl,
    business,
    allowedOrigins,
    directLine: directLine?.endpoint,
    demo,
    demoOrders: () => demoOrders().map(({ order, kind }) => ({ order, note: kind })),
  }).mount(http.router);
  deskPage({ assets, publicUrl }).mount(http.router);
}

function mountDemo({ config, deps, http }: Served, settings: HostSettings | undefined): void {
  demoRoutes({
    issue: (number) => demoIssue(deps, number),
    ...(settings && !config.hostTokens ? { hostToken: () => demoHostToken(deps, settings) } : {}),
    publicUrl: config.publicUrl,
  }).mount(http.router);
}
