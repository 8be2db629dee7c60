// Everything else that the customer confirmed, in the order of the questions: one that is added appears by itself.
import { useMutation } from '@tanstack/react-query';
import type { DeskApplication, DeskFact, RevealAnswer } from '../../../domain/desk-view';
import { call } from '../api';
import { useMay } from '../session';
import { useWords, type Words } from '../words';

/** They stand large above, or in the head. */
const ELSEWHERE: readonly DeskFact['field'][] = ['name', 'taxId', 'kind'];

export function Facts({ application: { number, facts } }: { application: DeskApplication }) {
  const t = useWords();
  const shown = facts.filter(({ field, value }) => !ELSEWHERE.includes(field) && value !== false && value !== '');
  return (
    <dl className="facts">
      {shown.map((fact) => (
        <div key={fact.field}>
          <dt>{t(`fields.${fact.field}`)}</dt>
          <dd>{fact.masked ? <Masked number={number} fact={fact} /> : textOf(fact, t)}</dd>
        </div>
      ))}
    </dl>
  );
}

function textOf({ field, value }: DeskFact, t: Words): string {
  if (typeof value === 'boolean') return t('yes');
  if (Array.isArray(value)) return value.join(', ');
  // A choice is worded; a text is as it was given.
  const choice = t(`choices.${field}.${String(value)}`);
  return choice === `choices.${field}.${String(value)}` ? String(value) : choice;
}

/** Looking at it is audited. */
function Masked({ number, fact }: { number: string; fact: DeskFact }) {
  const t = useWords();
  const may = useMay('reveal');
  const { data, mutate, isPending } = useMutation({
    mutationFn: () =>
      call<RevealAnswer>(`applications/${encodeURIComponent(number)}/reveal`, { body: { field: fact.field } }),
  });
  return (
    <>
      <span className="num">{data?.value ?? textOf(fact, t)}</span>{' '}
      {may && !data && (
        <button type="button" className="plain brand" disabled={isPending} onClick={() => mutate()}>
          {t('detail.reveal')}
        </button>
      )}
    </>
  );
}
