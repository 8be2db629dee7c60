// The doorbell: the change feed of the whole container, pulled by one watcher a process; own commits ring at once.
import { createRings } from '../rings';
import type { Item } from './document';

export interface ChangePage {
  items: Item[];
  /** More was written than the page holds. */
  more: boolean;
}

export interface FeedOptions {
  /** The next page of changes from where this iterator stands; one that failed may be asked again. */
  open(): Promise<() => Promise<ChangePage>>;
  /** Begins the attempts of this process's own commits: they rang already. */
  writer: string;
  pollMs: number;
  log: (message: string, error: unknown) => void;
}

export interface Doorbell {
  watch(ring: (pks: readonly string[]) => void): () => void;
  /** This process's own commit. */
  changed(pk: string): void;
  stop(): void;
}

/** A feed that fails is left alone for so many polls: a doorbell may be late. */
const REST_POLLS = 10;

export function createDoorbell({ open, writer, pollMs, log }: FeedOptions): Doorbell {
  const rings = createRings(log);
  let timer: NodeJS.Timeout | undefined;
  let next: (() => Promise<ChangePage>) | undefined;
  let failing = false;
  /** Rises with each start and stop: an answer that comes after its time is left. */
  let life = 0;

  async function look(mine: number): Promise<void> {
    let more = true;
    while (more && life === mine) {
      next ??= await open();
      const page = await next();
      more = page.more;
      const pks = new Set(page.items.filter(({ attempt }) => !attempt?.startsWith(writer)).map(({ pk }) => pk));
      if (pks.size && life === mine) rings.ring([...pks]);
    }
  }

  async function poll(mine: number): Promise<void> {
    let pause = pollMs;
    try {
      await look(mine);
      failing = false;
    } catch (error) {
      // Once for each outage; the feed goes on where it stood.
      if (!failing) log('the change feed could not be read', error);
      failing = true;
      pause = pollMs * REST_POLLS;
    }
    if (life === mine) timer = setTimeout(() => void poll(mine), pause).unref();
  }

  function stop(): void {
    life++;
    clearTimeout(timer);
    next = undefined;
    rings.clear();
  }

  return {
    watch(ring) {
      const remove = rings.add(ring);
      if (rings.count() === 1) void poll(++life);
      return () => {
        const listened = rings.count();
        remove();
        if (listened && !rings.count()) stop();
      };
    },
    changed: (pk) => rings.own([pk]),
    stop,
  };
}
