// What comes from the conversation: sets of activities, the end of the backlog, and how the connection is.
import { keep } from './keep';
import type { ActivitySet, Connection } from './protocol';
import type { TransportState } from './transport-state';

/** A backlog comes in sets of this many. */
const SET_SIZE = 100;
export const BACKLOG_MS = 400;

export function take(transport: TransportState, set: ActivitySet): void {
  transport.person ??= keep.person();
  const fresh = transport.feed.take(set);
  for (const { channelData } of fresh)
    if (channelData?.clientActivityID) transport.outbox.settle(channelData.clientActivityID);
  if (fresh.length) transport.options.activities(fresh);
  if (transport.caughtUp || !transport.tabs.leads()) return;
  clearTimeout(transport.backlog);
  // A full set may be the last: then silence tells.
  if (set.activities.length % SET_SIZE) complete(transport);
  else transport.backlog = setTimeout(complete, BACKLOG_MS, transport);
}

export function complete(transport: TransportState): void {
  clearTimeout(transport.backlog);
  if (transport.caughtUp) return;
  transport.caughtUp = true;
  transport.options.caughtUp();
  if (transport.tabs.leads()) transport.tabs.tell({ type: 'caughtUp' });
}

export function showConnection(transport: TransportState, next: Connection): void {
  transport.connection = next;
  transport.options.connection(next);
  transport.tabs.tell({ type: 'state', connection: next });
}
