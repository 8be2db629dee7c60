// The clerks' room: piles, filters, the list, and the application that is open beside it.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { DeskRow } from '../../../domain/desk-view';
import { seen, useArrived } from '../live';
import { usePlace } from '../route';
import { Detail } from './detail';
import { Filters } from './filters';
import { List } from './list';
import { findQuery, listQuery } from './queries';
import { Tabs } from './tabs';

export function Applications() {
  const place = usePlace();
  const arrived = useArrived(place.view);
  const found = useQuery(findQuery(place.view === 'found' ? (place.filter.get('q') ?? '') : ''));
  const list = useInfiniteQuery(listQuery(place));
  const pages = list.data?.pages;
  const isFound = place.view === 'found';
  const rows = useMemo<DeskRow[]>(
    () => (isFound ? (found.data?.rows ?? []) : (pages?.flatMap((page) => page.rows) ?? [])),
    [isFound, found.data, pages],
  );
  const first = pages?.[0];
  return (
    <>
      <Tabs counts={first?.counts} />
      <Filters
        cities={first?.cities ?? []}
        arrived={arrived}
        show={() => {
          seen(place.view);
          void list.refetch();
        }}
      />
      <div className="split">
        <List
          rows={rows}
          total={isFound ? rows.length : (first?.total ?? 0)}
          amount={isFound ? undefined : first?.amount}
          loading={isFound ? found.isPending : list.isPending}
          failed={isFound ? found.isError : list.isError}
          note={isFound && found.data?.prefix ? 'find.prefix' : undefined}
          more={list.hasNextPage && !list.isFetchingNextPage ? () => void list.fetchNextPage() : undefined}
        />
        <Detail key={place.open} number={place.open} rows={rows} />
      </div>
    </>
  );
}
