// What was typed and is not on the server yet: kept over reloads, sent once, in order.
import { keep } from './keep';
import { HttpError, type Outgoing, type SendState } from './protocol';

export interface Outbox {
  add(message: Outgoing): void;
  /** Sends what waits, one after the other; stops at the first that can't go now. */
  flush(): Promise<void>;
  /** The server echoed it: it has arrived, whatever became of our request. */
  arrived(id: string): void;
  waiting(): readonly Outgoing[];
}

export interface OutboxOptions {
  post: (message: Outgoing) => Promise<void>;
  /** The token ended: get another one. Rejects when that fails. */
  renew: () => Promise<void>;
  changed: (message: Outgoing, state: SendState, status?: number) => void;
}

const RETRY_MS = 1000;

export function createOutbox({ post, renew, changed }: OutboxOptions): Outbox {
  let messages = keep.outbox();
  let running: Promise<void> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function drop(id: string): void {
    // Another tab may have added or removed some: what is stored decides, not what we remember.
    messages = messages.filter((message) => message.id !== id);
    keep.saveOutbox(keep.outbox().filter((message) => message.id !== id));
  }

  async function sendAll(): Promise<void> {
    let renewed = false;
    for (let message = messages[0]; message; message = messages[0]) {
      try {
        await post(message);
        drop(message.id);
        changed(message, 'sent');
        renewed = false;
      } catch (error) {
        const status = error instanceof HttpError ? error.status : 0;
        if (status === 403 && !renewed) {
          renewed = true;
          await renew();
        } else if (status >= 400 && status < 500 && status !== 429 && status !== 403 && status !== 404) {
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
    running ??= sendAll()
      .catch(() => again())
      .finally(() => {
        running = undefined;
      });
    return running;
  }

  return {
    add(message) {
      messages.push(message);
      keep.saveOutbox([...keep.outbox().filter((old) => old.id !== message.id), message]);
      changed(message, 'waiting');
      void flush();
    },
    flush,
    arrived(id) {
      if (messages.some((message) => message.id === id)) drop(id);
    },
    waiting: () => messages,
  };
}
