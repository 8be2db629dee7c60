// The one socket of a tab: what colleagues do is on the screen a moment later; after a gap all is read again.
import type { QueryClient } from '@tanstack/react-query';
import type { LiveMessage } from '../../domain/desk-view';
import { heardFrom, patchRows, takeTouched } from './applications/queries';
import { takeConversations } from './conversations/queries';
import type { Pile } from './piles';
import type { View } from './route';
import { personIn } from './session';
import { shared } from './shared';

const AGAIN_MS = 1_000;
const SLOWEST_MS = 30_000;

/** What came into the open work and stands in no list on the screen, with its pile. */
const fresh = shared<ReadonlyMap<string, Pile>>(new Map());
const inView = (view: View, pile: Pile): boolean => view === 'all' || view === pile;

/** How many came that this view would show. */
export const useArrived = (view: View): number => [...fresh.use().values()].filter((pile) => inView(view, pile)).length;

/** They are read again, and stand there. */
export const seen = (view: View): void =>
  fresh.set(new Map([...fresh.get()].filter(([, pile]) => !inView(view, pile))));

/** `ended`: the session of this line is over. Answers what ends the line. */
export function connect(client: QueryClient, ended: () => void): () => void {
  fresh.set(new Map());
  let socket: WebSocket | undefined;
  let known: { epoch: string; n: number } | undefined;
  let wait = AGAIN_MS;
  let closed = false;
  let timer: number | undefined;

  function take(message: LiveMessage): void {
    if ('bye' in message) return message.bye === 'signedOut' ? ended() : undefined;
    if ('touched' in message) return takeTouched(client, message.touched);
    if ('conversations' in message) {
      const me = personIn(client);
      return me === undefined ? undefined : takeConversations(client, message.conversations, me);
    }
    const { board } = message;
    const gap = known?.epoch !== board.epoch || board.n > known.n + 1;
    known = { epoch: board.epoch, n: board.n };
    heardFrom(board.epoch);
    if (gap) for (const queryKey of [['applications'], ['application']]) void client.invalidateQueries({ queryKey });
    const listed = numbersOf(client);
    const open = new Map(fresh.get());
    for (const { pile, number } of board.set) if (pile && !listed.has(number)) open.set(number, pile);
    for (const number of board.gone) open.delete(number);
    fresh.set(open);
    patchRows(client, board.set, board.counts);
  }

  function open(): void {
    const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
    socket = new WebSocket(`${scheme}//${location.host}/desk/live`);
    socket.onmessage = ({ data }) => {
      wait = AGAIN_MS;
      take(JSON.parse(String(data)) as LiveMessage);
    };
    socket.onclose = () => {
      if (closed) return;
      timer = window.setTimeout(open, wait);
      wait = Math.min(SLOWEST_MS, wait * 2);
    };
  }

  open();
  return () => {
    closed = true;
    clearTimeout(timer);
    socket?.close();
  };
}

function numbersOf(client: QueryClient): Set<string> {
  const lists = client.getQueriesData<{ pages?: { rows: { number: string }[] }[] }>({
    queryKey: ['applications', 'list'],
  });
  return new Set(lists.flatMap(([, list]) => list?.pages?.flatMap((page) => page.rows.map((row) => row.number)) ?? []));
}
