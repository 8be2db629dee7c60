// Asks for a fresh code where something needs one; what was typed below stays, and goes on by itself.
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { SessionAnswer } from '../../../domain/staff-view';
import { call } from '../api';
import { CodeField } from '../door/code-field';
import { codeAnswered, useCodeIsAsked } from '../fresh-code';
import { Modal } from '../modal';
import { useWords } from '../words';

export const FreshCode = () => (useCodeIsAsked() ? <Asked /> : null);

function Asked() {
  const t = useWords();
  const [code, setCode] = useState('');
  const send = useMutation({
    mutationFn: () => call<SessionAnswer>('session/code', { body: { code } }),
    onSuccess: () => codeAnswered(true),
    onError: () => setCode(''),
  });
  return (
    <Modal
      title={t('code.again')}
      action={t('code.goOn')}
      pending={send.isPending}
      send={() => send.mutate()}
      close={() => codeAnswered(false)}
    >
      <p className="quiet">{t('code.why')}</p>
      <CodeField autoFocus code={code} set={setCode} error={send.error} />
    </Modal>
  );
}
