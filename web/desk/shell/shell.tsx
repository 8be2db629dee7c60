// What stands around every room: the rail, the top bar, the live line, and the keys that work everywhere.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Applications } from '../applications/applications';
import { Audit } from '../audit/audit';
import { useAlerts } from '../conversations/alerts';
import { Conversations } from '../conversations/conversations';
import { Imports } from '../imports/imports';
import { useKeys } from '../keys';
import { connect } from '../live';
import { Requests } from '../requests/requests';
import { go, usePlace } from '../route';
import { hush } from '../say';
import { useAskedAgain, useMay } from '../session';
import { Settings } from '../settings/settings';
import { Staff } from '../staff/staff';
import { FreshCode } from './fresh-code';
import { KeySheet } from './key-sheet';
import { Rail } from './rail';
import { Top } from './top';

/** One line for as long as somebody is signed in. */
function useLive(): void {
  const client = useQueryClient();
  const askAgain = useAskedAgain();
  useEffect(() => connect(client, askAgain), [client]);
}

export function Shell() {
  const { room } = usePlace();
  const [keys, setKeys] = useState(false);
  useLive();
  const reads = useMay('conversations.read');
  const talks = useMay('conversations.act');
  const waiting = useAlerts(talks);
  useKeys({
    '?': () => setKeys(true),
    '/': () => document.querySelector<HTMLInputElement>('#find')?.focus(),
    'g a': () => go({ room: 'applications', view: 'issueDigital', open: undefined, filter: new URLSearchParams() }),
    'g c': reads ? () => go({ room: 'conversations', open: undefined, filter: new URLSearchParams() }) : undefined,
    'g k': () => go({ room: 'requests', open: undefined, filter: new URLSearchParams() }),
  });
  useEffect(hush, [room]);
  return (
    <div className="app">
      <Rail waiting={waiting} />
      <Top showKeys={() => setKeys(true)} />
      <main className="main">
        {room === 'conversations' ? (
          <Conversations />
        ) : room === 'requests' ? (
          <Requests />
        ) : room === 'import' ? (
          <Imports />
        ) : room === 'settings' ? (
          <Settings />
        ) : room === 'staff' ? (
          <Staff />
        ) : room === 'audit' ? (
          <Audit />
        ) : (
          <Applications />
        )}
      </main>
      {keys && <KeySheet close={() => setKeys(false)} />}
      <FreshCode />
    </div>
  );
}
