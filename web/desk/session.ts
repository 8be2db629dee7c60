// Who is signed in, asked once and again after every step of signing in or out.
import { type QueryClient, queryOptions, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { Me, SessionAnswer } from '../../domain/staff-view';
import type { Action } from '../../domain/staff';
import { call } from './api';

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: () => call<SessionAnswer>('session'),
  staleTime: Infinity,
});

/** Whom the shell is shown to: given from above, so that nothing beneath is drawn for nobody while the session ends. */
export const MeContext = createContext<Me | undefined>(undefined);

/** Only under a shell that is shown to whoever is signed in. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('nobody is signed in');
  return me;
}

export const useMay = (action: Action): boolean => useMe().actions.includes(action);

/** Takes the answer of a step; what was on the screen of whoever was signed in before is gone. */
export function useStepped(): (answer: SessionAnswer) => void {
  const client = useQueryClient();
  return (answer) => {
    const before = personOf(client.getQueryData(sessionQuery.queryKey));
    if (before !== personOf(answer)) client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
    client.setQueryData(sessionQuery.queryKey, answer);
  };
}

const personOf = (answer: SessionAnswer | undefined): string | undefined =>
  answer?.step === 'in' ? answer.me.id : undefined;

/** The id of whoever is signed in, for what is drawn nowhere. */
export const personIn = (client: QueryClient): string | undefined =>
  personOf(client.getQueryData(sessionQuery.queryKey));

/** Asks anew who is signed in: another tab may have renewed the session, or somebody else may be at this browser now. */
export function useAskedAgain(): () => void {
  const client = useQueryClient();
  const stepped = useStepped();
  // Not reached: whatever is asked next says it.
  return () => void client.fetchQuery({ ...sessionQuery, staleTime: 0 }).then(stepped, () => undefined);
}
