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

interface LineState {
  options: LineOptions;
  socket?: WebSocket | undefined;
  /** To get the socket's address. */
  attempt?: AbortController | undefined;
  /** The next try. */
  timer?: ReturnType<typeof setTimeout>;
  /** Something is due on the socket by then. */
  late?: ReturnType<typeof setTimeout>;
  /** Undefined: it is not wanted. */
  beats?: ReturnType<typeof setInterval> | undefined;
  tries: number;
  lastHeard: number;
}

export function createLine(options: LineOptions): Line {
  const line: LineState = { options, tries: 0, lastHeard: 0 };
  return {
    start() {
      if (line.beats) return;
      line.beats = setInterval(beat, KEEP_ALIVE_MS, line);
      line.options.state('connecting');
      void connect(line);
    },
    stop() {
      clearInterval(line.beats);
      clearTimeout(line.timer);
      line.beats = undefined;
      abandon(line);
    },
    wake: () => wake(line),
    again: () => again(line),
    expect() {
      if (line.socket?.readyState !== WebSocket.OPEN) return;
      clearTimeout(line.late);
      line.late = setTimeout(lost, ECHO_MS, line);
    },
  };
}

async function connect(line: LineState): Promise<void> {
  clearTimeout(line.timer);
  if (line.attempt || line.socket || !line.beats) return;
  const mine = new AbortController();
  line.attempt = mine;
  let wait: number | undefined;
  try {
    const url = await line.options.open(mine.signal);
    if (mine.signal.aborted) return;
    return listen(line, new WebSocket(url));
  } catch (error) {
    if (mine.signal.aborted) return;
    line.options.failed(error);
    wait = error instanceof HttpError ? error.retryAfter : undefined;
  } finally {
    if (line.attempt === mine) line.attempt = undefined;
  }
  later(line, wait);
}

function listen(line: LineState, next: WebSocket): void {
  line.socket = next;
  line.late = setTimeout(lost, OPEN_MS, line);
  next.onopen = () => {
    clearTimeout(line.late);
    if (line.socket !== next) return next.close();
    line.tries = 0;
    line.lastHeard = Date.now();
    line.options.state('online');
    line.options.opened();
  };
  next.onmessage = (event) => {
    if (line.socket !== next) return;
    clearTimeout(line.late);
    line.lastHeard = Date.now();
    const heard = readFrame(event.data);
    if (heard) line.options.set(heard);
  };
  next.onclose = () => {
    if (line.socket === next) lost(line);
  };
}

function lost(line: LineState): void {
  abandon(line);
  later(line);
}

/** A dead socket's close event may come minutes late: forget it first. */
function abandon(line: LineState): void {
  clearTimeout(line.late);
  const dead = line.socket;
  line.socket = undefined;
  dead?.close();
  line.attempt?.abort();
  line.attempt = undefined;
}

function later(line: LineState, seconds?: number): void {
  if (!line.beats) return;
  // The first try comes at once and is usually enough: only what lasts is shown.
  if (line.tries > 0) line.options.state('offline');
  const usual = line.tries < QUICK_TRIES ? (DELAYS[Math.min(line.tries, DELAYS.length - 1)] ?? 0) : SLOW_MS;
  line.tries += 1;
  clearTimeout(line.timer);
  // Jitter, so that a restarted server is not met by everybody in the same moment.
  line.timer = setTimeout(() => void connect(line), (seconds ? seconds * 1000 : usual) + Math.random() * usual * 0.3);
}

function wake(line: LineState, silence = SHORT_SILENCE_MS): void {
  line.tries = 0;
  if (line.socket && Date.now() - line.lastHeard > silence && line.socket.readyState !== WebSocket.CONNECTING)
    abandon(line);
  void connect(line);
}

function again(line: LineState): void {
  abandon(line);
  wake(line);
}

function beat(line: LineState): void {
  if (line.socket?.readyState !== WebSocket.OPEN) return;
  line.socket.send('');
  if (Date.now() - line.lastHeard > SILENCE_MS) lost(line);
}
