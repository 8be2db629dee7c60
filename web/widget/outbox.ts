// What was typed and is not on the server yet: kept over reloads, shared by all tabs, sent once, in order.
import { alone } from './alone';
import { keep } from './keep';
import { type Content, HttpError, type Outgoing, type SendState } from './protocol';

export interface Outbox {
  add(content: Content): Outgoing;
  /** Sends what waits, one after the other; stops at the first that can't go now. */
  flush(): Promise<void>;
  /** The server echoed it: it has arrived, whatever became of our request. */
  arrived(id: string): void;
  /** The network is back: what hangs since before is tried again. */
  hurry(): void;
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
  let running: Promise<void> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending: AbortController | undefined;

  const drop = (id: string) => keep.saveOutbox(keep.outbox().filter((message) => message.id !== id));

  /** What is stored decides: other tabs add and send, too. */
  async function sendAll(): Promise<void> {
    let renewed = false;
    for (let message = keep.outbox()[0]; message; message = keep.outbox()[0]) {
      sending = new AbortController();
      try {
        await post(message, sending.signal);
        drop(message.id);
        changed(message, 'sent');
        renewed = false;
      } catch (error) {
        const status = error instanceof HttpError ? error.status : 0;
        if ((status === 403 || status === 401) && !renewed) {
          renewed = true;
          await renew();
        } else if (isFinal(status)) {
          drop(message.id);
          changed(message, 'refused', status);
        } else {
          again(error instanceof HttpError ? error.retryAfter : undefined);
          return;
        }
      }
    }
  }

  /** A busy server names the time; without a network the transport calls flush when it is back. */
  function again(seconds = 0): void {
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), Math.max(RETRY_MS, seconds * 1000));
  }

  function flush(): Promise<void> {
    running ??= alone('outbox', sendAll)
      .catch(() => again())
      .finally(() => {
        running = undefined;
      });
    return running;
  }

  return {
    add(content) {
      const message: Outgoing = { id: newId(), at: new Date().toISOString(), ...content };
      keep.saveOutbox([...keep.outbox(), message]);
      changed(message, 'waiting');
      // After the round that runs now has looked for the last time.
      void (running ?? Promise.resolve()).then(flush);
      return message;
    },
    flush,
    arrived(id) {
      if (keep.outbox().some((message) => message.id === id)) drop(id);
    },
    hurry() {
      sending?.abort();
      void (running ?? Promise.resolve()).then(flush);
    },
  };
}

/** randomUUID exists on secure origins only; a plain http address in a company's network is none. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
