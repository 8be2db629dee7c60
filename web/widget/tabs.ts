// One socket a browser: the tab that holds the lock has it, the others hear from it. Without locks each tab has its own.
import { canLock } from './alone';
import type { Activity, ActivitySet, Connection, Ending, Outgoing, SendState } from './protocol';

export type TabMessage =
  | { type: 'hello' }
  | {
      type: 'backlog';
      conversation: string;
      activities: readonly Activity[];
      watermark: string;
      connection: Connection;
      caughtUp: boolean;
    }
  | { type: 'set'; conversation: string; set: ActivitySet }
  | { type: 'state'; connection: Connection }
  | { type: 'caughtUp' }
  | { type: 'message'; message: Outgoing; state: SendState; status?: number }
  /** `kept`: ids of what goes into the next conversation; undefined = everything. */
  | { type: 'ending'; why: Ending; kept?: string[] }
  | { type: 'wake' }
  | { type: 'read'; id: string };

export interface TabsOptions {
  /** This tab has the socket from now on. */
  lead: () => void;
  /** Another one has it. */
  follow: () => void;
  heard: (message: TabMessage, from: string) => void;
}

export interface Tabs {
  start(): void;
  leads(): boolean;
  /** Tells the other tabs, or one of them. */
  tell(message: TabMessage, to?: string): void;
  /** Tells the tab with the socket, and takes its place if it does not answer: it may be frozen. */
  ask(message: TabMessage): void;
}

const NAME = 'fapiao.line';
const PATIENCE_MS = 1500;

interface Envelope {
  from: string;
  leader: boolean;
  to?: string;
  message: TabMessage;
}

export function createTabs({ lead, follow, heard }: TabsOptions): Tabs {
  if (!canLock() || typeof BroadcastChannel === 'undefined') {
    return { start: lead, leads: () => true, tell: () => undefined, ask: () => undefined };
  }
  const id = Math.random().toString(36).slice(2);
  const channel = new BroadcastChannel('fapiao');
  let leading = false;
  let queue = new AbortController();
  let doubt: ReturnType<typeof setTimeout> | undefined;

  const tell = (message: TabMessage, to?: string) =>
    channel.postMessage({ from: id, leader: leading, to, message } satisfies Envelope);

  channel.onmessage = ({ data }: MessageEvent<Envelope>) => {
    if (data.leader) {
      clearTimeout(doubt);
      doubt = undefined;
    }
    if (!data.to || data.to === id) heard(data.message, data.from);
  };

  /** Asks for the lock; holds it until this page goes, or until another tab that got no answer takes it. */
  async function stand(options: LockOptions): Promise<void> {
    try {
      await navigator.locks.request(NAME, options, (lock) => {
        if (!lock) return undefined;
        leading = true;
        clearTimeout(doubt);
        doubt = undefined;
        lead();
        return new Promise(() => undefined);
      });
    } catch {
      if (options.signal?.aborted) return;
    }
    leading = false;
    follow();
    queue = new AbortController();
    void stand({ signal: queue.signal });
  }

  return {
    start: () => void stand({ ifAvailable: true }),
    leads: () => leading,
    tell,
    ask(message) {
      tell(message);
      doubt ??= setTimeout(() => {
        doubt = undefined;
        if (leading) return;
        queue.abort();
        void stand({ steal: true });
      }, PATIENCE_MS);
    },
  };
}
