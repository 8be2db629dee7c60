// The fields of what an action must know: a date, a waybill, a reason, a sentence, the numbers that stand there.
import { Field, Input, Select, Textarea } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ActRequest } from '../../../domain/desk-view';
import type { ReasonsAnswer } from '../../../domain/settings-view';
import { call } from '../api';
import { useWords } from '../words';
import type { FormAct } from './form-acts';

interface Filled {
  data: ActRequest;
  set: (change: ActRequest) => void;
  required?: boolean;
}

/** What each action asks; a correction asks only for what stands there. */
export const FIELDS: Record<FormAct, (filled: Filled) => ReactNode> = {
  mail: (filled) => <Waybill {...filled} required />,
  delay: (filled) => (
    <>
      <Until {...filled} required />
      <Sentence {...filled} label="forms.textToCustomer" />
    </>
  ),
  reject: (filled) => (
    <>
      <Reason {...filled} />
      <Sentence {...filled} label="forms.textToCustomer" required={filled.data.reason === 'other'} />
    </>
  ),
  cancel: (filled) => <Sentence {...filled} label="forms.textToCustomer" />,
  resend: (filled) => <Email {...filled} />,
  note: (filled) => <Sentence {...filled} label="forms.noteText" required />,
  correct: (filled) => (
    <>
      <Numbers {...filled} />
      {filled.data.waybill !== undefined && <Waybill {...filled} />}
      {filled.data.until !== undefined && <Until {...filled} />}
      <Sentence {...filled} label="forms.whyCorrected" required />
    </>
  ),
};

function Numbers({ data: { fapiaos = [] }, set }: Filled) {
  const t = useWords();
  return fapiaos.map(({ number }, at) => (
    // By their place: a number changes while one types.
    <Field key={at} label={t('fapiao.number', { n: at + 1 })} size="small">
      <Input
        required
        inputMode="numeric"
        autoComplete="off"
        maxLength={40}
        value={number}
        onChange={(_, { value }) => set({ fapiaos: fapiaos.map((one, n) => (n === at ? { number: value } : one)) })}
      />
    </Field>
  ));
}

function Until({ data, set, required }: Filled) {
  const t = useWords();
  return (
    <Field label={t('forms.until')} size="small">
      <Input
        type="date"
        required={required}
        value={data.until ?? ''}
        onChange={(_, { value }) => set({ until: value })}
      />
    </Field>
  );
}

function Waybill({ data, set, required }: Filled) {
  const t = useWords();
  return (
    <Field label={t('forms.waybill')} size="small">
      <Input
        required={required}
        autoComplete="off"
        maxLength={40}
        value={data.waybill ?? ''}
        onChange={(_, { value }) => set({ waybill: value })}
      />
    </Field>
  );
}

function Email({ data, set }: Filled) {
  const t = useWords();
  return (
    <Field label={t('forms.otherAddress')} hint={t('forms.otherAddressHint')} size="small">
      <Input
        type="email"
        autoComplete="off"
        maxLength={200}
        value={data.email ?? ''}
        onChange={(_, { value }) => set({ email: value })}
      />
    </Field>
  );
}

/** Those that administrators leave to choose from. */
function Reason({ data, set }: Filled) {
  const t = useWords();
  const { data: offered } = useQuery({
    queryKey: ['reasons'],
    queryFn: () => call<ReasonsAnswer>('reasons'),
    staleTime: 60_000,
  });
  return (
    <Field label={t('forms.reason')} size="small">
      <Select required value={data.reason ?? ''} onChange={(_, { value }) => set({ reason: value })}>
        <option value="" disabled>
          {t('forms.choose')}
        </option>
        {(offered?.reasons ?? []).map((reason) => (
          <option key={reason} value={reason}>
            {t(`reasons.${reason}`)}
          </option>
        ))}
      </Select>
    </Field>
  );
}

function Sentence({ data, set, label, required }: Filled & { label: string }) {
  const t = useWords();
  return (
    <Field label={t(label)} size="small" className="form-text">
      <Textarea
        required={required}
        maxLength={500}
        rows={2}
        value={data.text ?? ''}
        onChange={(_, { value }) => set({ text: value })}
      />
    </Field>
  );
}
