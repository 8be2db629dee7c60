// Doing something with a conversation: once, and what came of it in every list; a refusal is said with who was faster.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ConversationAct, ConversationActRequest } from '../../../domain/handoff-view';
import { Refused } from '../api';
import { say } from '../say';
import { useMe } from '../session';
import { messageOf } from '../trouble';
import { useWords } from '../words';
import { actOn, tookPlace } from './queries';

export interface Wish {
  id: string;
  act: ConversationAct;
  data?: ConversationActRequest;
}

/** Of wishes that nobody has answered: sent again after a cut line, each is done once. */
const unanswered = new Map<string, string>();

function commandOf(wish: string): string {
  const id = unanswered.get(wish) ?? crypto.randomUUID();
  unanswered.set(wish, id);
  return id;
}

/** `after` it was done. */
export function useActing(after?: (wish: Wish) => void) {
  const t = useWords();
  const client = useQueryClient();
  const me = useMe().id;
  return useMutation({
    async mutationFn({ id, act, data = {} }: Wish) {
      const wish = JSON.stringify([id, act, data]);
      try {
        const acted = await actOn(id, act, data, commandOf(wish));
        unanswered.delete(wish);
        return acted;
      } catch (error) {
        if (error instanceof Refused) unanswered.delete(wish);
        throw error;
      }
    },
    onSuccess({ row }, wish) {
      after?.(wish);
      return tookPlace(client, row, me);
    },
    onError(error) {
      say(messageOf(error, t), 'refused');
      if (error instanceof Refused && error.answer.conversation) void tookPlace(client, error.answer.conversation, me);
    },
  });
}
