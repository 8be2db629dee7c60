// The piles by what is to be done next, with how many lie there and how many are late.
import type { PileCounts } from '../../../domain/desk-view';
import { PILES } from '../piles';
import { addressOf, go, usePlace, type View } from '../route';
import { useWords } from '../words';

export function Tabs({ counts }: { counts: PileCounts | undefined }) {
  const t = useWords();
  const all = counts && PILES.reduce((sum, pile) => sum + counts[pile].all, 0);
  return (
    <nav className="tabs" aria-label={t('piles.label')}>
      {PILES.map((pile) => (
        <Tab key={pile} view={pile} count={counts?.[pile].all} late={counts?.[pile].late} />
      ))}
      <span className="sep" />
      <Tab view="all" count={all} />
      <Tab view="done" />
    </nav>
  );
}

function Tab({ view, count, late = 0 }: { view: View; count?: number | undefined; late?: number | undefined }) {
  const t = useWords();
  const place = usePlace();
  const to = { room: 'applications', view, filter: new URLSearchParams() } as const;
  return (
    <a
      href={addressOf(to)}
      aria-current={place.view === view ? 'page' : undefined}
      data-none={count === 0 ? '' : undefined}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        go({ ...to, open: undefined });
      }}
    >
      {t(`piles.${view}`)} {count !== undefined && <i>{count}</i>}
      {late > 0 && <span className="late">{t('piles.late', { count: late })}</span>}
    </a>
  );
}
