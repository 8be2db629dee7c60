// One step of a conversation and its commit: the row of what came and was answered, the header, and what was decided.
import { later } from '../../domain/time';
import { keys, record, seqPlace, type Turn } from '../../storage/records';
import type { Write } from '../../storage/store';
import type { Refused } from '../../dialogs/form/context';
import { decide } from './decide';
import type { Inbound } from './inbound';
import { owedWith } from './owed';
import { headerPlaces } from './places';
import { commandOf, logItems } from './parts';
import { deedOf } from './deed';
import { missedOf } from './missed';
import { rowId } from './row';
import type { PlayedHeader, Position, TurnState } from './state';
import { visitsOf } from './visits';

/** A channel waits 15 s for its answer; later ones are delivered again. */
export const PATIENCE_MS = 8_000;

/** What was committed, and where the conversation stands now. */
export interface Step {
  at: Position;
  row: string;
  turn: Turn;
}

/** What staff or time wanted does not fit: nothing is written. */
export interface NotTaken {
  refused: Refused;
}

/** `repeated`: this delivery was committed before. `undefined`: somebody else was faster, decide again. */
export async function commitStep(
  turns: TurnState,
  at: Position,
  inbound: Inbound,
): Promise<Step | NotTaken | 'repeated' | undefined> {
  const { deps, marks } = turns;
  const { replies, commands: decisions, state: next, missed, refused } = await decide(turns, inbound, at.header);
  const row = rowId(inbound.dedupe);
  if (refused) {
    // Done before, it no longer fits: that is no refusal of it.
    return (await deps.store.get(keys.turn(inbound.conversation, row))) ? 'repeated' : { refused };
  }
  const items = logItems(inbound, replies, next, at.header.nextSeq);
  const to = at.header.nextSeq + items.length - 1;
  const commands = decisions.map((decision) => commandOf(decision, inbound, next));
  // An outcome's turn leaves what else is pending where it is.
  const pending = [...at.header.pending, ...commands];
  const turn: Turn = { attempt: deps.newId(), from: at.header.nextSeq, to, items, commands };
  const delivered = marks.with(inbound.conversation, at.header.delivered);
  const owed = owedWith(turns, { header: at.header, inbound, row, delivered });
  const header: PlayedHeader = {
    ...at.header,
    state: next,
    nextSeq: to + 1,
    channel: inbound.channel || at.header.channel,
    ...(inbound.reference === undefined ? {} : { reference: inbound.reference }),
    pending,
    pendingRow: pending.length ? (at.header.pendingRow ?? row) : undefined,
    delivered,
    ...owed.change,
  };
  const key = keys.header(inbound.conversation);
  const headerDoc = record('header', key, header, { lists: headerPlaces(deps, inbound.conversation, header) });
  const writes: Write[] = [
    {
      op: 'create',
      doc: record(
        'turn',
        keys.turn(inbound.conversation, row),
        turn,
        // Also without entries: the log is how a conversation's rows are found again.
        { lists: { log: seqPlace(Math.max(to, 0)) } },
      ),
    },
    at.etag === undefined ? { op: 'create', doc: headerDoc } : { op: 'replace', doc: headerDoc, etag: at.etag },
    ...owed.due,
    ...missedOf(inbound, row, missed),
    ...deedOf(deps, inbound),
    ...visitsOf(deps, inbound.conversation, at.header.state, next, commands),
  ];
  const committed = await deps.store.commit(key.pk, writes, later(inbound.receivedAt, PATIENCE_MS));
  if (committed.ok) {
    marks.kept(inbound.conversation);
    return { at: { header, etag: committed.etags[1] }, row, turn };
  }
  return committed.at === 0 && committed.why === 'exists' ? 'repeated' : undefined;
}
