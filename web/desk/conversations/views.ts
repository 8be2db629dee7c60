// In which list a conversation stands for somebody, and in which order: who waits longest comes first.
import type { ConversationRow, ConversationView } from '../../../domain/handoff-view';

/** Those that change while one looks; what ended is read when somebody asks for it. */
export const OPEN_VIEWS = ['waiting', 'mine', 'others'] as const satisfies ConversationView[];
export type OpenView = (typeof OPEN_VIEWS)[number];

/** Undefined: with the bot again. */
export function viewOf({ state, owner }: ConversationRow, me: string): OpenView | undefined {
  if (state === 'waiting') return 'waiting';
  if (state !== 'agent') return undefined;
  return owner?.id === me ? 'mine' : 'others';
}

/** Who has no answer comes before who has one. */
const placeOf = (row: ConversationRow): string =>
  row.state === 'waiting' ? row.since : row.unanswered ? `0${row.unanswered}` : `1${row.last?.at ?? row.at}`;

export const inOrder = (rows: readonly ConversationRow[]): ConversationRow[] =>
  rows.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : placeOf(a) > placeOf(b) ? 1 : 0));

/** Whether somebody may take it from the queue: it may be kept for a colleague for a moment. */
export const isFreeFor = ({ reserved }: ConversationRow, me: string, now: number): boolean =>
  !reserved || reserved.id === me || Date.parse(reserved.until) <= now;
