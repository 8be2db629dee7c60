// What is done with all ticked rows at once; those that can't stay ticked, with the reason in their row.
import { Button } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ActRequest, DeskAct, DeskRow } from '../../../domain/desk-view';
import { yuan } from '../format';
import { useKeys } from '../keys';
import { say } from '../say';
import { useMay } from '../session';
import { Key } from '../shell/key';
import { messageOf } from '../trouble';
import { useWords } from '../words';
import { useCommand } from './acting';
import { type FormAct, isFormAct } from './form-acts';
import { FormOf } from './forms';
import { BulkMore } from './bulk-more';
import { useLabels } from './labels';
import { bulk, patchRows } from './queries';

const AT_ONCE = 100;
const ACTS: readonly { act: DeskAct; key?: string }[] = [
  { act: 'claim' },
  { act: 'start' },
  { act: 'delay', key: 'o' },
  { act: 'reject', key: 'r' },
];

interface BulkProps {
  rows: readonly DeskRow[];
  /** How many there are, where more than these can be ticked; else 0. */
  rest: number;
  tickAll: () => void;
  done: (refused: ReadonlyMap<string, string>) => void;
  clear: () => void;
}

export function Bulk({ rows, rest, tickAll, done, clear }: BulkProps) {
  const t = useWords();
  const may = useMay('applications.act');
  const [form, setForm] = useState<FormAct>();
  const send = useBulk(rows, (refused) => {
    setForm(undefined);
    done(refused);
  });
  const run = (act: DeskAct) => (isFormAct(act) ? setForm(act) : send.mutate({ act, data: {} }));
  const labels = useLabels();
  const bindings = ACTS.flatMap(({ act, key }) => (key ? [[key, () => run(act)]] : []));
  useKeys({ ...Object.fromEntries(bindings), p: () => labels.print(rows) }, { while: may && !form });
  const sum = rows.reduce((total, { amount }) => total + amount, 0);
  return (
    <footer className="lf on">
      {form && (
        <FormOf
          act={form}
          title={t(`acts.${form}Many`, { count: rows.length })}
          pending={send.isPending}
          error={send.error}
          send={(data) => send.mutate({ act: form, data })}
          close={() => setForm(undefined)}
        />
      )}
      <b>{t('bulk.ticked', { count: rows.length })}</b>
      <span className="soft">¥{yuan(sum)}</span>
      {rest > 0 && (
        <button type="button" className="plain brand" onClick={tickAll}>
          {t('bulk.tickAll', { count: rest })}
        </button>
      )}
      <span className="grow" />
      {may &&
        ACTS.map(({ act, key }) => (
          <Button key={act} size="small" disabledFocusable={send.isPending} onClick={() => run(act)}>
            {t(`acts.${act}`)} {key && <Key name={key} />}
          </Button>
        ))}
      <BulkMore rows={rows} labels={may ? labels : undefined} />
      <Button size="small" appearance="subtle" icon={<DismissRegular />} aria-label={t('bulk.clear')} onClick={clear} />
    </footer>
  );
}

/** A hundred at a time, one after the other: what came of each is told at the end. */
function useBulk(rows: readonly DeskRow[], done: BulkProps['done']) {
  const t = useWords();
  const client = useQueryClient();
  const command = useCommand();
  return useMutation({
    async mutationFn({ act, data }: { act: DeskAct; data: ActRequest }) {
      const refused = new Map<string, string>();
      for (let from = 0; from < rows.length; from += AT_ONCE) {
        const items = rows.slice(from, from + AT_ONCE).map(({ number, etag }) => ({ number, etag }));
        const { results } = await bulk({ act, data, items }, command([act, data, items]));
        for (const one of results) if ('error' in one) refused.set(one.number, one.error.message);
        patchRows(
          client,
          results.flatMap((one) => ('row' in one ? [one.row] : [])),
        );
      }
      return refused;
    },
    onSuccess(refused) {
      const values = { done: rows.length - refused.size, count: rows.length, refused: refused.size };
      say(t(refused.size ? 'bulk.partly' : 'bulk.all', values), refused.size ? 'refused' : 'done');
      done(refused);
    },
    onError: (error) => say(messageOf(error, t), 'refused'),
  });
}
