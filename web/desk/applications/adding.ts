// Adding files to a fapiao: sent as they are, one after the other; what was refused is said with its differences.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DeskError, FileAnswer } from '../../../domain/desk-view';
import { query, Refused, send } from '../api';
import { applicationQuery } from './queries';

export interface RefusedFile {
  name: string;
  answer: DeskError | undefined;
}

export function useAdding(number: string, fapiao: string) {
  const client = useQueryClient();
  const [refused, setRefused] = useState<RefusedFile[]>([]);
  const adding = useMutation({
    async mutationFn(files: readonly File[]) {
      const not: RefusedFile[] = [];
      for (const file of files) {
        try {
          const path = `applications/${encodeURIComponent(number)}/files${query({ fapiao, name: file.name })}`;
          await send<FileAnswer>(path, file);
        } catch (error) {
          not.push({ name: file.name, answer: error instanceof Refused ? error.answer : undefined });
        }
      }
      return not;
    },
    onSuccess: setRefused,
    onSettled: () => client.invalidateQueries(applicationQuery(number)),
  });
  return { add: adding.mutate, pending: adding.isPending, refused };
}
