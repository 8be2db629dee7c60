// The conversation in which it was applied for, to be read only; each look is in the audit.
import { Button, Spinner } from '@fluentui/react-components';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ConversationAnswer } from '../../../domain/conversation-view';
import { call, query } from '../api';
import { SaidLines } from '../said';
import { Trouble } from '../trouble';
import { useWords } from '../words';

export function Conversation({ number }: { number: string }) {
  const t = useWords();
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['conversation', number],
    queryFn: ({ pageParam, signal }) =>
      call<ConversationAnswer>(
        `applications/${encodeURIComponent(number)}/conversation${query({ after: pageParam })}`,
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page: ConversationAnswer) => page.next,
  });
  if (!data) return error ? <Trouble error={error} /> : <Spinner size="tiny" label={t('loading')} />;
  // The newest page comes first, and is read last.
  const said = data.pages.toReversed().flatMap((page) => page.said);
  if (!said.length) return <p className="quiet">{t('records.noConversation')}</p>;
  return (
    <>
      {hasNextPage && (
        <Button size="small" onClick={() => void fetchNextPage()}>
          {t('records.earlier')}
        </Button>
      )}
      <SaidLines said={said} locale={data.pages[0]?.locale ?? ''} />
    </>
  );
}
