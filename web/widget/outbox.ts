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

export function createOutbox({ post, renew, changed }: OutboxOptions): Outbox {
  /** Tabs see each other's storage late: what was settled is not sent again because it still stands there. */
  const settled = new Set<string>();
  let queue: Outgoing[] = [];
  let running = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending: AbortController | undefined;

  function settle(id: string): void {
    settled.add(id);
    queue = queue.filter((message) => message.id !== id);
    keep.dropMessage(id);
  }

  function take(message: Outgoing): void {
    if (settled.has(message.id) || queue.some(({ id }) => id === message.id)) return;
    queue.push(message);
    void run();
  }

  async function run(): Promise<void> {
    if (running) return;
    running = true;
    clearTimeout(timer);
    try {
      let renewed = false;
      for (let message = queue[0]; message; message = queue[0]) renewed = await sendOne(message, renewed);
    } catch (error) {
      // A busy server names the time; when the network is back the transport calls flush.
      const seconds = error instanceof HttpError ? (error.retryAfter ?? 0) : 0;
      timer = setTimeout(() => void run(), Math.max(RETRY_MS, seconds * 1000));
    } finally {
      running = false;
    }
  }

  /** Answers whether the token was renewed for it. Rejects when nothing can go now. */
  async function sendOne(message: Outgoing, renewed: boolean): Promise<boolean> {
    sending = new AbortController();
    try {
      await post(message, sending.signal);
    } catch (error) {
      const status = error instanceof HttpError ? error.status : 0;
      if ((status === 403 || status === 401) && !renewed) {
        await renew();
        return true;
      }
      // Given up by hand, or echoed meanwhile.
      if (sending.signal.aborted || settled.has(message.id)) return false;
      if (!isFinal(status)) throw error;
      settle(message.id);
      changed(message, 'refused', status);
      return false;
    }
    if (settled.has(message.id)) return false;
    settle(message.id);
    changed(message, 'sent');
    return false;
  }

  return {
    make(content) {
      const message: Outgoing = { id: newId(), at: new Date().toISOString(), ...content };
      keep.putMessage(message);
      changed(message, 'waiting');
      return message;
    },
    take,
    load() {
      for (const message of keep.messages()) take(message);
    },
    flush(anew = false) {
      if (anew) sending?.abort();
      void run();
    },
    settle,
    leave({ wishes }) {
      const stay = keep.messages().filter(({ event }) => event && wishes);
      for (const { id } of keep.messages()) if (!stay.some((one) => one.id === id)) settle(id);
      return stay;
    },
    drop(kept) {
      const [first] = queue;
      for (const { id } of queue) if (!kept.includes(id)) settle(id);
      if (first && settled.has(first.id)) sending?.abort();
    },
    stop() {
      clearTimeout(timer);
      queue = [];
    },
  };
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
