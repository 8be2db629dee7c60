// Who did what, newest first; nobody can change it.
import { Button } from '@fluentui/react-components';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { AuditAnswer } from '../../../domain/desk-view';
import { call, query } from '../api';
import { when } from '../format';
import { Trouble } from '../trouble';
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
    <section className="room">
      <Trouble error={error} />
      <table>
        <thead>
          <tr>
            <th>{t('audit.at')}</th>
            <th>{t('audit.who')}</th>
            <th>{t('audit.what')}</th>
            <th>{t('audit.thing')}</th>
          </tr>
        </thead>
        <tbody>
          {data?.pages
            .flatMap(({ entries }) => entries)
            .map(({ id, at, who, what, thing }) => (
              <tr key={id}>
                <td className="num">{when(at, t)}</td>
                <td>{who}</td>
                <td>{what}</td>
                <td>{thing}</td>
              </tr>
            ))}
        </tbody>
      </table>
      {hasNextPage && <Button onClick={() => void fetchNextPage()}>{t('list.more')}</Button>}
    </section>
  );
}
