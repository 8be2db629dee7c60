// The sockets of the embedded Direct Line: backlog, then live, from one cursor per socket into the log.
import type { WebSocket } from 'ws';
import type { Store } from '../../../storage/store';
import type { ReadLog } from './log';
import type { Claims } from './token';

/** A socket that lets more than this pile up reads nothing: it is dropped and reconnects from its watermark. */
const PILE_LIMIT = 4 * 1024 * 1024;
const SET_SIZE = 100;
const SOCKETS_PER_CONVERSATION = 20;
const RETRY_MS = 1000;

interface Line {
  socket: WebSocket;
  conversationId: string;
  /** Of the token that opened it. */
  epoch: number;
  /** The first entry that was not sent yet. */
  cursor: number;
  pumping: boolean;
  again: boolean;
  alive: boolean;
}

export interface Streams {
  /** `conversationId` and `tokenEpoch` as the token says. */
  attach(socket: WebSocket, claims: Pick<Claims, 'conversationId' | 'tokenEpoch'>, watermark: number): void;
  /** Something was committed in this process: look at once. */
  ring(conversationId: string): void;
  close(): void;
}

export interface StreamOptions {
  store: Store;
  read: ReadLog;
  /** The partition of a conversation, as the doorbell names it. */
  partition: (conversationId: string) => string;
  warn: (error: unknown) => void;
  keepAliveMs?: number;
  /** Calls it every so many ms until what it answers is called. */
  every?: (ms: number, work: () => void) => () => void;
  /** How often one socket, the next in turn, is looked after: repairs a doorbell that did not ring. */
  pollMs?: number;
}

function byTheClock(ms: number, work: () => void): () => void {
  const timer = setInterval(work, ms).unref();
  return () => clearInterval(timer);
}

export function createStreams(options: StreamOptions): Streams {
  const { store, read, partition, warn, keepAliveMs = 20_000, pollMs = 2_000, every = byTheClock } = options;
  const byPartition = new Map<string, Set<Line>>();
  /** All sockets, the one that was looked after longest ago first. */
  const turn = new Set<Line>();
  let unwatch: (() => void) | undefined;
  let stops: (() => void)[] = [];

  async function pump(line: Line): Promise<void> {
    if (line.pumping) {
      line.again = true;
      return;
    }
    line.pumping = true;
    try {
      let more = true;
      while (more || line.again) {
        line.again = false;
        const set = await read(line.conversationId, line.cursor, SET_SIZE);
        if (line.socket.readyState !== line.socket.OPEN) return;
        // ASVS 5.0 7.4.1: a socket ends with the token that opened it.
        if (set.revoked > line.epoch) return line.socket.close(1008, 'revoked');
        more = set.more;
        line.cursor = set.next;
        if (set.activities.length) await send(line, { activities: set.activities, watermark: String(set.next) });
      }
    } catch (error) {
      warn(error);
      setTimeout(() => void pump(line), RETRY_MS).unref();
    } finally {
      line.pumping = false;
    }
  }

  /** Waits until the socket took it, so that a long backlog never lies in memory. */
  function send(line: Line, set: object): Promise<void> {
    if (line.socket.bufferedAmount > PILE_LIMIT) {
      line.socket.terminate();
      return Promise.resolve();
    }
    return new Promise((resolve) => line.socket.send(JSON.stringify(set), () => resolve()));
  }

  function ringPartition(pk: string): void {
    for (const line of byPartition.get(pk) ?? []) void pump(line);
  }

  function keepAlive(): void {
    for (const line of turn) {
      if (!line.alive || line.socket.bufferedAmount > PILE_LIMIT) {
        line.socket.terminate();
        continue;
      }
      line.alive = false;
      line.socket.ping();
      // Direct Line's keep-alive, for clients that cannot see pings.
      line.socket.send('');
    }
  }

  /**
   * One read, however many sockets there are. The store's doorbell repairs itself (storage/store.ts); this is for what it
   * missed all the same: with five sockets each is looked after every 10 s, with 500 every 17 min.
   */
  function poll(): void {
    const [line] = turn;
    if (!line) return;
    turn.delete(line);
    turn.add(line);
    void pump(line);
  }

  /** One watcher and two timers for the whole process, and none while nobody listens. */
  function start(): void {
    if (unwatch) return;
    unwatch = store.watch((pks) => pks.forEach(ringPartition));
    stops = [every(keepAliveMs, keepAlive), every(pollMs, poll)];
  }

  function stop(): void {
    unwatch?.();
    unwatch = undefined;
    stops.forEach((end) => end());
    stops = [];
  }

  function drop(pk: string, line: Line): void {
    const lines = byPartition.get(pk);
    lines?.delete(line);
    turn.delete(line);
    if (lines?.size === 0) byPartition.delete(pk);
    if (byPartition.size === 0) stop();
  }

  return {
    attach(socket, { conversationId, tokenEpoch: epoch }, watermark) {
      const pk = partition(conversationId);
      const idle = { pumping: false, again: false, alive: true };
      const line: Line = { socket, conversationId, epoch, cursor: watermark, ...idle };
      const lines = byPartition.get(pk) ?? new Set<Line>();
      lines.add(line);
      turn.add(line);
      byPartition.set(pk, lines);
      start();
      const live = () => {
        line.alive = true;
      };
      socket.on('pong', live);
      socket.on('message', live);
      socket.on('error', () => socket.terminate());
      socket.on('close', () => drop(pk, line));
      if (lines.size > SOCKETS_PER_CONVERSATION) lines.values().next().value?.socket.close(1008, 'collision');
      // Listening began above; what is committed while the backlog is read rings, and is read from the same cursor.
      void pump(line);
    },
    ring: (conversationId) => ringPartition(partition(conversationId)),
    close() {
      for (const line of turn) line.socket.close(1001, 'going away');
      byPartition.clear();
      turn.clear();
      stop();
    },
  };
}
