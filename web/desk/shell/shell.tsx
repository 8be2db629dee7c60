// What stands around every room: the rail, the top bar, the live line, and the keys that work everywhere.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { Applications } from '../applications/applications';
import { Audit } from '../audit/audit';
import { useKeys } from '../keys';
import { connect, type Live } from '../live';
import { Requests } from '../requests/requests';
import { go, usePlace } from '../route';
import { hush } from '../say';
import { useStepped } from '../session';
import { Staff } from '../staff/staff';
import { KeySheet } from './key-sheet';
import { Rail } from './rail';
import { Top } from './top';

function useLive(): Live | undefined {
  const client = useQueryClient();
  const stepped = useStepped();
  const [live, setLive] = useState<Live>();
  useEffect(() => {
    const made = connect(client, () => stepped({ step: 'signIn' }));
    setLive(made);
    return () => made.close();
    // One line for as long as somebody is signed in.
  }, [client]);
  return live;
}

const nothing = () => () => undefined;

export function Shell() {
  const { room } = usePlace();
  const [keys, setKeys] = useState(false);
  const live = useLive();
  const arrived = useSyncExternalStore(live?.subscribe ?? nothing, live?.arrived ?? (() => 0));
  useKeys({
    '?': () => setKeys(true),
    '/': () => document.querySelector<HTMLInputElement>('#find')?.focus(),
    'g a': () => go({ room: 'applications', view: 'issueDigital', open: undefined, filter: new URLSearchParams() }),
    'g k': () => go({ room: 'requests', open: undefined, filter: new URLSearchParams() }),
  });
  useEffect(hush, [room]);
  return (
    <div className="app">
      <Rail />
      <Top showKeys={() => setKeys(true)} />
      <main className="main">
        {room === 'requests' ? (
          <Requests />
        ) : room === 'staff' ? (
          <Staff />
        ) : room === 'audit' ? (
          <Audit />
        ) : (
          <Applications arrived={arrived} seen={() => live?.seen()} />
        )}
      </main>
      {keys && <KeySheet close={() => setKeys(false)} />}
    </div>
  );
}
