// One board as tabs are told of it: where it begins, and every change after that, each once and in order.
import type { Board, BoardChange } from '../../services/desk/board';
import type { BoardCard } from '../../services/desk/board-state';

/** Whoever is told. */
export interface Listener {
  socket: { send(text: string): void };
}

export interface FeedOf<C extends BoardCard, T extends Listener> {
  board: Pick<Board<C>, 'read' | 'watch'>;
  /** The first message. */
  begins(cards: readonly C[], at: { epoch: string; n: number }, tab: T): string;
  /** A change, worded for each; asked once for a change. */
  tells(change: BoardChange<C>): (tab: T) => string;
}

/** `after`: it has all up to this change; undefined while it is told where it begins. */
interface Line {
  after: number | undefined;
  waiting: { epoch: string; n: number; text: string }[];
}

export interface Feed<T extends Listener> {
  /** Says where it begins; what changed since that was read comes after it. Throws what the board's read throws. */
  join(tab: T): Promise<void>;
  leave(tab: T): void;
  /** To everybody who was told where it begins: what is no part of the count. */
  send(words: (tab: T) => string): void;
  /** Listens to the board; answers the stop. */
  start(): () => void;
}

export function createFeed<C extends BoardCard, T extends Listener>({ board, ...of }: FeedOf<C, T>): Feed<T> {
  const lines = new Map<T, Line>();

  function tell(change: BoardChange<C>): void {
    const words = of.tells(change);
    const { epoch, n } = change;
    for (const [tab, { after, waiting }] of lines) {
      if (after === undefined) waiting.push({ epoch, n, text: words(tab) });
      else tab.socket.send(words(tab));
    }
  }

  return {
    async join(tab) {
      const line: Line = { after: undefined, waiting: [] };
      lines.set(tab, line);
      const { cards, at } = await board.read();
      // It may have gone meanwhile.
      if (!lines.has(tab)) return;
      tab.socket.send(of.begins(cards, at, tab));
      line.after = at.n;
      for (const { epoch, n, text } of line.waiting.splice(0)) {
        if (epoch !== at.epoch || n > at.n) tab.socket.send(text);
      }
    },
    leave: (tab) => void lines.delete(tab),
    send(words) {
      for (const [tab, { after }] of lines) if (after !== undefined) tab.socket.send(words(tab));
    },
    start: () => board.watch(tell),
  };
}
