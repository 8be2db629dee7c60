// Signing in: address and password, then the six digits of the authenticator or a recovery code.
import { Button, Field, Input } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { SessionAnswer } from '../../../domain/staff-view';
import { call } from '../api';
import { useStepped } from '../session';
import { useWords } from '../words';
import { CodeField } from './code-field';
import { DoorForm } from './door-form';
import { Frame } from './frame';
import { refusalOf } from './refusal';

export const SignIn = ({ step }: { step: 'signIn' | 'code' }) => (step === 'code' ? <Code /> : <Password />);

function Password() {
  const t = useWords();
  const stepped = useStepped();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const send = useMutation({
    mutationFn: () => call<SessionAnswer>('session', { body: { email, password } }),
    onSuccess: stepped,
  });
  return (
    <Frame title={t('signIn.title')}>
      <DoorForm send={() => send.mutate()} pending={send.isPending} action={t('signIn.next')}>
        <Field label={t('signIn.email')}>
          <Input
            type="email"
            autoComplete="username"
            required
            autoFocus
            value={email}
            onChange={(_, { value }) => setEmail(value)}
          />
        </Field>
        <Field label={t('signIn.password')} {...refusalOf(send.error, t)}>
          <Input
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(_, { value }) => setPassword(value)}
          />
        </Field>
      </DoorForm>
      <p className="quiet">{t('signIn.noWayIn')}</p>
    </Frame>
  );
}

function Code() {
  const t = useWords();
  const stepped = useStepped();
  const [code, setCode] = useState('');
  const send = useMutation({
    mutationFn: () => call<SessionAnswer>('session/code', { body: { code } }),
    onSuccess: stepped,
    onError: () => setCode(''),
  });
  const back = useMutation({ mutationFn: () => call<SessionAnswer>('session/out', { body: {} }), onSuccess: stepped });
  return (
    <Frame title={t('code.title')}>
      <DoorForm
        send={() => send.mutate()}
        pending={send.isPending}
        action={t('code.signIn')}
        other={
          <Button appearance="subtle" onClick={() => back.mutate()}>
            {t('code.other')}
          </Button>
        }
      >
        <CodeField autoFocus code={code} set={setCode} error={send.error} hint={t('code.hint')} />
      </DoorForm>
    </Frame>
  );
}
