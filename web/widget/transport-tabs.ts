// What the other tabs of this browser say, and what they are told of our messages.
import { isLeaving, type Outgoing, type SendState } from './protocol';
import type { TabMessage } from './tabs';
import { forget } from './transport-end';
import { complete, take } from './transport-receive';
import type { TransportState } from './transport-state';

export function heard(transport: TransportState, message: TabMessage, from: string): void {
  // The page's token in this tab is the former person's, too.
  if (message.type === 'ending' && isLeaving(message.why)) transport.identity.set(undefined);
  if (!transport.started) return;
  switch (message.type) {
    case 'hello': {
      const { conversation, connection, caughtUp } = transport;
      if (transport.tabs.leads())
        transport.tabs.tell({ ...transport.feed.state(), type: 'backlog', conversation, connection, caughtUp }, from);
      return;
    }
    case 'backlog':
      transport.conversation = message.conversation;
      transport.joined = true;
      take(transport, { activities: [...message.activities], watermark: message.watermark });
      transport.options.connection((transport.connection = message.connection));
      if (message.caughtUp) complete(transport);
      return;
    case 'set':
      // What came before the backlog is in the backlog.
      if (!transport.joined || transport.tabs.leads()) return;
      transport.conversation ||= message.conversation;
      if (message.conversation === transport.conversation) take(transport, message.set);
      return;
    case 'caughtUp':
      return complete(transport);
    case 'state':
      if (!transport.tabs.leads()) transport.options.connection((transport.connection = message.connection));
      return;
    case 'message':
      transport.options.message(message.message, message.state, message.status);
      if (message.state !== 'waiting') return transport.outbox.settle(message.message.id);
      if (!transport.tabs.leads()) return;
      transport.outbox.take(message.message);
      return transport.tabs.tell({ type: 'state', connection: transport.connection });
    case 'ending':
      return forget(transport, message.why, message.kept);
    case 'wake':
      if (!transport.tabs.leads()) return;
      transport.line.wake();
      return transport.tabs.tell({ type: 'state', connection: transport.connection });
    case 'read':
      return transport.options.read(message.id);
  }
}

export function report(transport: TransportState, message: Outgoing, state: SendState, status?: number): void {
  transport.options.message(message, state, status);
  const told: TabMessage = { type: 'message', message, state, ...(status ? { status } : {}) };
  // The tab with the socket sends it.
  if (state === 'waiting' && !transport.tabs.leads()) transport.tabs.ask(told);
  else transport.tabs.tell(told);
}
