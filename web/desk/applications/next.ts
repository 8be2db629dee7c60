// The most urgent application that nobody works on: claimed and opened with one key.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { go, pileIn, usePlace } from '../route';
import { say } from '../say';
import { messageOf } from '../trouble';
import { useWords } from '../words';
import { useCommand } from './acting';
import { applicationQuery, next, patchRows } from './queries';

export function useNext(): { take: () => void; pending: boolean } {
  const t = useWords();
  const client = useQueryClient();
  const { view, open } = usePlace();
  const command = useCommand();
  const ask = useMutation({
    mutationFn: () => next({ pile: pileIn(view) }, command([view, open])),
    onSuccess(application) {
      if (!application) return say(t('list.nothingFree'));
      client.setQueryData(applicationQuery(application.number).queryKey, application);
      patchRows(client, [application]);
      go({ room: 'applications', open: application.number });
      return undefined;
    },
    onError: (error) => say(messageOf(error, t), 'refused'),
  });
  return { take: () => ask.isPending || ask.mutate(), pending: ask.isPending };
}
