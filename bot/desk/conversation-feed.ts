// What tabs are told of conversations: who waits and who talks with whom, with the counts of whoever reads, and who is at the desk.
import type { ConversationsMessage, DeskOpen } from '../../domain/handoff-view';
import { type ConversationBoard, type ConversationCard, countsFor } from '../../services/desk/conversation-rows';
import { deskOpen } from '../../services/desk/desk-open';
import { peopleHere, type Present } from '../../services/desk/presence';
import type { Deps } from '../../services/shared/deps';
import { createFeed, type Feed, type Listener } from './feed';

/** Somebody's screen. */
export interface Screen extends Listener {
  staff: string;
}

/** A process that ended says nothing: who was there is looked for again so often. */
const LOOK_MS = 20_000;

export interface ConversationFeedOptions {
  deps: Pick<Deps, 'store' | 'now' | 'business'>;
  board: ConversationBoard;
  /** What could not be read: the next look reads it. */
  onTrouble: (error: unknown) => void;
}

export type ConversationFeed = Pick<Feed<Screen>, 'join' | 'leave'>;

type Message = ConversationsMessage['conversations'];

const PRESENCE = 'presence';

export function createConversationFeed({ deps, board, onTrouble }: ConversationFeedOptions): ConversationFeed {
  let told = '';
  let people: readonly Present[] = [];
  let looking = Promise.resolve();

  const word = (message: Omit<Message, 'counts'>, all: Iterable<ConversationCard>, { staff }: Screen): string =>
    JSON.stringify({ conversations: { ...message, counts: countsFor(all, staff) } } satisfies ConversationsMessage);

  const feed = createFeed<ConversationCard, Screen>({
    board,
    begins: (cards, at, screen) =>
      word({ ...at, set: [], gone: [], desk: deskOpen(deps, people, cards) }, cards, screen),
    tells({ epoch, n, set, gone, all }) {
      const cards = [...all];
      const desk = news(cards);
      const message = { epoch, n, set: set.map(({ row }) => row), gone, ...(desk ? { desk } : {}) };
      const written = new Map<string, string>();
      return (screen) => {
        const text = written.get(screen.staff) ?? word(message, cards, screen);
        written.set(screen.staff, text);
        return text;
      };
    },
  });

  /** Who is at the desk and how much they have, if nobody was told yet. */
  function news(cards: readonly ConversationCard[]): DeskOpen | undefined {
    const desk = deskOpen(deps, people, cards);
    const text = JSON.stringify(desk);
    if (text === told) return undefined;
    told = text;
    return desk;
  }

  function look(): void {
    const looked = looking.then(async () => {
      people = await peopleHere(deps);
      const { cards, at } = await board.read();
      const desk = news(cards);
      if (desk) feed.send((screen) => word({ ...at, set: [], gone: [], desk }, cards, screen));
    });
    looking = looked.catch(onTrouble);
  }

  /** Nothing is read of conversations while nobody reads them. */
  const screens = new Set<Screen>();
  let stops: (() => void)[] = [];

  function start(): void {
    const timer = setInterval(look, LOOK_MS);
    timer.unref();
    const rung = (pks: readonly string[]) => pks.includes(PRESENCE) && look();
    stops = [feed.start(), deps.store.watch(rung), () => clearInterval(timer)];
    told = '';
    look();
  }

  return {
    join(screen) {
      screens.add(screen);
      if (screens.size === 1) start();
      return feed.join(screen);
    },
    leave(screen) {
      feed.leave(screen);
      if (screens.delete(screen) && !screens.size) for (const stop of stops.splice(0)) stop();
    },
  };
}
