// What the conversations' screens read and do, and how what was read stays as new as what the socket says.
import { infiniteQueryOptions, queryOptions, type QueryClient } from '@tanstack/react-query';
import type {
  ConversationAct,
  ConversationActed,
  ConversationActRequest,
  ConversationDetail,
  ConversationRow,
  ConversationsAnswer,
  ConversationsMessage,
} from '../../../domain/handoff-view';
import { call, query } from '../api';
import type { DeskLocale } from '../config';
import { inOrder, OPEN_VIEWS, type OpenView, viewOf } from './views';

type Message = ConversationsMessage['conversations'];

/** The newest that the socket said of each, by id: it goes over every page, whichever process answered that one. */
const heard = { epoch: '', n: 0, rows: new Map<string, { n: number; row: ConversationRow | undefined }>() };

const listKey = (view: OpenView, me: string) => ['conversations', view, me] as const;

/** All of a view; `me`: who asks. */
export const conversationsQuery = (view: OpenView, me: string) =>
  queryOptions({
    queryKey: listKey(view, me),
    queryFn: async ({ signal }) => {
      const answer = await call<ConversationsAnswer>(`conversations${query({ view })}`, { signal });
      const newer = [...heard.rows].filter(([, { n }]) => answer.at.epoch !== heard.epoch || n > answer.at.n);
      return withRows(answer, { view, me }, new Map(newer.map(([id, { row }]) => [id, row])));
    },
  });

/** The newest first. */
export const endedQuery = (me: string) =>
  infiniteQueryOptions({
    queryKey: ['conversations', 'ended', me],
    queryFn: ({ pageParam, signal }) =>
      call<ConversationsAnswer>(`conversations${query({ view: 'ended', after: pageParam })}`, { signal }),
    initialPageParam: '',
    getNextPageParam: (page: ConversationsAnswer) => page.next,
  });

const pathOf = (id: string): string => `conversations/${encodeURIComponent(id)}`;
const talkKey = (id: string) => ['talk', id] as const;

/** One with all that was said; read again it brings only what is new. By language: the bot's words are worded in it. */
export const talkQuery = (client: QueryClient, id: string, locale: DeskLocale) => {
  const queryKey = [...talkKey(id), locale] as const;
  return queryOptions({
    queryKey,
    queryFn: async ({ signal }) => {
      const had = client.getQueryData<ConversationDetail>(queryKey);
      const read = await call<ConversationDetail>(`${pathOf(id)}${query({ after: had?.next })}`, { signal });
      return had ? { ...read, more: had.more, items: joined(had.items, read.items) } : read;
    },
  });
};

/** What was said before the oldest that stands there. */
export async function readEarlier(client: QueryClient, id: string, locale: DeskLocale): Promise<void> {
  const { queryKey } = talkQuery(client, id, locale);
  const before = client.getQueryData<ConversationDetail>(queryKey)?.items[0]?.seq;
  const read = await call<ConversationDetail>(`${pathOf(id)}${query({ before })}`);
  client.setQueryData<ConversationDetail>(
    queryKey,
    (had) => had && { ...had, more: read.more, items: joined(read.items, had.items) },
  );
}

type Items = ConversationDetail['items'];

/** In their order, each once. */
const joined = (earlier: Items, later: Items): Items => {
  const last = earlier.at(-1)?.seq ?? -1;
  return [...earlier, ...later.filter(({ seq }) => seq > last)];
};

export const actOn = (id: string, act: ConversationAct, body: ConversationActRequest, command: string) =>
  call<ConversationActed>(`${pathOf(id)}/${act}`, { body, command });

/** After an act of one's own, also one that was refused: the lists show what it is now, and what was said is read again. */
export async function tookPlace(client: QueryClient, row: ConversationRow, me: string): Promise<void> {
  patch(client, new Map([[row.id, row]]), me);
  await client.invalidateQueries({ queryKey: talkKey(row.id) });
}

/** What the socket says: after a gap all is read again. */
export function takeConversations(client: QueryClient, message: Message, me: string): void {
  const { epoch, n, set, gone, desk } = message;
  const gap = heard.epoch !== epoch || n > heard.n + 1;
  if (heard.epoch !== epoch) heard.rows.clear();
  Object.assign(heard, { epoch, n });
  const changed = new Map<string, ConversationRow | undefined>(set.map((row) => [row.id, row]));
  for (const id of gone) changed.set(id, undefined);
  for (const [id, row] of changed) heard.rows.set(id, { n, row });
  patch(client, changed, me, desk);
  if (gap) void client.invalidateQueries({ queryKey: ['conversations'] });
  else if (gone.length) void client.invalidateQueries({ queryKey: ['conversations', 'ended'] });
  if (gap) void client.invalidateQueries({ queryKey: ['talk'] });
  else for (const id of changed.keys()) void client.invalidateQueries({ queryKey: talkKey(id) });
}

function patch(
  client: QueryClient,
  changed: ReadonlyMap<string, ConversationRow | undefined>,
  me: string,
  desk?: ConversationsAnswer['desk'],
): void {
  for (const view of OPEN_VIEWS) {
    client.setQueryData<ConversationsAnswer>(
      listKey(view, me),
      (list) => list && { ...withRows(list, { view, me }, changed), desk: desk ?? list.desk },
    );
  }
}

function withRows(
  list: ConversationsAnswer,
  { view, me }: { view: OpenView; me: string },
  changed: ReadonlyMap<string, ConversationRow | undefined>,
): ConversationsAnswer {
  const stay = list.rows.filter(({ id }) => !changed.has(id));
  const come = [...changed.values()].filter((row) => row !== undefined && viewOf(row, me) === view);
  return { ...list, rows: inOrder([...stay, ...(come as ConversationRow[])]) };
}
