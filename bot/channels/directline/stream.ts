// The sockets of the embedded Direct Line: backlog, then live, from one cursor per socket into the log.
import type { WebSocket } from 'ws';
import type { Store } from '../../../storage/store';
import { keepAlive, type Line, pump, type Source } from './line';
import type { Claims } from './token';

const SOCKETS_PER_CONVERSATION = 20;

export interface Streams {
  /** `conversationId` and `tokenEpoch` as the token says. */
  attach(socket: WebSocket, claims: Pick<Claims, 'conversationId' | 'tokenEpoch'>, watermark: number): void;
  /** Something was committed in this process: look at once. */
  notify(conversationId: string): void;
  close(): void;
}

export interface StreamOptions extends Source {
  store: Store;
  /** The partition of a conversation, as the doorbell names it. */
  partition: (conversationId: string) => string;
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
  const { store, partition, keepAliveMs = 20_000, pollMs = 2_000, every = byTheClock } = options;
  const byPartition = new Map<string, Set<Line>>();
  /** All sockets, the one that was looked after longest ago first. */
  const turn = new Set<Line>();
  let unwatch: (() => void) | undefined;
  let stops: (() => void)[] = [];

  function notifyPartition(pk: string): void {
    for (const line of byPartition.get(pk) ?? []) void pump(line, options);
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
    void pump(line, options);
  }

  /** One watcher and two timers for the whole process, and none while nobody listens. */
  function start(): void {
    if (unwatch) return;
    unwatch = store.watch((pks) => pks.forEach(notifyPartition));
    stops = [every(keepAliveMs, () => turn.forEach((line) => keepAlive(line))), every(pollMs, poll)];
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
      void pump(line, options);
    },
    notify: (conversationId) => notifyPartition(partition(conversationId)),
    close() {
      for (const line of turn) line.socket.close(1001, 'going away');
      byPartition.clear();
      turn.clear();
      stop();
    },
  };
}
