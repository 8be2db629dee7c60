// What an action must know, asked in place, just above the bar that it belongs to.
import { Button } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import type { ActRequest } from '../../../domain/desk-view';
import { refusalOf } from '../door/refusal';
import { useKeys } from '../keys';
import { useWords } from '../words';
import { looksSwapped } from './acting';
import type { FormAct } from './form-acts';
import { FIELDS } from './form-fields';
import { FormButtons } from '../form-buttons';

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
  // Numbers that nobody touched are no correction.
  const given = data.fapiaos === now.fapiaos ? { ...data, fapiaos: undefined } : data;
  return (
    <form
      ref={form}
      className="form"
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        send(given);
      }}
    >
      <h2>{title}</h2>
      <div className="form-fields">
        {FIELDS[act]({ data, set: (change) => setData((before) => ({ ...before, ...change })) })}
      </div>
      <p role="alert" className="form-error">
        {refusalOf(error, t).validationMessage}{' '}
        {looksSwapped(error) && (
          <Button size="small" onClick={() => send({ ...given, sure: true })}>
            {t('fapiao.sure')}
          </Button>
        )}
      </p>
      <FormButtons send={t(`acts.${act}Confirm`)} pending={pending} close={close} />
    </form>
  );
}
