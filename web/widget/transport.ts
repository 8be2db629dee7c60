// Keeps one conversation connected: session, socket or the tab that has it, and the outbox on top.
import { post } from './api';
import { createFeed } from './feed';
import { createIdentity } from './identity';
import { keep } from './keep';
import { createLeaving } from './leaving';
import { createLine } from './line';
import type { ActivitySet, Connection, Ending, Outgoing, SendState } from './protocol';
import { HttpError, isGone, isLeaving, isRevoked } from './protocol';
import { createOutbox } from './outbox';
import { createSessions } from './sessions';
import { createTabs, type TabMessage } from './tabs';
import type { Transport, TransportOptions } from './transport-port';
import { watchBrowser } from './watch';

/** A backlog comes in sets of this many. */
const SET_SIZE = 100;
const BACKLOG_MS = 400;
const FOLLOW_MS = 900;
const RENEW_CHECK_MS = 60_000;

export function createTransport(options: TransportOptions): Transport {
  const { urls, locale } = options;
  const feed = createFeed();
  const identity = createIdentity(urls.user, options.needsUser, ({ known }) => end('other', known));
  const leaving = createLeaving(urls.revoke, options.kept);
  const sessions = createSessions({ tokenUrl: urls.token, locale });
  let conversation = '';
  /**
   * Whose browser it was when something was first shown here. Not earlier: tabs that open at the same moment must agree,
   * and what one stores the others see a little later.
   */
  let person: string | undefined;
  let connection: Connection = 'connecting';
  let started = false;
  let caughtUp = false;
  /** The tab with the socket has told us everything so far. */
  let joined = false;
  let backlog: ReturnType<typeof setTimeout> | undefined;
  let nagging: ReturnType<typeof setInterval> | undefined;

  const outbox = createOutbox({
    async post(message, signal) {
      const session = keep.session();
      if (!session?.started) throw new Error('not started yet');
      await identity.present();
      // Azure's Direct Line does not know a message again: there a hanging one is waited for.
      await post(session, message, locale(), session.azure ? undefined : signal).catch((error: unknown) => {
        if (error instanceof HttpError && error.status === 404) lost(error);
        throw error;
      });
      if (tabs.leads()) line.expect();
    },
    async renew() {
      const session = keep.session();
      if (session) await sessions.renew(session).catch(lost);
    },
    changed: report,
  });

  const line = createLine({
    open: (signal) => sessions.open({ watermark: feed.watermark, entered, signal }),
    set: (set) => {
      tabs.tell({ type: 'set', conversation, set });
      take(set);
    },
    state: showConnection,
    opened() {
      backlog ??= setTimeout(complete, BACKLOG_MS * 2);
      identity.present().catch(() => undefined);
      // Azure's Direct Line does not know a message again: first the echo of what has arrived.
      setTimeout(outbox.flush, keep.session()?.azure ? BACKLOG_MS : 0);
    },
    failed: (error) => {
      if (isRevoked(error) && keep.session()?.conversationId === conversation) void end('out');
      else if (isGone(error)) void end('ended');
    },
  });

  const tabs = createTabs({
    lead() {
      clearInterval(nagging);
      if (!started) return;
      line.start();
      outbox.load();
    },
    follow() {
      line.stop();
      outbox.stop();
      join();
      clearInterval(nagging);
      // Our own timers run while we are on show; those of a hidden tab hardly do.
      nagging = setInterval(() => {
        if (connection !== 'online' && !document.hidden) tabs.ask({ type: 'wake' });
      }, FOLLOW_MS);
    },
    heard,
  });

  function heard(message: TabMessage, from: string): void {
    // The page's token in this tab is the former person's, too.
    if (message.type === 'ending' && isLeaving(message.why)) identity.set(undefined);
    if (!started) return;
    switch (message.type) {
      case 'hello':
        if (tabs.leads()) tabs.tell({ ...feed.state(), type: 'backlog', conversation, connection, caughtUp }, from);
        return;
      case 'backlog':
        conversation = message.conversation;
        joined = true;
        take({ activities: [...message.activities], watermark: message.watermark });
        options.connection((connection = message.connection));
        if (message.caughtUp) complete();
        return;
      case 'set':
        // What came before the backlog is in the backlog.
        if (!joined || tabs.leads()) return;
        conversation ||= message.conversation;
        if (message.conversation === conversation) take(message.set);
        return;
      case 'caughtUp':
        return complete();
      case 'state':
        if (!tabs.leads()) options.connection((connection = message.connection));
        return;
      case 'message':
        options.message(message.message, message.state, message.status);
        if (message.state !== 'waiting') return outbox.settle(message.message.id);
        if (!tabs.leads()) return;
        outbox.take(message.message);
        return tabs.tell({ type: 'state', connection });
      case 'ending':
        return forget(message.why, message.kept);
      case 'wake':
        if (!tabs.leads()) return;
        line.wake();
        return tabs.tell({ type: 'state', connection });
      case 'read':
        return options.read(message.id);
    }
  }

  function report(message: Outgoing, state: SendState, status?: number): void {
    options.message(message, state, status);
    const told: TabMessage = { type: 'message', message, state, ...(status ? { status } : {}) };
    // The tab with the socket sends it.
    if (state === 'waiting' && !tabs.leads()) tabs.ask(told);
    else tabs.tell(told);
  }

  /** A conversation that ended while we were in it is noticed by what we send: connecting again sorts it out. */
  function lost(error: unknown): never {
    if (isGone(error)) {
      if (tabs.leads()) line.again();
      else tabs.ask({ type: 'wake' });
    }
    throw error;
  }

  function entered(id: string): void {
    if (conversation && id !== conversation) void end('ended');
    conversation = id;
  }

  function take(set: ActivitySet): void {
    person ??= keep.person();
    const fresh = feed.take(set);
    for (const { channelData } of fresh) if (channelData?.clientActivityID) outbox.settle(channelData.clientActivityID);
    if (fresh.length) options.activities(fresh);
    if (caughtUp || !tabs.leads()) return;
    clearTimeout(backlog);
    // A full set may be the last: then silence tells.
    if (set.activities.length % SET_SIZE) complete();
    else backlog = setTimeout(complete, BACKLOG_MS);
  }

  function complete(): void {
    clearTimeout(backlog);
    if (caughtUp) return;
    caughtUp = true;
    options.caughtUp();
    if (tabs.leads()) tabs.tell({ type: 'caughtUp' });
  }

  function showConnection(next: Connection): void {
    connection = next;
    options.connection(next);
    tabs.tell({ type: 'state', connection: next });
  }

  /**
   * For all tabs. What was not sent goes into the next conversation, unless the person left this one. `all`: also what the
   * page has asked for.
   */
  function end(why: Ending, all = why !== 'other'): Promise<boolean> | undefined {
    const session = keep.session();
    // Before anything is forgotten: also a page that goes away in this moment has left what ends the conversation.
    const told = session && why !== 'ended' ? leaving.leave(session) : undefined;
    // Another tab may have begun the new one already.
    if (why !== 'ended' || session?.conversationId === conversation) keep.saveSession(undefined);
    let kept: string[] | undefined;
    if (why !== 'ended') {
      // Bills that the page has named just now are the other person's wish, where the page did not tell them apart.
      const wishes = outbox.leave({ wishes: !all });
      kept = wishes.map(({ id }) => id);
      if (isLeaving(why)) keep.clear();
      wishes.forEach(keep.putMessage);
    }
    tabs.tell({ type: 'ending', why, kept });
    forget(why, kept);
    return told;
  }

  function forget(why: Ending, kept?: readonly string[]): void {
    if (kept) outbox.drop(kept);
    conversation = '';
    caughtUp = false;
    joined = false;
    feed.clear();
    options.ended(why);
    if (why === 'out') {
      started = false;
      outbox.stop();
      return line.stop();
    }
    person = undefined;
    if (why !== 'other') options.needsUser();
    if (!tabs.leads()) join();
    else if (why !== 'ended') line.again();
  }

  function signOut(): Promise<boolean> | undefined {
    identity.set(undefined);
    // A conversation that is being begun has nothing to tell, and is forgotten all the same.
    const begun = started || keep.session() !== undefined;
    // Forgotten here at once: whoever comes next must not wait for a server.
    const told = end('out');
    return begun ? (told ?? Promise.resolve(true)) : undefined;
  }

  function join(): void {
    joined = false;
    tabs.ask({ type: 'hello' });
  }

  /** A tab that slept, or that the browser took out of its cache, may show somebody who has signed out meanwhile. */
  function isLeft(): boolean {
    if (!started || person === undefined || keep.person() === person) return false;
    identity.set(undefined);
    forget('out', []);
    return true;
  }

  function wake(): void {
    leaving.retry();
    if (!started || isLeft()) return;
    if (tabs.leads()) line.wake();
    else tabs.ask({ type: 'wake' });
    outbox.flush();
  }

  function online(): void {
    leaving.retry();
    if (!started || isLeft()) return;
    if (tabs.leads()) line.again();
    else tabs.ask({ type: 'wake' });
    outbox.flush(!keep.session()?.azure);
  }

  leaving.retry();
  watchBrowser({ online, wake, offline: () => started && tabs.leads() && showConnection('offline') });
  let listening = false;
  function listen(): void {
    if (listening) return tabs.leads() ? line.start() : join();
    listening = true;
    setInterval(() => started && tabs.leads() && sessions.renewInTime(), RENEW_CHECK_MS);
    tabs.start();
  }

  return {
    start() {
      if (started) return;
      started = true;
      person = keep.person();
      for (const message of keep.messages()) options.message(message, 'waiting');
      listen();
    },
    send(content) {
      const message = outbox.make(content);
      if (tabs.leads()) outbox.take(message);
      return message;
    },
    all: feed.all,
    renew: () => void end('new'),
    signOut,
    user(token) {
      if (!token && (keep.session()?.host || (started && identity.waits()))) return signOut();
      identity.set(token);
      if (token && started) identity.present().catch(() => undefined);
      return undefined;
    },
    tellRead: (id) => tabs.tell({ type: 'read', id }),
  };
}
