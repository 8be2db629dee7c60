// All versions, newest first: who, when, what changed; an old one is put into the form.
import { Button } from '@fluentui/react-components';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { SettingsVersionsAnswer } from '../../../domain/settings-view';
import { call, query } from '../api';
import { Avatar } from '../avatar';
import { when } from '../format';
import { Trouble } from '../trouble';
import { useWords } from '../words';
import { Changes } from './changes';
import { type Draft, versionsKey } from './draft';

export function Versions({ draft: { data, restore } }: { draft: Draft }) {
  const t = useWords();
  const pages = useInfiniteQuery({
    queryKey: versionsKey,
    queryFn: ({ pageParam }) => call<SettingsVersionsAnswer>(`settings/versions${query({ after: pageParam })}`),
    initialPageParam: '',
    getNextPageParam: (page: SettingsVersionsAnswer) => page.next,
    staleTime: 0,
  });
  const versions = (pages.data?.pages ?? []).flatMap((page) => page.versions);
  return (
    <aside className="versions" aria-label={t('settings.versions')} tabIndex={0}>
      <h3>{t('settings.versions')}</h3>
      <Trouble error={pages.error} />
      {pages.data && !versions.length && <p className="quiet">{t('settings.firstVersion')}</p>}
      <ol>
        {versions.map(({ version, at, who, changes, restored, settings }) => (
          <li key={version}>
            <div className="row">
              <strong>{t('settings.version', { n: version })}</strong>
              {version === data?.version ? (
                <span className="now">{t('settings.now')}</span>
              ) : (
                <button type="button" className="plain link" onClick={() => restore(version, settings)}>
                  {t('settings.restore')}
                </button>
              )}
              <time className="quiet num" dateTime={at}>
                {when(at, t)}
              </time>
            </div>
            <p className="who quiet">
              <Avatar name={who} /> {who}
              {restored !== undefined &&
                ` · ${restored ? t('settings.back', { n: restored }) : t('settings.fromStart')}`}
            </p>
            <Changes changes={changes} />
          </li>
        ))}
      </ol>
      {versions.length > 0 && data && !pages.hasNextPage && (
        <button type="button" className="plain link" onClick={() => restore(0, data.environment)}>
          {t('settings.restore')}: {t('settings.fromStart')}
        </button>
      )}
      {pages.hasNextPage && (
        <Button size="small" onClick={() => void pages.fetchNextPage()}>
          {t('settings.more')}
        </Button>
      )}
    </aside>
  );
}
