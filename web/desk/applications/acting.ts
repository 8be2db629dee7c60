// Doing something with an application: once, on the version that the screen shows, and what came of it everywhere.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { ActAnswer, ActRequest, DeskAct, DeskApplication } from '../../../domain/desk-view';
import { Refused } from '../api';
import { say } from '../say';
import { type Done, setDone } from '../undo';
import { messageOf } from '../trouble';
import { useWords } from '../words';
import { act, applicationQuery, patchRows } from './queries';

type Client = ReturnType<typeof useQueryClient>;

function take(client: Client, application: DeskApplication): void {
  client.setQueryData(applicationQuery(application.number).queryKey, application);
  patchRows(client, [application]);
}

/** What a refusal brought along: the application as a colleague left it. */
function refused(client: Client, error: Error): void {
  if (error instanceof Refused && error.answer.application) take(client, error.answer.application);
}

/** A number that looks like another one with two digits swapped: whoever compared it may say so. */
export const looksSwapped = (error: Error | null): boolean =>
  error instanceof Refused && error.answer.error.code === 'fapiaoSwapped';

export interface Asked {
  act: DeskAct;
  data?: ActRequest;
}

/** The same wish has the same id until it is answered: sent again after a cut line, it is done once. */
export function useCommand(): (wish: unknown) => string {
  const last = useRef({ wish: '', id: '' });
  return (wish) => {
    const text = JSON.stringify(wish);
    if (last.current.wish !== text) last.current = { wish: text, id: crypto.randomUUID() };
    return last.current.id;
  };
}

export function useAct(application: DeskApplication, after?: (answer: ActAnswer) => void) {
  const client = useQueryClient();
  const t = useWords();
  const command = useCommand();
  const { number, etag } = application;
  return useMutation({
    mutationFn: ({ act: name, data = {} }: Asked) =>
      act(number, name, { data, etag, command: command([number, etag, name, data]) }),
    onSuccess(answer, { act: name }) {
      const { undo } = answer.application;
      take(client, answer.application);
      if (undo) setDone({ number, act: name, until: undo.until, etag: answer.application.etag });
      else say(`${number} ${t(`did.${name}`)}`);
      if (answer.warn) say(answer.warn.message, 'refused');
      after?.(answer);
    },
    onError: (error) => refused(client, error),
  });
}

/** Takes back what was done last. */
export function useTakeBack(): (done: Done) => void {
  const client = useQueryClient();
  const t = useWords();
  const back = useMutation({
    mutationFn: (done: Done) => act(done.number, 'undo', { data: {}, etag: done.etag, command: crypto.randomUUID() }),
    onSuccess({ application }) {
      take(client, application);
      setDone(undefined);
      say(`${application.number} ${t('undo.undone')}`);
    },
    onError(error) {
      setDone(undefined);
      refused(client, error);
      say(messageOf(error, t), 'refused');
    },
  });
  return (done) => {
    if (!back.isPending) back.mutate(done);
  };
}
