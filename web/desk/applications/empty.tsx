// A list without rows: whether it is still coming, failed, or truly empty, and where there is work.
import { Button, Spinner } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import type { DeskPage } from '../../../domain/desk-view';
import { PILES } from '../piles';
import { go, usePlace } from '../route';
import { useWords } from '../words';

export function Empty({ loading, failed }: { loading: boolean; failed: boolean }) {
  const t = useWords();
  const { view, filter } = usePlace();
  if (failed) return <p className="empty">{t('trouble.unreachable')}</p>;
  if (loading) return <Spinner className="empty" label={t('loading')} />;
  const narrowed = view !== 'found' && filter.size > 0;
  return (
    <div className="empty">
      <h2>{t(narrowed ? 'empty.filtered' : `empty.${view}`)}</h2>
      {narrowed ? (
        <Button onClick={() => go({ filter: new URLSearchParams() })}>{t('filters.clear')}</Button>
      ) : (
        <Elsewhere />
      )}
    </div>
  );
}

/** The first pile with something in it. */
function Elsewhere() {
  const t = useWords();
  const client = useQueryClient();
  const { view } = usePlace();
  const lists = client.getQueriesData<{ pages?: DeskPage[] }>({ queryKey: ['applications', 'list'] });
  const counts = lists.map(([, list]) => list?.pages?.[0]?.counts).find(Boolean);
  const pile = PILES.find((one) => one !== view && (counts?.[one].all ?? 0) > 0);
  if (!pile || !counts) return <p className="quiet">{t(view === 'done' ? 'empty.doneLater' : 'empty.nothing')}</p>;
  return (
    <Button onClick={() => go({ view: pile, open: undefined, filter: new URLSearchParams() })}>
      {t('empty.goTo', { pile: t(`piles.${pile}`), count: counts[pile].all })}
    </Button>
  );
}
