// Keeps one conversation connected: token, start, socket, reconnect, renewal, and the outbox on top.
import { getToken, open, post, readFrame, type Session } from './api';
import { keep } from './keep';
import { createOutbox } from './outbox';
import { type Activity, type Connection, HttpError, type Outgoing, type SendState } from './protocol';

export interface TransportOptions {
  tokenUrl: string;
  locale: () => string;
  activity: (activity: Activity) => void;
  /** The first backlog has been shown. */
  caughtUp: () => void;
  connection: (state: Connection) => void;
  message: (message: Outgoing, state: SendState, status?: number) => void;
  /** The old conversation is gone; a new one begins. */
  restarted: () => void;
}

export interface Transport {
  start(): void;
  send(content: { text?: string; value?: unknown }): Outgoing;
}

/** Waits before the tries to reconnect, in ms: the first at once, so that a cut is not noticed. */
const DELAYS = [0, 300, 700, 1500, 3000, 6000, 10_000];
const KEEP_ALIVE_MS = 20_000;
/** The server sends something every 20 s: after this silence the socket is dead, whatever the browser says. */
const SILENCE_MS = 45_000;
/** A backlog comes in sets of this many. */
const SET_SIZE = 100;
const BACKLOG_MS = 500;
const RENEW_BEFORE_MS = 15 * 60_000;

export function createTransport(options: TransportOptions): Transport {
  let session = keep.session();
  let socket: WebSocket | undefined;
  let watermark = '0';
  let tries = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let opening = false;
  let lastHeard = 0;
  let caughtUp = false;
  let backlog: ReturnType<typeof setTimeout> | undefined;
  const seen = new Set<string>();

  const remember = (next: Session | undefined) => {
    session = next;
    keep.saveSession(next);
  };

  const outbox = createOutbox({
    post: async (message) => {
      if (!session?.started) throw new Error('not started yet');
      await post(session, message, options.locale()).catch(lost);
    },
    renew: () => renew().catch(lost),
    changed: options.message,
  });

  /** A conversation that ended while we were in it is noticed by what we send: connecting again sorts it out. */
  function lost(error: unknown): never {
    if (error instanceof HttpError && error.status === 404) reconnect();
    throw error;
  }

  async function renew(): Promise<void> {
    if (session) remember(await getToken(options.tokenUrl, options.locale(), session));
  }

  /** Tabs that open together share one conversation: the first makes it, the others find it. */
  async function firstSession(): Promise<Session> {
    const find = async () => {
      const found = keep.session() ?? (await getToken(options.tokenUrl, options.locale()));
      keep.saveSession(found);
      return found;
    };
    // Locks exist on secure origins only.
    return navigator.locks ? await navigator.locks.request('fapiao.session', find) : await find();
  }

  /** A session that the server accepts: the kept one, renewed where it ended, else a new one. */
  async function openConversation(): Promise<string> {
    session ??= await firstSession();
    if (session.expiresAt < Date.now()) await renew();
    let opened: { session: Session; url: string };
    try {
      opened = await open(session, options.locale(), watermark);
    } catch (error) {
      if (!(error instanceof HttpError) || error.status !== 403) throw error;
      await renew();
      opened = await open(session, options.locale(), watermark);
    }
    remember(opened.session);
    return opened.url;
  }

  async function connect(): Promise<void> {
    if (opening || (socket && socket.readyState <= WebSocket.OPEN)) return;
    opening = true;
    clearTimeout(timer);
    try {
      listen(new WebSocket(await openConversation()));
    } catch (error) {
      if (error instanceof HttpError && (error.status === 403 || error.status === 404)) restart();
      later(error instanceof HttpError ? error.retryAfter : undefined);
    } finally {
      opening = false;
    }
  }

  /** Ended for good (unused for a month, or deleted): begin anew and say so; what was not sent goes there. */
  function restart(): void {
    // Another tab may have begun the new one already.
    const kept = keep.session();
    if (kept?.conversationId === session?.conversationId) keep.saveSession(undefined);
    session = undefined;
    watermark = '0';
    seen.clear();
    options.restarted();
  }

  function listen(next: WebSocket): void {
    socket = next;
    next.onopen = () => {
      tries = 0;
      lastHeard = Date.now();
      options.connection('online');
      void outbox.flush();
    };
    next.onmessage = (event) => {
      lastHeard = Date.now();
      const set = readFrame(event.data);
      if (!set) return;
      for (const activity of set.activities) take(activity);
      watermark = set.watermark ?? watermark;
      if (caughtUp) return;
      clearTimeout(backlog);
      // A full set may be the last: then silence tells.
      if (set.activities.length < SET_SIZE) complete();
      else backlog = setTimeout(complete, BACKLOG_MS);
    };
    next.onclose = () => {
      if (socket !== next) return;
      socket = undefined;
      later();
    };
  }

  function complete(): void {
    caughtUp = true;
    options.caughtUp();
  }

  function take(activity: Activity): void {
    if (activity.id) {
      if (seen.has(activity.id)) return;
      seen.add(activity.id);
    }
    const own = activity.channelData?.clientActivityID;
    if (own) outbox.arrived(own);
    options.activity(activity);
  }

  function later(seconds?: number): void {
    const delay = seconds ? seconds * 1000 : (DELAYS[Math.min(tries, DELAYS.length - 1)] ?? 0);
    // The first try comes at once and is usually enough: only what lasts is shown.
    if (tries > 0) options.connection('offline');
    tries += 1;
    clearTimeout(timer);
    timer = setTimeout(() => void connect(), delay + (tries > 1 ? Math.random() * 200 : 0));
  }

  /** A dead socket's close event may come minutes late: forget it first. */
  function abandon(): void {
    const dead = socket;
    socket = undefined;
    dead?.close();
  }

  /** The network is back: a socket from before may look open and be dead. */
  function reconnect(): void {
    abandon();
    wake();
  }

  /** Back from sleep, from another tab, or from a tunnel: trust nothing, look now. */
  function wake(): void {
    if (document.visibilityState === 'hidden') return;
    tries = 0;
    if (socket && Date.now() - lastHeard > SILENCE_MS) abandon();
    if (session && session.expiresAt - Date.now() < RENEW_BEFORE_MS) renew().catch(() => undefined);
    if (!socket) void connect();
    void outbox.flush();
  }

  function beat(): void {
    if (socket?.readyState === WebSocket.OPEN) {
      socket.send('');
      if (Date.now() - lastHeard > SILENCE_MS) {
        abandon();
        later();
      }
    }
    if (session?.started && session.expiresAt - Date.now() < RENEW_BEFORE_MS) renew().catch(() => undefined);
  }

  return {
    start() {
      options.connection('connecting');
      addEventListener('online', reconnect);
      addEventListener('offline', () => options.connection('offline'));
      document.addEventListener('visibilitychange', wake);
      setInterval(beat, KEEP_ALIVE_MS);
      for (const message of outbox.waiting()) options.message(message, 'waiting');
      void connect();
    },
    send(content) {
      const message: Outgoing = { id: newId(), at: new Date().toISOString(), ...content };
      outbox.add(message);
      return message;
    },
  };
}

/** randomUUID exists on secure origins only; a plain http address in a company's network is none. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
