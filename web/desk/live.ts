// The one socket of a tab: what colleagues do is on the screen a moment later; after a gap all is read again.
import type { QueryClient } from '@tanstack/react-query';
import type { LiveMessage } from '../../domain/desk-view';
import { heardFrom, takeBoard } from './applications/queries';

const AGAIN_MS = 1_000;
const SLOWEST_MS = 30_000;

export interface Live {
  /** How many applications came into the open work that no list on the screen has. */
  arrived: () => number;
  seen: () => void;
  subscribe: (changed: () => void) => () => void;
  close: () => void;
}

/** `ended`: the session is over. */
export function connect(client: QueryClient, ended: () => void): Live {
  const watchers = new Set<() => void>();
  const fresh = new Set<string>();
  let socket: WebSocket | undefined;
  let known: { epoch: string; n: number } | undefined;
  let wait = AGAIN_MS;
  let closed = false;
  let timer: number | undefined;

  const tell = () => watchers.forEach((one) => one());

  function take(message: LiveMessage): void {
    if ('bye' in message) return message.bye === 'signedOut' ? ended() : undefined;
    const { board } = message;
    const gap = known?.epoch !== board.epoch || board.n > known.n + 1;
    known = { epoch: board.epoch, n: board.n };
    heardFrom(board.epoch);
    if (gap) void client.invalidateQueries({ queryKey: ['applications'] });
    const listed = numbersOf(client);
    for (const row of board.set) if (row.pile && !listed.has(row.number)) fresh.add(row.number);
    for (const number of board.gone) fresh.delete(number);
    takeBoard(client, board);
    tell();
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
  return {
    arrived: () => fresh.size,
    seen() {
      fresh.clear();
      tell();
    },
    subscribe(changed) {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    close() {
      closed = true;
      clearTimeout(timer);
      socket?.close();
    },
  };
}

function numbersOf(client: QueryClient): Set<string> {
  const lists = client.getQueriesData<{ pages?: { rows: { number: string }[] }[] }>({
    queryKey: ['applications', 'list'],
  });
  return new Set(lists.flatMap(([, list]) => list?.pages?.flatMap((page) => page.rows.map((row) => row.number)) ?? []));
}
