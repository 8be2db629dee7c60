// The desk's websocket: one a tab, which says what changed on the board, and when its session is over. Nothing is asked over it.
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { LiveMessage } from '../../domain/desk-view';
import { may } from '../../domain/staff';
import type { Board, BoardChange } from '../../services/desk/board';
import { countsOf, rowNow } from '../../services/desk/selection';
import type { OpenSession } from '../../services/staff/session';
import type { Deps } from '../../services/shared/deps';
import { hangUp } from '../channels/refusals';
import { DESK_LIVE, pathOf } from '../http/sockets';
import { type Log, nameOf } from '../process/log';
import type { DeskGuard } from './guard';
import { watchTouched } from './touched';

/** Proxies close silent connections after 30 s at the earliest. */
const KEEP_ALIVE_MS = 20_000;
/** Tabs of one person. */
const PER_PERSON = 20;

export interface LiveOptions {
  deps: Pick<Deps, 'store' | 'now'>;
  board: Board;
  guard: Pick<DeskGuard, 'socket'>;
  log: Pick<Log, 'warn'>;
}

/** A tab. `after`: it has all up to this change; undefined while it is told where it begins. */
interface Tab {
  socket: WebSocket;
  req: IncomingMessage;
  staff: string;
  session: string;
  ends: NodeJS.Timeout | undefined;
  after: number | undefined;
  waiting: { epoch: string; n: number; text: string }[];
  alive: boolean;
}

export interface Live {
  /** Takes the upgrades of its path on this server. */
  listen(server: Server): void;
  close(): void;
}

interface Listening extends LiveOptions {
  tabs: Set<Tab>;
  sockets: WebSocketServer;
  /** Of what is listened to while there are tabs. */
  stops: (() => void)[];
}

export function createLive(options: LiveOptions): Live {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1024, perMessageDeflate: false });
  const live: Listening = { ...options, tabs: new Set(), sockets, stops: [] };
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
    after: undefined,
    waiting: [],
    alive: true,
  };
  live.tabs.add(tab);
  if (live.tabs.size === 1) start(live);
  socket.on('pong', () => {
    tab.alive = true;
  });
  socket.on('error', () => socket.terminate());
  socket.on('close', () => {
    clearTimeout(tab.ends);
    live.tabs.delete(tab);
    if (!live.tabs.size) stop(live);
  });
  const own = [...live.tabs].filter(({ staff }) => staff === tab.staff);
  if (own.length > PER_PERSON) own[0]?.socket.close(1008, 'too many tabs');
  endWith(live, tab, session);
  begin(live, tab).catch((error: unknown) => {
    live.log.warn({ code: nameOf(error) }, 'desk: a socket could not begin');
    socket.close(1011);
  });
}

/** Says where it begins; what changed since that was read comes after it. */
async function begin({ board, deps }: Listening, tab: Tab): Promise<void> {
  const { cards, at } = await board.read();
  const counts = countsOf(cards, deps.now());
  send(tab, { board: { ...at, set: [], gone: [], counts } });
  tab.after = at.n;
  for (const { epoch, n, text } of tab.waiting.splice(0)) {
    if (epoch !== at.epoch || n > at.n) tab.socket.send(text);
  }
}

/** One watcher of the board and one of the store for all tabs, and none while there is no tab. */
function start(live: Listening): void {
  const { board, deps, tabs } = live;
  const timer = setInterval(() => keepAlive(tabs), KEEP_ALIVE_MS);
  timer.unref();
  const ended = (pks: readonly string[]) => {
    const all = pks.includes('staff');
    for (const tab of tabs) if (all || pks.includes(tab.session)) void look(live, tab);
  };
  live.stops = [
    board.watch((change) => tell(live, change)),
    watchTouched(deps.store, (touched) => tellTouched(tabs, touched)),
    deps.store.watch(ended),
    () => clearInterval(timer),
  ];
}

function stop(live: Listening): void {
  for (const end of live.stops.splice(0)) end();
}

/** Written once for all. A tab that is being told where it begins gets what its beginning does not have. */
function tell({ tabs, deps }: Listening, { epoch, n, set, gone, all }: BoardChange): void {
  const now = deps.now();
  const rows = set.map((card) => rowNow(card, now));
  const text = JSON.stringify({
    board: { epoch, n, set: rows, gone, counts: countsOf(all, now) },
  } satisfies LiveMessage);
  for (const tab of tabs) {
    if (tab.after === undefined) tab.waiting.push({ epoch, n, text });
    else tab.socket.send(text);
  }
}

/** No part of the count: what is shown besides the board is read again. */
function tellTouched(tabs: Iterable<Tab>, touched: string[]): void {
  const text = JSON.stringify({ touched } satisfies LiveMessage);
  for (const { after, socket } of tabs) if (after !== undefined) socket.send(text);
}

/** ASVS 5.0 7.4.1: a session that ended ends its sockets. Its end is known; what ends it before rings. */
async function look(live: Listening, tab: Tab): Promise<void> {
  const caller = await live.guard.socket(tab.req).catch(() => 'unknown' as const);
  // The store is away: the next ring, or the end that is known, asks again.
  if (caller === 'unknown') return;
  if (!caller || !may(caller.staff.roles, 'applications.see')) return bye(tab, 'signedOut');
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
