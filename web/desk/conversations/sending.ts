// Sends what was written, one after the other; what is refused, or finds nobody, is in the field again.
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { Refused } from '../api';
import type { Shared } from '../shared';
import { useMe } from '../session';
import { dispatched, type Draft, draftOf, type Kind, type Outgoing, returned } from './drafts';
import { actOn, tookPlace } from './queries';

const TRIES = 4;
const AGAIN_MS = 1_000;

export interface Writing {
  draft: Draft;
  change: (kind: Kind, text: string) => void;
  send: (kind: Kind) => void;
}

export function useWriting(id: string): Writing {
  const client = useQueryClient();
  const me = useMe().id;
  const own = useMemo(() => draftOf(me, id), [me, id]);
  const draft = own.use();
  useEffect(() => () => own.set(without(own.get(), 'error')), [own]);
  return {
    draft,
    change: (kind, text) => own.set({ ...own.get(), [kind]: text }),
    send(kind) {
      own.set(dispatched(own.get(), kind));
      void pump(client, own, { id, me });
    },
  };
}

const without = (draft: Draft, name: 'error'): Draft => {
  const { [name]: _, ...rest } = draft;
  return rest;
};

const busy = new Set<Shared<Draft>>();

async function pump(client: QueryClient, own: Shared<Draft>, at: { id: string; me: string }): Promise<void> {
  if (busy.has(own)) return;
  busy.add(own);
  try {
    for (let [next] = own.get().sending; next; [next] = own.get().sending) {
      const { row } = await arrived(at.id, next);
      await tookPlace(client, row, at.me);
      const { sending, ...rest } = own.get();
      own.set({ ...rest, sending: sending.slice(1) });
    }
  } catch (error) {
    own.set(returned(own.get(), error as Error));
    if (error instanceof Refused && error.answer.conversation) void tookPlace(client, error.answer.conversation, at.me);
  } finally {
    busy.delete(own);
  }
}

/** A line that was cut is tried again: the same id is done once. */
async function arrived(id: string, { id: command, kind, text }: Outgoing) {
  for (let n = 1; ; n += 1) {
    try {
      return await actOn(id, kind, { text }, command);
    } catch (error) {
      if (error instanceof Refused || n >= TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS * n));
    }
  }
}
