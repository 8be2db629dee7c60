// Does what a sheet says, a hundred at a time: first all numbers, then the waybills of those that were issued.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { BulkRequest } from '../../../domain/desk-view';
import type { SheetItem } from '../../../domain/worklist';
import { say } from '../say';
import { messageOf } from '../trouble';
import { useWords } from '../words';
import { useCommand } from './acting';
import { bulk, patchRows } from './queries';

const AT_ONCE = 100;

/** `results`: why some were refused after all, by number; undefined while nothing was done. */
export function useTaking() {
  const t = useWords();
  const client = useQueryClient();
  const command = useCommand();
  const [results, setResults] = useState<ReadonlyMap<string, string>>();
  const taking = useMutation({
    async mutationFn(items: readonly SheetItem[]) {
      const refused = new Map<string, string>();
      const etags = new Map(items.map(({ number, etag = '' }) => [number, etag]));
      for (const act of ['issue', 'mail'] as const) {
        const wanted = items.filter(({ acts, number }) => acts.includes(act) && !refused.has(number));
        for (let from = 0; from < wanted.length; from += AT_ONCE) {
          const body: BulkRequest = {
            act,
            data: {},
            items: wanted.slice(from, from + AT_ONCE).map(({ number, fapiaos = [], waybill = '' }) => ({
              number,
              etag: etags.get(number) ?? '',
              data: act === 'issue' ? { fapiaos } : { waybill },
            })),
          };
          const answer = await bulk(body, command(body));
          for (const one of answer.results) {
            if ('error' in one) refused.set(one.number, one.error.message);
            else etags.set(one.number, one.row.etag);
          }
          patchRows(
            client,
            answer.results.flatMap((one) => ('row' in one ? [one.row] : [])),
          );
        }
      }
      return refused;
    },
    onSuccess: setResults,
    onError: (error) => say(messageOf(error, t), 'refused'),
    // Part of it may be done: the lists say what.
    onSettled: () => client.invalidateQueries({ queryKey: ['application'] }),
  });
  return { take: taking.mutate, pending: taking.isPending, results };
}
