// The desk's websocket: one a tab, which says what changed on the board, and when its session is over. Nothing is asked over it.
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { LiveMessage } from '../../domain/desk-view';
import { may } from '../../domain/staff';
import { countsOf, rowNow } from '../../services/desk/selection';
import type { ConversationBoard } from '../../services/desk/conversation-rows';
import type { Presence } from '../../services/desk/presence';
import type { OpenSession } from '../../services/staff/session';
import type { Deps } from '../../services/shared/deps';
import { hangUp } from '../channels/refusals';
import { DESK_LIVE, pathOf } from '../http/sockets';
import { type Log, nameOf } from '../process/log';
import { type ConversationFeed, createConversationFeed, type Screen } from './conversation-feed';
import { createFeed, type Feed } from './feed';
import type { DeskGuard } from './guard';
import { watchTouched } from './touched';
import type { ApplicationBoard, Card } from '../../services/desk/rows';

/** Proxies close silent connections after 30 s at the earliest. */
const KEEP_ALIVE_MS = 20_000;
/** Tabs of one person. */
const PER_PERSON = 20;

export interface LiveOptions {
  deps: Pick<Deps, 'store' | 'now' | 'business'>;
  board: ApplicationBoard;
  conversations: ConversationBoard;
  /** Who may talk with customers is at the desk while their screen is open. */
  presence: Pick<Presence, 'arrive'>;
  guard: Pick<DeskGuard, 'socket'>;
  log: Pick<Log, 'warn'>;
}

interface Tab extends Screen {
  socket: WebSocket;
  req: IncomingMessage;
  staff: string;
  session: string;
  ends: NodeJS.Timeout | undefined;
  alive: boolean;
}

export interface Live {
  /** Takes the upgrades of its path on this server. */
  listen(server: Server): void;
  close(): void;
}

interface Listening extends LiveOptions {
  tabs: Set<Tab>;
  applications: Feed<Tab>;
  talks: ConversationFeed;
  sockets: WebSocketServer;
  /** Of what is listened to while there are tabs. */
  stops: (() => void)[];
}

export function createLive(options: LiveOptions): Live {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1024, perMessageDeflate: false });
  const { deps, log } = options;
  const live: Listening = {
    ...options,
    tabs: new Set(),
    applications: applicationFeed(options),
    talks: createConversationFeed({
      deps,
      board: options.conversations,
      onTrouble: (error) =>
        log.warn({ code: nameOf(error) }, 'desk: who is here could not be read; the next look does'),
    }),
    sockets,
    stops: [],
  };
  return {
    listen: (server) =>
      void server.on('upgrade', (req: IncomingMessage, socket: Duplex, head: Buffer) => {
        if (pathOf(req) === DESK_LIVE) admit(live, req, socket, head);
      }),
    close() {
      for (const tab of live.tabs) bye(tab, 'restart');
      stop(live);
      sockets.close();
    },
  };
}

function admit(live: Listening, req: IncomingMessage, socket: Duplex, head: Buffer): void {
  // While nobody else listens: an error without a listener ends the process.
  socket.on('error', () => socket.destroy());
  // ASVS 5.0 4.4.2, 8.2.1: the origin, the session and the role of a websocket's handshake are checked.
  live.guard.socket(req).then(
    (caller) => {
      if (!caller || !may(caller.staff.roles, 'applications.see')) return hangUp(socket, 403);
      live.sockets.handleUpgrade(req, socket, head, (open) => attach(live, req, open, caller.session));
    },
    () => hangUp(socket, 503),
  );
}

function attach(live: Listening, req: IncomingMessage, socket: WebSocket, session: OpenSession): void {
  const tab: Tab = {
    socket,
    req,
    staff: session.staff.body.id,
    session: session.session.pk,
    ends: undefined,
    alive: true,
  };
  live.tabs.add(tab);
  if (live.tabs.size === 1) start(live);
  const { id, name, roles } = session.staff.body;
  const leave = may(roles, 'conversations.act') ? live.presence.arrive({ id, name }) : () => undefined;
  socket.on('pong', () => {
    tab.alive = true;
  });
  socket.on('error', () => socket.terminate());
  socket.on('close', () => {
    clearTimeout(tab.ends);
    leave();
    live.applications.leave(tab);
    live.talks.leave(tab);
    live.tabs.delete(tab);
    if (!live.tabs.size) stop(live);
  });
  const own = [...live.tabs].filter(({ staff }) => staff === tab.staff);
  if (own.length > PER_PERSON) own[0]?.socket.close(1008, 'too many tabs');
  endWith(live, tab, session);
  const reads = may(roles, 'conversations.read');
  Promise.all([live.applications.join(tab), reads && live.talks.join(tab)]).catch((error: unknown) => {
    live.log.warn({ code: nameOf(error) }, 'desk: a socket could not begin');
    socket.close(1011);
  });
}

/** One watcher of the board and one of the store for all tabs, and none while there is no tab. */
function start(live: Listening): void {
  const { deps, tabs } = live;
  const timer = setInterval(() => keepAlive(tabs), KEEP_ALIVE_MS);
  timer.unref();
  const ended = (pks: readonly string[]) => {
    const all = pks.includes('staff');
    for (const tab of tabs) if (all || pks.includes(tab.session)) void look(live, tab);
  };
  live.stops = [
    live.applications.start(),
    watchTouched(deps.store, (touched) => tellTouched(live, touched)),
    deps.store.watch(ended),
    () => clearInterval(timer),
  ];
}

function stop(live: Listening): void {
  for (const end of live.stops.splice(0)) end();
}

/** Written once for all. */
function applicationFeed({ board, deps }: LiveOptions): Feed<Tab> {
  const word = (message: Extract<LiveMessage, { board: unknown }>): string => JSON.stringify(message);
  return createFeed<Card, Tab>({
    board,
    begins: (cards, at) => word({ board: { ...at, set: [], gone: [], counts: countsOf(cards, deps.now()) } }),
    tells({ epoch, n, set, gone, all }) {
      const now = deps.now();
      const rows = set.map((card) => rowNow(card, now));
      const text = word({ board: { epoch, n, set: rows, gone, counts: countsOf(all, now) } });
      return () => text;
    },
  });
}

/** No part of the count: what is shown besides the board is read again. */
function tellTouched({ applications }: Listening, touched: string[]): void {
  const text = JSON.stringify({ touched } satisfies LiveMessage);
  applications.send(() => text);
}

/** ASVS 5.0 7.4.1: a session that ended ends its sockets. Its end is known; what ends it before rings. */
async function look(live: Listening, tab: Tab): Promise<void> {
  const caller = await live.guard.socket(tab.req).catch(() => 'unknown' as const);
  // The store is away: the next ring, or the end that is known, asks again.
  if (caller === 'unknown') return;
  if (!caller || !may(caller.staff.roles, 'applications.see')) return bye(tab, 'signedOut');
  // ASVS 5.0 8.3.2: what a role opened is closed with it.
  if (!may(caller.staff.roles, 'conversations.read')) live.talks.leave(tab);
  endWith(live, tab, caller.session);
}

function endWith(live: Listening, tab: Tab, { session }: OpenSession): void {
  clearTimeout(tab.ends);
  const left = Date.parse(session.expiresAt ?? live.deps.now()) - Date.parse(live.deps.now());
  tab.ends = setTimeout(() => void look(live, tab), Math.max(1_000, left + 1));
  tab.ends.unref();
}

function keepAlive(tabs: Iterable<Tab>): void {
  for (const tab of tabs) {
    if (!tab.alive) tab.socket.terminate();
    tab.alive = false;
    tab.socket.ping();
  }
}

const send = ({ socket }: Tab, message: LiveMessage): void => socket.send(JSON.stringify(message));

function bye(tab: Tab, why: 'signedOut' | 'restart'): void {
  send(tab, { bye: why });
  tab.socket.close(why === 'restart' ? 1012 : 1008, why);
}
