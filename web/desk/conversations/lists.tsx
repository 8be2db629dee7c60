// All conversations with people: who waits, one's own, colleagues', and on demand what ended.
import { Button } from '@fluentui/react-components';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ConversationRow } from '../../../domain/handoff-view';
import { useMe } from '../session';
import { Key } from '../shell/key';
import { Trouble } from '../trouble';
import { useWords } from '../words';
import { AlertSwitch } from './alerts';
import { endedQuery } from './queries';
import { Line } from './row';
import type { OpenLists } from './shown';
import { OPEN_VIEWS, type OpenView } from './views';
import { useNow } from './waited';

const KEYS: Record<OpenView, readonly string[]> = { waiting: ['n'], mine: ['[', ']'], others: [] };

export function Lists({ lists, error, open }: { lists: OpenLists; error: Error | null; open: string | undefined }) {
  const t = useWords();
  const now = useNow();
  const [ended, setEnded] = useState(false);
  return (
    <nav className="cl" aria-label={t('conversations.lists')}>
      <Trouble error={error} />
      {OPEN_VIEWS.map((view) => (
        <section key={view} aria-label={t(`conversations.views.${view}`)}>
          <h2>
            {t(`conversations.views.${view}`)} <i className="num">{lists[view].length}</i>
            <span className="grow" />
            {view === 'waiting' && <AlertSwitch />}
            {KEYS[view].map((key) => (
              <Key key={key} name={key} />
            ))}
          </h2>
          <Rows rows={lists[view]} mine={view === 'mine'} open={open} now={now} />
          {view === 'waiting' && lists.waiting.length === 0 && (
            <p className="quiet">{t('conversations.nobodyWaits')}</p>
          )}
        </section>
      ))}
      <section aria-label={t('conversations.views.ended')}>
        <h2>
          <button type="button" className="plain" aria-expanded={ended} onClick={() => setEnded(!ended)}>
            {t('conversations.views.ended')}
          </button>
        </h2>
        {ended && <Ended open={open} now={now} />}
      </section>
    </nav>
  );
}

interface RowsProps {
  rows: readonly ConversationRow[];
  mine: boolean;
  open: string | undefined;
  now: number;
}

const Rows = ({ rows, mine, open, now }: RowsProps) => (
  <ul>
    {rows.map((row) => (
      <Line key={row.id} row={row} mine={mine} open={row.id === open} now={now} />
    ))}
  </ul>
);

function Ended({ open, now }: { open: string | undefined; now: number }) {
  const t = useWords();
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery(endedQuery(useMe().id));
  const rows = data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <>
      <Trouble error={error} />
      <Rows rows={rows} mine={false} open={open} now={now} />
      {data && rows.length === 0 && <p className="quiet">{t('conversations.noneEnded')}</p>}
      {hasNextPage && (
        <Button size="small" appearance="subtle" onClick={() => void fetchNextPage()}>
          {t('conversations.more')}
        </Button>
      )}
    </>
  );
}
