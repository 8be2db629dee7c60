// How a conversation ends: for all tabs, for this one, and by signing out.
import { keep } from './keep';
import { type Ending, isLeaving } from './protocol';
import type { TransportState } from './transport-state';

/**
 * For all tabs. What was not sent goes into the next conversation, unless the person left this one. `all`: also what the
 * page has asked for.
 */
export function end(transport: TransportState, why: Ending, all = why !== 'other'): Promise<boolean> | undefined {
  const session = keep.session();
  // Before anything is forgotten: also a page that goes away in this moment has left what ends the conversation.
  const told = session && why !== 'ended' ? transport.leaving.leave(session) : undefined;
  // Another tab may have begun the new one already.
  if (why !== 'ended' || session?.conversationId === transport.conversation) keep.saveSession(undefined);
  let kept: string[] | undefined;
  if (why !== 'ended') {
    // Bills that the page has named just now are the other person's wish, where the page did not tell them apart.
    const wishes = transport.outbox.leave({ wishes: !all });
    kept = wishes.map(({ id }) => id);
    if (isLeaving(why)) keep.clear();
    wishes.forEach(keep.putMessage);
  }
  transport.tabs.tell({ type: 'ending', why, kept });
  forget(transport, why, kept);
  return told;
}

export function forget(transport: TransportState, why: Ending, kept?: readonly string[]): void {
  if (kept) transport.outbox.drop(kept);
  transport.conversation = '';
  transport.caughtUp = false;
  transport.joined = false;
  transport.feed.clear();
  transport.options.ended(why);
  if (why === 'out') {
    transport.started = false;
    transport.outbox.stop();
    return transport.line.stop();
  }
  transport.person = undefined;
  if (why !== 'other') transport.options.needsUser();
  if (!transport.tabs.leads()) join(transport);
  else if (why !== 'ended') transport.line.again();
}

export function signOut(transport: TransportState): Promise<boolean> | undefined {
  transport.identity.set(undefined);
  // A conversation that is being begun has nothing to tell, and is forgotten all the same.
  const begun = transport.started || keep.session() !== undefined;
  // Forgotten here at once: whoever comes next must not wait for a server.
  const told = end(transport, 'out');
  return begun ? (told ?? Promise.resolve(true)) : undefined;
}

/** Asks the tab with the socket for everything so far. */
export function join(transport: TransportState): void {
  transport.joined = false;
  transport.tabs.ask({ type: 'hello' });
}

/** A tab that slept, or that the browser took out of its cache, may show somebody who has signed out meanwhile. */
export function isLeft(transport: TransportState): boolean {
  if (!transport.started || transport.person === undefined || keep.person() === transport.person) return false;
  transport.identity.set(undefined);
  forget(transport, 'out', []);
  return true;
}
