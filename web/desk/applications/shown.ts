// The rows that a place shows: of a pile, of what was found, or of what is done.
import { type InfiniteData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { DeskPage, DeskRow } from '../../../domain/desk-view';
import type { Place } from '../route';
import { doneQuery, findQuery, listQuery } from './queries';
import type { ListProps } from './list';

export type Shown = ListProps & {
  /** Of open work: counts, cities. */
  page: DeskPage | undefined;
  again: () => void;
};

const EVERYTHING = { view: 'all', filter: new URLSearchParams() } as const;

const rowsOf = (data: InfiniteData<{ rows: DeskRow[] }> | undefined): DeskRow[] =>
  data?.pages.flatMap(({ rows }) => rows) ?? [];

export function useShown(place: Place): Shown {
  const { view } = place;
  const found = useQuery(findQuery(view === 'found' ? (place.filter.get('q') ?? '') : ''));
  const open = view !== 'found' && view !== 'done';
  // The tabs count open work, whatever is shown below.
  const list = useInfiniteQuery(listQuery(open ? place : EVERYTHING));
  const done = useInfiniteQuery(doneQuery(view === 'done'));
  const paged = view === 'done' ? done : list;
  const rows = useMemo(
    () => (view === 'found' ? (found.data?.rows ?? []) : rowsOf(paged.data)),
    [view, found.data, paged.data],
  );
  const page = list.data?.pages[0];
  const reads = view === 'found' ? found : paged;

  async function every(): Promise<string[]> {
    let read = await list.fetchNextPage();
    while (read.hasNextPage && !read.isError) read = await read.fetchNextPage();
    return rowsOf(read.data).map(({ number }) => number);
  }

  return {
    rows,
    page,
    total: open ? (page?.total ?? 0) : rows.length,
    amount: open ? page?.amount : undefined,
    loading: reads.isPending,
    failed: reads.isError,
    note: view === 'found' && found.data?.prefix ? 'find.prefix' : undefined,
    more:
      view !== 'found' && paged.hasNextPage && !paged.isFetchingNextPage ? () => void paged.fetchNextPage() : undefined,
    every,
    again: () => void list.refetch(),
  };
}
