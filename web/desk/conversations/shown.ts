// The open conversations that somebody sees, by list.
import { useQueries } from '@tanstack/react-query';
import type { ConversationRow, DeskOpen } from '../../../domain/handoff-view';
import { useMe } from '../session';
import { conversationsQuery } from './queries';
import { OPEN_VIEWS, type OpenView } from './views';

export type OpenLists = Record<OpenView, readonly ConversationRow[]>;

export interface Shown {
  lists: OpenLists;
  desk: DeskOpen | undefined;
  error: Error | null;
}

const NONE: readonly ConversationRow[] = [];

export function useConversations(wanted = true): Shown {
  const me = useMe().id;
  const [waiting, mine, others] = useQueries({
    queries: OPEN_VIEWS.map((view) => ({ ...conversationsQuery(view, me), enabled: wanted })),
  });
  return {
    lists: {
      waiting: waiting?.data?.rows ?? NONE,
      mine: mine?.data?.rows ?? NONE,
      others: others?.data?.rows ?? NONE,
    },
    desk: waiting?.data?.desk,
    error: waiting?.error ?? mine?.error ?? others?.error ?? null,
  };
}
