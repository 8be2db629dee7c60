// Wishes for a person: what somebody wrote, answered by mail and closed with a result.
import { Button, Field, Textarea } from '@fluentui/react-components';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DeskRequest, RequestsAnswer } from '../../../domain/request-view';
import { call } from '../api';
import { when } from '../format';
import { go, usePlace } from '../route';
import { refusalOf } from '../door/refusal';
import { SaidLines } from '../said';
import { useMay } from '../session';
import { Trouble } from '../trouble';
import { useWords } from '../words';

export function Requests() {
  const t = useWords();
  const { open } = usePlace();
  const { data, error } = useQuery({ queryKey: ['requests'], queryFn: () => call<RequestsAnswer>('requests') });
  const chosen = data?.requests.find(({ id }) => id === open);
  return (
    <div className="split">
      <section className="list">
        <ul className="asks">
          {data?.requests.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                aria-current={one.id === open}
                onClick={() => go({ room: 'requests', open: one.id })}
              >
                <span className="soft num">{when(one.at, t)}</span>
                <b>{one.email ?? t('requests.unknown')}</b>
                <span>{one.text}</span>
              </button>
            </li>
          ))}
        </ul>
        <Trouble error={error} />
        {data?.requests.length === 0 && <p className="empty">{t('requests.none')}</p>}
      </section>
      {chosen ? <Request key={chosen.id} request={chosen} /> : <section className="det none" />}
    </div>
  );
}

function Request({ request }: { request: DeskRequest }) {
  const t = useWords();
  const may = useMay('requests.act');
  const client = useQueryClient();
  const [text, setText] = useState('');
  const send = useMutation({
    mutationFn: (what: 'answer' | 'close') =>
      call(`requests/${encodeURIComponent(request.id)}/${what}`, { body: { text }, command: crypto.randomUUID() }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['requests'] }),
  });
  return (
    <section className="det">
      <div className="db">
        <p className="soft">
          {t('requests.from', { email: request.email ?? t('requests.unknown'), locale: request.locale })}
        </p>
        <p lang={request.locale}>{request.text}</p>
        <SaidLines said={request.said} locale={request.locale} />
        {may && (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              send.mutate(request.email ? 'answer' : 'close');
            }}
          >
            <Field label={t(request.email ? 'requests.answer' : 'requests.result')} {...refusalOf(send.error, t)}>
              <Textarea required rows={5} maxLength={2000} value={text} onChange={(_, { value }) => setText(value)} />
            </Field>
            <div className="row">
              <Button appearance="primary" type="submit" disabledFocusable={send.isPending}>
                {t(request.email ? 'requests.send' : 'requests.close')}
              </Button>
              {request.email && (
                <Button disabledFocusable={send.isPending || !text} onClick={() => send.mutate('close')}>
                  {t('requests.closeByPhone')}
                </Button>
              )}
            </div>
          </form>
        )}
      </div>
    </section>
  );
}
