// A way in that somebody was given: a password of one's own, an authenticator, and the codes for a lost phone.
import { Button, Field, Input, Spinner } from '@fluentui/react-components';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { EnteredAnswer, EntryAnswer } from '../../../domain/staff-view';
import { call, query } from '../api';
import { inFours } from '../format';
import { usePlace } from '../route';
import { messageOf } from '../trouble';
import { useWords } from '../words';
import { CodeField } from './code-field';
import { DoorForm } from './door-form';
import { Frame } from './frame';
import { QrCode } from './qr-code';
import { refusalOf, slotOf } from './refusal';

export function Enter() {
  const t = useWords();
  const token = usePlace().filter.get('token') ?? '';
  const [codes, setCodes] = useState<string[]>();
  const entry = useQuery({
    queryKey: ['entry', token],
    queryFn: () => call<EntryAnswer>(`entry${query({ token })}`),
    staleTime: Infinity,
  });
  if (codes) return <Recovery codes={codes} />;
  if (entry.data) return <Chosen token={token} entry={entry.data} entered={setCodes} />;
  return (
    <Frame title={t('enter.title')}>
      {entry.error ? <p role="alert">{messageOf(entry.error, t)}</p> : <Spinner label={t('loading')} />}
    </Frame>
  );
}

function Chosen({ token, entry, entered }: { token: string; entry: EntryAnswer; entered: (codes: string[]) => void }) {
  const t = useWords();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const send = useMutation({
    mutationFn: () => call<EnteredAnswer>('entry', { body: { token, password, code } }),
    onSuccess: ({ recoveryCodes }) => entered(recoveryCodes),
  });
  const atPassword = slotOf(send.error) === 'password';
  return (
    <Frame title={t('enter.title')}>
      <p>{t('enter.for', { name: entry.name, email: entry.email })}</p>
      <DoorForm send={() => send.mutate()} pending={send.isPending} action={t('enter.done')}>
        <input hidden autoComplete="username" readOnly value={entry.email} />
        <Field
          label={t('enter.password')}
          hint={t('enter.passwordHint')}
          {...(atPassword ? refusalOf(send.error, t) : {})}
        >
          <Input
            type="password"
            autoComplete="new-password"
            required
            autoFocus
            value={password}
            onChange={(_, { value }) => setPassword(value)}
          />
        </Field>
        <p>{t('enter.scan')}</p>
        <QrCode text={entry.uri} label={t('enter.qr')} />
        <p className="quiet">
          {t('enter.type')} <code className="secret">{inFours(entry.secret).join(' ')}</code>
        </p>
        <CodeField label={t('enter.code')} code={code} set={setCode} error={atPassword ? null : send.error} />
      </DoorForm>
    </Frame>
  );
}

function Recovery({ codes }: { codes: string[] }) {
  const t = useWords();
  return (
    <Frame title={t('recovery.title')}>
      <p>{t('recovery.what')}</p>
      <ol className="codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className="row">
        <Button onClick={() => void navigator.clipboard.writeText(codes.join('\n'))}>{t('recovery.copy')}</Button>
        {/* A new page: nothing of the way in stays in this one. */}
        <Button appearance="primary" onClick={() => location.assign('/desk/')}>
          {t('recovery.go')}
        </Button>
      </div>
    </Frame>
  );
}
