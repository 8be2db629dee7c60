// Keeps one conversation connected: session, socket or the tab that has it, and the outbox on top.
import { post } from './api';
import { createFeed } from './feed';
import { createIdentity } from './identity';
import { keep } from './keep';
import { createLeaving } from './leaving';
import { createLine, type Line } from './line';
import { createOutbox, type Outbox } from './outbox';
import { HttpError, isGone, isRevoked, type Outgoing } from './protocol';
import { createSessions } from './sessions';
import { createTabs, type Tabs } from './tabs';
import { end, isLeft, join, signOut } from './transport-end';
import type { Transport, TransportOptions } from './transport-port';
import { BACKLOG_MS, complete, showConnection, take } from './transport-receive';
import type { TransportState } from './transport-state';
import { heard, report } from './transport-tabs';
import { watchBrowser } from './watch';

const FOLLOW_MS = 900;
const RENEW_CHECK_MS = 60_000;

export function createTransport(options: TransportOptions): Transport {
  const { urls, locale } = options;
  const transport: TransportState = {
    options,
    feed: createFeed(),
    identity: createIdentity(urls.user, options.needsUser, ({ known }) => end(transport, 'other', known)),
    leaving: createLeaving(urls.revoke, options.kept),
    sessions: createSessions({ tokenUrl: urls.token, locale }),
    outbox: outboxOf(() => transport),
    line: lineOf(() => transport),
    tabs: tabsOf(() => transport),
    conversation: '',
    person: undefined,
    connection: 'connecting',
    started: false,
    caughtUp: false,
    joined: false,
  };
  const { feed, identity, leaving, outbox, tabs } = transport;
  const listen = createListening(transport);
  leaving.retry();
  watchBrowser({
    online: () => online(transport),
    wake: () => wake(transport),
    offline: () => transport.started && tabs.leads() && showConnection(transport, 'offline'),
  });
  return {
    start() {
      if (transport.started) return;
      transport.started = true;
      transport.person = keep.person();
      for (const message of keep.messages()) options.message(message, 'waiting');
      listen();
    },
    send(content) {
      const message = outbox.make(content);
      if (tabs.leads()) outbox.take(message);
      return message;
    },
    all: feed.all,
    renew: () => void end(transport, 'new'),
    signOut: () => signOut(transport),
    user(token) {
      if (!token && (keep.session()?.host || (transport.started && identity.waits()))) return signOut(transport);
      identity.set(token);
      if (token && transport.started) identity.present().catch(() => undefined);
      return undefined;
    },
    tellRead: (id) => tabs.tell({ type: 'read', id }),
  };
}

/** Begins to listen, the first time; later, connects again. */
function createListening(transport: TransportState): () => void {
  const { tabs, line, sessions } = transport;
  let listening = false;
  return () => {
    if (listening) return tabs.leads() ? line.start() : join(transport);
    listening = true;
    setInterval(() => transport.started && tabs.leads() && sessions.renewInTime(), RENEW_CHECK_MS);
    tabs.start();
  };
}

const outboxOf = (of: () => TransportState): Outbox =>
  createOutbox({
    post: (message, signal) => postMessage(of(), message, signal),
    async renew() {
      const session = keep.session();
      if (session)
        await of()
          .sessions.renew(session)
          .catch((error: unknown) => lost(of(), error));
    },
    changed: (message, sent, status) => report(of(), message, sent, status),
  });

async function postMessage(transport: TransportState, message: Outgoing, signal: AbortSignal): Promise<void> {
  const session = keep.session();
  if (!session?.started) throw new Error('not started yet');
  await transport.identity.present();
  // Azure's Direct Line does not know a message again: there a hanging one is waited for.
  await post(session, message, transport.options.locale(), session.azure ? undefined : signal).catch(
    (error: unknown) => {
      if (error instanceof HttpError && error.status === 404) lost(transport, error);
      throw error;
    },
  );
  if (transport.tabs.leads()) transport.line.expect();
}

const lineOf = (of: () => TransportState): Line =>
  createLine({
    open: (signal) =>
      of().sessions.open({ watermark: of().feed.watermark, entered: (id) => entered(of(), id), signal }),
    set(set) {
      const transport = of();
      transport.tabs.tell({ type: 'set', conversation: transport.conversation, set });
      take(transport, set);
    },
    state: (connection) => showConnection(of(), connection),
    opened() {
      const transport = of();
      transport.backlog ??= setTimeout(complete, BACKLOG_MS * 2, transport);
      transport.identity.present().catch(() => undefined);
      // Azure's Direct Line does not know a message again: first the echo of what has arrived.
      setTimeout(transport.outbox.flush, keep.session()?.azure ? BACKLOG_MS : 0);
    },
    failed(error) {
      const transport = of();
      if (isRevoked(error) && keep.session()?.conversationId === transport.conversation) void end(transport, 'out');
      else if (isGone(error)) void end(transport, 'ended');
    },
  });

const tabsOf = (of: () => TransportState): Tabs =>
  createTabs({
    lead() {
      const transport = of();
      clearInterval(transport.nagging);
      if (!transport.started) return;
      transport.line.start();
      transport.outbox.load();
    },
    follow() {
      const transport = of();
      transport.line.stop();
      transport.outbox.stop();
      join(transport);
      clearInterval(transport.nagging);
      // Our own timers run while we are on show; those of a hidden tab hardly do.
      transport.nagging = setInterval(() => {
        if (transport.connection !== 'online' && !document.hidden) transport.tabs.ask({ type: 'wake' });
      }, FOLLOW_MS);
    },
    heard: (message, from) => heard(of(), message, from),
  });

/** A conversation that ended while we were in it is noticed by what we send: connecting again sorts it out. */
function lost(transport: TransportState, error: unknown): never {
  if (isGone(error)) {
    if (transport.tabs.leads()) transport.line.again();
    else transport.tabs.ask({ type: 'wake' });
  }
  throw error;
}

function entered(transport: TransportState, id: string): void {
  if (transport.conversation && id !== transport.conversation) void end(transport, 'ended');
  transport.conversation = id;
}

function wake(transport: TransportState): void {
  transport.leaving.retry();
  if (!transport.started || isLeft(transport)) return;
  if (transport.tabs.leads()) transport.line.wake();
  else transport.tabs.ask({ type: 'wake' });
  transport.outbox.flush();
}

function online(transport: TransportState): void {
  transport.leaving.retry();
  if (!transport.started || isLeft(transport)) return;
  if (transport.tabs.leads()) transport.line.again();
  else transport.tabs.ask({ type: 'wake' });
  transport.outbox.flush(!keep.session()?.azure);
}
