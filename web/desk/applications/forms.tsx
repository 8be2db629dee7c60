// What an action needs to know, asked in place: a date, a waybill, a reason, a sentence.
import { Button, Field, Input, Select, Textarea } from '@fluentui/react-components';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { RejectReason } from '../../../domain/desk';
import type { ActRequest, DeskAct } from '../../../domain/desk-view';
import { useKeys } from '../keys';
import { refusalOf } from '../door/refusal';
import { useWords, type Words } from '../words';

export const FORM_ACTS = ['mail', 'delay', 'reject', 'cancel', 'note', 'correct'] as const;
export type FormAct = (typeof FORM_ACTS)[number];
export const isFormAct = (act: DeskAct): act is FormAct => FORM_ACTS.some((one) => one === act);

/** Demands every reason, and only once. */
const REASONS: Record<RejectReason, true> = {
  titleUnknown: true,
  taxIdMismatch: true,
  notGeneralTaxpayer: true,
  detailsMismatch: true,
  payerDiffers: true,
  addressUnreachable: true,
  duplicate: true,
  withdrawn: true,
  other: true,
};

export interface FormProps {
  act: FormAct;
  title: string;
  pending: boolean;
  error: Error | null;
  send: (data: ActRequest) => void;
  close: () => void;
  /** What stands there now, for corrections. */
  now?: ActRequest;
}

export function FormOf({ act, title, pending, error, send, close, now = {} }: FormProps) {
  const t = useWords();
  const [data, setData] = useState<ActRequest>(now);
  const form = useRef<HTMLFormElement>(null);
  useKeys({ Escape: close }, { always: true });
  useEffect(() => form.current?.querySelector<HTMLElement>('input, select, textarea')?.focus(), []);
  const set = (change: ActRequest) => setData((before) => ({ ...before, ...change }));
  return (
    <form
      ref={form}
      className="form"
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        send(data);
      }}
    >
      <h2>{title}</h2>
      <div className="form-fields">{fieldsOf(act, data, set, t)}</div>
      <p role="alert" className="form-error">
        {refusalOf(error, t).validationMessage}
      </p>
      <div className="row">
        <Button appearance="primary" size="small" type="submit" disabledFocusable={pending}>
          {t(`acts.${act}Confirm`)}
        </Button>
        <Button size="small" onClick={close}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}

function fieldsOf(act: FormAct, data: ActRequest, set: (change: ActRequest) => void, t: Words): ReactNode {
  const until = (required: boolean) => (
    <Field key="until" label={t('forms.until')} size="small">
      <Input
        type="date"
        required={required}
        value={data.until ?? ''}
        onChange={(_, { value }) => set({ until: value })}
      />
    </Field>
  );
  const waybill = (required: boolean) => (
    <Field key="waybill" label={t('forms.waybill')} size="small">
      <Input
        required={required}
        autoComplete="off"
        maxLength={40}
        value={data.waybill ?? ''}
        onChange={(_, { value }) => set({ waybill: value })}
      />
    </Field>
  );
  const text = (label: string, required: boolean) => (
    <Field key="text" label={t(label)} size="small" className="form-text">
      <Textarea
        required={required}
        maxLength={500}
        rows={2}
        value={data.text ?? ''}
        onChange={(_, { value }) => set({ text: value })}
      />
    </Field>
  );
  const fields: Record<FormAct, () => ReactNode> = {
    mail: () => waybill(true),
    delay: () => [until(true), text('forms.textToCustomer', false)],
    reject: () => [
      <Field key="reason" label={t('forms.reason')} size="small">
        <Select required value={data.reason ?? ''} onChange={(_, { value }) => set({ reason: value })}>
          <option value="" disabled>
            {t('forms.choose')}
          </option>
          {Object.keys(REASONS).map((reason) => (
            <option key={reason} value={reason}>
              {t(`reasons.${reason}`)}
            </option>
          ))}
        </Select>
      </Field>,
      text('forms.textToCustomer', data.reason === 'other'),
    ],
    cancel: () => text('forms.textToCustomer', false),
    note: () => text('forms.noteText', true),
    correct: () => [
      data.waybill !== undefined && waybill(false),
      data.until !== undefined && until(false),
      text('forms.whyCorrected', true),
    ],
  };
  return fields[act]();
}
