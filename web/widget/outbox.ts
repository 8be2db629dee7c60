// What was typed and is not on the server yet: kept over reloads, sent once, in order, by the one tab that has the socket.
import { keep } from './keep';
import { type Content, HttpError, type Outgoing, type SendState } from './protocol';

export interface Outbox {
  /** Writes it down. It is not sent before `take`. */
  make(content: Content): Outgoing;
  /** Sends it after those before it. */
  take(message: Outgoing): void;
  /** Takes all that is written down: this tab sends from now on. */
  load(): void;
  /** Tries again at once; what hangs since before the network was gone is given up and sent anew. */
  flush(anew?: boolean): void;
  /** The server echoed or refused it: nobody sends it any more. */
  settle(id: string): void;
  /** Drops what was written down, but not what the page wishes, if that goes on; answers what stays. */
  leave(how: { wishes: boolean }): Outgoing[];
  /** The person left: only these go on. What is on its way is given up, the server refuses it. */
  drop(kept: readonly string[]): void;
  /** Another tab sends from now on, or nothing is to be sent any more. */
  stop(): void;
}

export interface OutboxOptions {
  post: (message: Outgoing, signal: AbortSignal) => Promise<void>;
  /** The token ended: get another one. Rejects when that fails. */
  renew: () => Promise<void>;
  changed: (message: Outgoing, state: SendState, status?: number) => void;
}

const RETRY_MS = 800;
/** Refused for good: the server will not take it, however often it is sent. */
const isFinal = (status: number) => status >= 400 && status < 500 && ![401, 403, 404, 408, 425, 429].includes(status);

interface OutboxState {
  options: OutboxOptions;
  /** Tabs see each other's storage late: what was settled is not sent again because it still stands there. */
  settled: Set<string>;
  queue: Outgoing[];
  running: boolean;
  timer?: ReturnType<typeof setTimeout>;
  sending?: AbortController;
}

export function createOutbox(options: OutboxOptions): Outbox {
  const outbox: OutboxState = { options, settled: new Set(), queue: [], running: false };
  return {
    make(content) {
      const message: Outgoing = { id: newId(), at: new Date().toISOString(), ...content };
      keep.putMessage(message);
      outbox.options.changed(message, 'waiting');
      return message;
    },
    take: (message) => take(outbox, message),
    load() {
      for (const message of keep.messages()) take(outbox, message);
    },
    flush(anew = false) {
      if (anew) outbox.sending?.abort();
      void run(outbox);
    },
    settle: (id) => settle(outbox, id),
    leave({ wishes }) {
      const stay = keep.messages().filter(({ event }) => event && wishes);
      for (const { id } of keep.messages()) if (!stay.some((one) => one.id === id)) settle(outbox, id);
      return stay;
    },
    drop(kept) {
      const [first] = outbox.queue;
      for (const { id } of outbox.queue) if (!kept.includes(id)) settle(outbox, id);
      if (first && outbox.settled.has(first.id)) outbox.sending?.abort();
    },
    stop() {
      clearTimeout(outbox.timer);
      outbox.queue = [];
    },
  };
}

function settle(outbox: OutboxState, id: string): void {
  outbox.settled.add(id);
  outbox.queue = outbox.queue.filter((message) => message.id !== id);
  keep.dropMessage(id);
}

function take(outbox: OutboxState, message: Outgoing): void {
  if (outbox.settled.has(message.id) || outbox.queue.some(({ id }) => id === message.id)) return;
  outbox.queue.push(message);
  void run(outbox);
}

async function run(outbox: OutboxState): Promise<void> {
  if (outbox.running) return;
  outbox.running = true;
  clearTimeout(outbox.timer);
  try {
    let renewed = false;
    for (let message = outbox.queue[0]; message; message = outbox.queue[0])
      renewed = await sendOne(outbox, message, renewed);
  } catch (error) {
    // A busy server names the time; when the network is back the transport calls flush.
    const seconds = error instanceof HttpError ? (error.retryAfter ?? 0) : 0;
    outbox.timer = setTimeout(() => void run(outbox), Math.max(RETRY_MS, seconds * 1000));
  } finally {
    outbox.running = false;
  }
}

/** Answers whether the token was renewed for it. Rejects when nothing can go now. */
async function sendOne(outbox: OutboxState, message: Outgoing, renewed: boolean): Promise<boolean> {
  outbox.sending = new AbortController();
  try {
    await outbox.options.post(message, outbox.sending.signal);
  } catch (error) {
    const status = error instanceof HttpError ? error.status : 0;
    if ((status === 403 || status === 401) && !renewed) {
      await outbox.options.renew();
      return true;
    }
    // Given up by hand, or echoed meanwhile.
    if (outbox.sending.signal.aborted || outbox.settled.has(message.id)) return false;
    if (!isFinal(status)) throw error;
    settle(outbox, message.id);
    outbox.options.changed(message, 'refused', status);
    return false;
  }
  if (outbox.settled.has(message.id)) return false;
  settle(outbox, message.id);
  outbox.options.changed(message, 'sent');
  return false;
}

let counter = 0;

/**
 * Ids sort as the messages were written. Not randomUUID: it exists on secure origins only, and a plain http address in a
 * company's network is none.
 */
function newId(): string {
  counter += 1;
  const random = Array.from(crypto.getRandomValues(new Uint32Array(3)), (part) => part.toString(36)).join('');
  return `${Date.now().toString(36).padStart(9, '0')}-${counter.toString(36).padStart(5, '0')}-${random}`;
}
