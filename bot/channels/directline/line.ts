// One socket of the embedded Direct Line: from its cursor in the log on, as fast as it takes them.
import type { WebSocket } from 'ws';
import type { ReadLog } from './log';

/** A socket that lets more than this pile up reads nothing: it is dropped and reconnects from its watermark. */
const PILE_LIMIT = 4 * 1024 * 1024;
const SET_SIZE = 100;
const RETRY_MS = 1000;

export interface Line {
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

export interface Source {
  read: ReadLog;
  warn: (error: unknown) => void;
}

/** Sends what the log holds from the cursor on; asked meanwhile, looks once more. Never throws. */
export async function pump(line: Line, source: Source): Promise<void> {
  if (line.pumping) {
    line.again = true;
    return;
  }
  line.pumping = true;
  try {
    let more = true;
    while (more || line.again) {
      line.again = false;
      const set = await source.read(line.conversationId, line.cursor, SET_SIZE);
      if (line.socket.readyState !== line.socket.OPEN) return;
      // ASVS 5.0 7.4.1: a socket ends with the token that opened it.
      if (set.revoked > line.epoch) return line.socket.close(1008, 'revoked');
      more = set.more;
      line.cursor = set.next;
      if (set.activities.length) await send(line, { activities: set.activities, watermark: String(set.next) });
    }
  } catch (error) {
    source.warn(error);
    setTimeout(() => void pump(line, source), RETRY_MS).unref();
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

/** Drops a socket that gave no sign of life since the last time, or reads nothing. */
export function keepAlive(line: Line): void {
  if (!line.alive || line.socket.bufferedAmount > PILE_LIMIT) return line.socket.terminate();
  line.alive = false;
  line.socket.ping();
  // Direct Line's keep-alive, for clients that cannot see pings.
  line.socket.send('');
}
