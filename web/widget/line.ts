// One socket, kept open: connects, notices silence, and reconnects quickly without storming a server that is down.
import { readFrame } from './api';
import { type ActivitySet, type Connection, HttpError } from './protocol';

export interface LineOptions {
  /** Answers the socket's address. */
  open: (signal: AbortSignal) => Promise<string>;
  set: (set: ActivitySet) => void;
  state: (state: Connection) => void;
  opened: () => void;
  /** Opening has failed; a try follows. */
  failed: (error: unknown) => void;
}

export interface Line {
  start(): void;
  stop(): void;
  /** Back from sleep or from another tab: look now. */
  wake(): void;
  /** Trust nothing that is open: a socket from before may look alive. */
  again(): void;
  /** An answer is due on the socket; without one it is dead, whatever the browser says. */
  expect(): void;
}

/** Waits before the tries, in ms: the first at once, so that a cut is not noticed; then about one a second. */
const DELAYS = [0, 250, 500, 750];
/** Whoever waits for two minutes sees "no connection" anyway: then the server is spared. */
const QUICK_TRIES = 120;
const SLOW_MS = 5000;
const KEEP_ALIVE_MS = 20_000;
/** The server sends something every 20 s. */
const SILENCE_MS = 45_000;
const SHORT_SILENCE_MS = 25_000;
const OPEN_MS = 8000;
const ECHO_MS = 4000;

export function createLine({ open, set, state, opened, failed }: LineOptions): Line {
  let socket: WebSocket | undefined;
  let attempt: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let late: ReturnType<typeof setTimeout> | undefined;
  let beats: ReturnType<typeof setInterval> | undefined;
  let tries = 0;
  let lastHeard = 0;

  async function connect(): Promise<void> {
    clearTimeout(timer);
    if (attempt || socket || !beats) return;
    const mine = new AbortController();
    attempt = mine;
    let wait: number | undefined;
    try {
      const url = await open(mine.signal);
      if (mine.signal.aborted) return;
      return listen(new WebSocket(url));
    } catch (error) {
      if (mine.signal.aborted) return;
      failed(error);
      wait = error instanceof HttpError ? error.retryAfter : undefined;
    } finally {
      if (attempt === mine) attempt = undefined;
    }
    later(wait);
  }

  function listen(next: WebSocket): void {
    socket = next;
    late = setTimeout(lost, OPEN_MS);
    next.onopen = () => {
      clearTimeout(late);
      if (socket !== next) return next.close();
      tries = 0;
      lastHeard = Date.now();
      state('online');
      opened();
    };
    next.onmessage = (event) => {
      if (socket !== next) return;
      clearTimeout(late);
      lastHeard = Date.now();
      const heard = readFrame(event.data);
      if (heard) set(heard);
    };
    next.onclose = () => {
      if (socket === next) lost();
    };
  }

  function lost(): void {
    abandon();
    later();
  }

  /** A dead socket's close event may come minutes late: forget it first. */
  function abandon(): void {
    clearTimeout(late);
    const dead = socket;
    socket = undefined;
    dead?.close();
    attempt?.abort();
    attempt = undefined;
  }

  function later(seconds?: number): void {
    if (!beats) return;
    // The first try comes at once and is usually enough: only what lasts is shown.
    if (tries > 0) state('offline');
    const usual = tries < QUICK_TRIES ? (DELAYS[Math.min(tries, DELAYS.length - 1)] ?? 0) : SLOW_MS;
    tries += 1;
    clearTimeout(timer);
    // Jitter, so that a restarted server is not met by everybody in the same moment.
    timer = setTimeout(() => void connect(), (seconds ? seconds * 1000 : usual) + Math.random() * usual * 0.3);
  }

  function wake(silence = SHORT_SILENCE_MS): void {
    tries = 0;
    if (socket && Date.now() - lastHeard > silence && socket.readyState !== WebSocket.CONNECTING) abandon();
    void connect();
  }

  function again(): void {
    abandon();
    wake();
  }

  function beat(): void {
    if (socket?.readyState !== WebSocket.OPEN) return;
    socket.send('');
    if (Date.now() - lastHeard > SILENCE_MS) lost();
  }

  return {
    start() {
      if (beats) return;
      beats = setInterval(beat, KEEP_ALIVE_MS);
      state('connecting');
      void connect();
    },
    stop() {
      clearInterval(beats);
      clearTimeout(timer);
      beats = undefined;
      abandon();
    },
    wake,
    again,
    expect() {
      if (socket?.readyState !== WebSocket.OPEN) return;
      clearTimeout(late);
      late = setTimeout(lost, ECHO_MS);
    },
  };
}
