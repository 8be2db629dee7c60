// Who did what, newest first; nobody can change it.
import { Button } from '@fluentui/react-components';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { AuditAnswer } from '../../../domain/audit-view';
import { call, query } from '../api';
import { when } from '../format';
import { Table } from '../table';
import { Trouble } from '../trouble';
import { whoIs } from '../who';
import { useWords } from '../words';

export function Audit() {
  const t = useWords();
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['audit'],
    queryFn: ({ pageParam }) => call<AuditAnswer>(`audit${query({ after: pageParam })}`),
    initialPageParam: '',
    getNextPageParam: (page: AuditAnswer) => page.next,
    staleTime: 0,
  });
  return (
    <section className="room" tabIndex={0} aria-label={t('rail.audit')}>
      <Trouble error={error} />
      <Table
        columns={[
          { heading: t('audit.at'), className: 'num' },
          { heading: t('audit.who') },
          { heading: t('audit.what') },
          { heading: t('audit.thing') },
        ]}
        rows={(data?.pages ?? [])
          .flatMap(({ entries }) => entries)
          .map(({ id, at, who, what, thing }) => ({
            key: id,
            cells: [when(at, t), whoIs(who, t), t(`audited.${what}`), thing],
          }))}
      />
      {hasNextPage && <Button onClick={() => void fetchNextPage()}>{t('list.more')}</Button>}
    </section>
  );
}
