// What the applications' screens read and do, and how what was read is kept up to date.
import {
  infiniteQueryOptions,
  type InfiniteData,
  keepPreviousData,
  queryOptions,
  type QueryClient,
} from '@tanstack/react-query';
import type {
  ActAnswer,
  ActRequest,
  BulkAnswer,
  BulkRequest,
  DeskAct,
  DeskApplication,
  DeskFilter,
  DeskPage,
  DeskRow,
  DonePage,
  FoundAnswer,
} from '../../../domain/desk-view';
import { call, query } from '../api';
import { pileIn, type Place } from '../route';

/** Whose board the tab's socket speaks of: a page that another process answers is as new as what was heard. */
let live = '';
export const heardFrom = (epoch: string): void => void (live = epoch);

/** The list that a place shows. */
export function listQuery({ view, filter }: Pick<Place, 'view' | 'filter'>) {
  const asked = Object.fromEntries(filter);
  const wanted = { ...asked, pile: pileIn(view) };
  return infiniteQueryOptions({
    queryKey: ['applications', 'list', view, filter.toString()],
    queryFn: ({ pageParam, signal }) =>
      call<DeskPage>(`applications${query({ ...wanted, after: pageParam, live })}`, { signal }),
    initialPageParam: '',
    getNextPageParam: (page: DeskPage) => page.next,
    placeholderData: keepPreviousData,
  });
}

/** What was done, the newest first. */
export const doneQuery = (wanted: boolean) =>
  infiniteQueryOptions({
    queryKey: ['applications', 'done'],
    enabled: wanted,
    queryFn: ({ pageParam, signal }) => call<DonePage>(`done${query({ after: pageParam })}`, { signal }),
    initialPageParam: '',
    getNextPageParam: (page: DonePage) => page.next,
  });

export const findQuery = (q: string) =>
  queryOptions({
    queryKey: ['applications', 'found', q],
    enabled: q !== '',
    queryFn: ({ signal }) => call<FoundAnswer>(`find${query({ q })}`, { signal }),
    placeholderData: keepPreviousData,
  });

export const applicationQuery = (number: string) =>
  queryOptions({
    queryKey: ['application', number],
    queryFn: ({ signal }) => call<DeskApplication>(`applications/${encodeURIComponent(number)}`, { signal }),
  });

export const act = (
  number: string,
  name: DeskAct | 'undo',
  sending: { data: ActRequest; etag: string; command: string },
) =>
  call<ActAnswer>(`applications/${encodeURIComponent(number)}/${name}`, {
    body: sending.data,
    etag: sending.etag,
    command: sending.command,
  });

export const bulk = (body: BulkRequest, command: string) => call<BulkAnswer>('applications/bulk', { body, command });

/** The most urgent one that nobody works on, which is claimed by asking; undefined where there is none. */
export const next = (filter: DeskFilter, command: string) =>
  call<DeskApplication | undefined>('applications/next', { body: filter, command });

type List = InfiniteData<DeskPage, string>;

/** Puts rows that were changed, by whomever, in the place where they stand already: nothing moves under anybody's cursor. */
export function patchRows(client: QueryClient, rows: readonly DeskRow[], counts?: DeskPage['counts']): void {
  const fresh = new Map(rows.map((row) => [row.number, row]));
  client.setQueriesData<List>({ queryKey: ['applications', 'list'] }, (list) => {
    if (!list?.pages) return list;
    const pages = list.pages.map((page) => ({
      ...page,
      ...(counts ? { counts } : {}),
      rows: page.rows.map((row) => fresh.get(row.number) ?? row),
    }));
    return { ...list, pages };
  });
  client.setQueriesData<FoundAnswer>(
    { queryKey: ['applications', 'found'] },
    (found) => found && { ...found, rows: found.rows.map((row) => fresh.get(row.number) ?? row) },
  );
}

/** Something was written of these customers, be it a file, a note or a mail: an application of theirs that is open is read again. */
export function takeTouched(client: QueryClient, touched: readonly string[]): void {
  void client.invalidateQueries({
    queryKey: ['application'],
    predicate: ({ state }) => touched.includes((state.data as DeskApplication | undefined)?.reference ?? ''),
  });
}
