// Which screen it is: a way in, signing in, or the shell with a room.
import { Spinner } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { onSignedOut } from './api';
import { usePlace } from './route';
import { MeContext, sessionQuery, useStepped } from './session';
import { Enter } from './door/enter';
import { SignIn } from './door/sign-in';
import { Shell } from './shell/shell';
import { useWords } from './words';

export function Desk() {
  const t = useWords();
  const { room } = usePlace();
  const { data, error } = useQuery(sessionQuery);
  const stepped = useStepped();
  useEffect(() => onSignedOut(() => stepped({ step: 'signIn' })));
  if (room === 'entry') return <Enter />;
  if (error && !data) return <p className="alone">{t('trouble.unreachable')}</p>;
  if (!data) return <Spinner className="alone" label={t('loading')} />;
  if (data.step !== 'in') return <SignIn step={data.step} />;
  return (
    <MeContext value={data.me}>
      <Shell key={data.me.id} />
    </MeContext>
  );
}
