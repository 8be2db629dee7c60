// A conversation that people take over, as a line of the desk's lists: from its header alone.
import type { Handoff } from '../../domain/handoff-state';
import type { ConversationCounts, ConversationRow } from '../../domain/handoff-view';
import { bodyOf, isKnown, keys } from '../../storage/records';
import type { Store, Stored } from '../../storage/store';
import type { Board, BoardOf } from './board';
import type { BoardCard } from './board-state';
import { OPEN_CONVERSATIONS } from './waiting';

export interface ConversationCard extends BoardCard {
  row: ConversationRow;
}
export type ConversationBoard = Board<ConversationCard>;

const PARTITIONS = keys.header('').pk;
/** Our own chat and every Direct Line client. */
const EMBEDDED = 'directline';

/** What stands for a conversation in addresses; its own id names its channel and may hold any character. */
export const idOf = (conversation: string): string => Buffer.from(conversation).toString('base64url');
/** Of whatever came in an address: what is none of ours finds nothing. */
const conversationOf = (id: string): string => Buffer.from(id, 'base64url').toString();

/** Only what the lists show: the dialogs know the rest of it (dialogs/state.ts). */
interface KnownState {
  locale: string;
  email?: string;
  link?: unknown;
  handoff?: Handoff;
}

/** Undefined: nobody ever asked for a person there. */
export function conversationRow(doc: Stored): ConversationRow | undefined {
  const { state, channel, nextSeq } = bodyOf('header', doc);
  const { locale, email, link, handoff } = (state ?? {}) as KnownState;
  if (!handoff) return undefined;
  const { since, at, topic, text, last } = handoff;
  return {
    id: idOf(doc.pk.slice(PARTITIONS.length)),
    state: handoff.state === 'bot' ? 'ended' : handoff.state,
    ...(link && email ? { email } : {}),
    locale,
    channel: channel === EMBEDDED || !channel ? 'web' : channel,
    topic,
    text,
    since,
    at,
    ...('owner' in handoff && handoff.owner ? { owner: handoff.owner } : {}),
    ...('reserved' in handoff && handoff.reserved ? { reserved: handoff.reserved } : {}),
    ...(last ? { last } : {}),
    ...('unanswered' in handoff && handoff.unanswered ? { unanswered: handoff.unanswered } : {}),
    ...(handoff.state === 'bot' ? { ended: handoff.end } : {}),
    next: nextSeq,
  };
}

export interface StoredConversation {
  conversation: string;
  /** Its header. */
  doc: Stored;
  row: ConversationRow;
}

/** By what stands for it in addresses; undefined: there is none, or nobody ever asked for a person there. */
export async function storedConversation(
  { store }: { store: Pick<Store, 'get'> },
  id: string,
): Promise<StoredConversation | undefined> {
  const conversation = conversationOf(id);
  const doc = conversation ? await store.get(keys.header(conversation)) : undefined;
  const row = doc && isKnown(doc) ? conversationRow(doc) : undefined;
  return doc && row ? { conversation, doc, row } : undefined;
}

/** The board of those that wait or are with somebody. */
export const CONVERSATIONS: BoardOf<ConversationCard> = {
  prefix: OPEN_CONVERSATIONS,
  partitions: PARTITIONS,
  cardOf(doc) {
    const row = conversationRow(doc);
    // Its place says that somebody is waited for.
    if (!row) throw new Error(`no hand-off in ${doc.id}`);
    return { row, place: doc.lists?.open ?? '', pk: doc.pk, id: doc.id, etag: doc.etag };
  },
  nameOf: ({ row }) => row.id,
};

/** As `staff` counts them. */
export function countsFor(cards: Iterable<ConversationCard>, staff: string): ConversationCounts {
  const counts = { waiting: 0, mine: 0, others: 0 };
  for (const { row } of cards) {
    if (row.state === 'waiting') counts.waiting += 1;
    else if (row.owner?.id === staff) counts.mine += 1;
    else counts.others += 1;
  }
  return counts;
}
