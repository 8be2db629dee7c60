// What a turn decided is finished: its commands are run and their outcomes become turns, also after a crash or in another process.
import type { Outcome } from '../../services/commands';
import type { Header } from '../../storage/records';
import { StoreBusy } from '../../storage/store';
import { commitStep } from './commit';
import { isDeadly } from './deadly';
import type { CutOff, Inbound, LogItem, TurnResult } from './inbound';
import { itemsOf, pendingOf } from './parts';
import { pause } from './pause';
import { position } from './position';
import { rowId } from './row';
import type { Position, TurnState } from './state';
import { storedItems } from './stored';

/** So long whoever decided a command has it for himself: it takes milliseconds, and two who run it hinder each other. */
const OTHERS_MS = 2_000;
const FINISH_TRIES = 50;
/** Of a command that ends the process whenever it is run. */
const UNKNOWN: Outcome = { ok: false, reason: { code: 'undecided' } };

/** Runs pending commands and commits their outcomes as turns of the conversation. */
export async function finish(turns: TurnState, start: Position, inbound: Inbound): Promise<LogItem[]> {
  const { deps, watch } = turns;
  let at = start;
  const said: LogItem[] = [];
  for (let tries = 0; at.header.pending.length; tries += 1) {
    if (tries > FINISH_TRIES) throw new StoreBusy('what is pending can not be finished');
    const [command, ...rest] = pendingOf(at.header);
    if (!command) break;
    const dedupe = `outcome:${command.id}`;
    // What it came to is not known then, and not said: the outcome's turn is an apology.
    const deadly = isDeadly(at.header, rowId(dedupe));
    watch.enter(inbound, rowId(dedupe));
    const outcome = deadly ? UNKNOWN : await turns.run(command);
    const follow: Inbound = {
      ...inbound,
      dedupe,
      input: { kind: 'outcome', id: command.id, outcome },
      receivedAt: deps.now(),
    };
    const done = await commitStep(turns, { header: { ...at.header, pending: rest }, etag: at.etag }, follow);
    if (done === undefined || done === 'repeated' || 'refused' in done) {
      at = await position(deps.store, inbound.conversation, inbound);
      if (done === 'repeated')
        said.push(...(await storedItems(deps.store, inbound.conversation, rowId(follow.dedupe))));
      continue;
    }
    said.push(...itemsOf(done.turn));
    at = done.at;
  }
  return said;
}

/** The outbox sends its replies, after others. */
export const isQueued = ({ unsent }: Pick<Header, 'unsent'>, row: string): boolean =>
  unsent?.some((one) => one.row === row) ?? false;

/** A delivery that was committed before is answered from what was stored; what is still pending is finished first. */
export async function repeated(turns: TurnState, inbound: Inbound, row = rowId(inbound.dedupe)): Promise<TurnResult> {
  const { deps, marks } = turns;
  const at = await position(deps.store, inbound.conversation, inbound);
  if (at.header.pending.length) await finish(turns, at, inbound);
  const items = await storedItems(deps.store, inbound.conversation, row);
  const delivered = marks.with(inbound.conversation, at.header.delivered).includes(row);
  const queued = isQueued(at.header, row);
  return { row, items, repeated: true, delivered, ...(queued ? { queued } : {}) };
}

/**
 * The conversation with nothing pending. What another process decided a moment ago is left to it; what is still there
 * then was cut off, unless it is this very delivery that comes again: it is finished here.
 */
export async function free(turns: TurnState, inbound: Inbound): Promise<{ at: Position; cutOff: CutOff[] }> {
  const { store } = turns.deps;
  let at = await position(store, inbound.conversation, inbound);
  let row = at.header.pendingRow;
  let until = performance.now() + OTHERS_MS;
  for (let tries = 0; row && row !== rowId(inbound.dedupe) && performance.now() < until; tries += 1) {
    await pause(tries);
    at = await position(store, inbound.conversation, inbound);
    if (at.header.pendingRow !== row) until = performance.now() + OTHERS_MS;
    row = at.header.pendingRow;
  }
  if (!row) return { at, cutOff: [] };
  await finish(turns, at, inbound);
  const cutOff =
    row === rowId(inbound.dedupe) ? [] : [{ row, items: await storedItems(store, inbound.conversation, row) }];
  return { at: await position(store, inbound.conversation, inbound), cutOff };
}
