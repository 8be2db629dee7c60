// The turn: read the header, decide, commit everything at once, then run what was decided and commit its outcome.
import { StoreBusy } from '../../storage/store';
import { unwatched, type Watch } from '../watchdog';
import { watchTurns } from '../watchdog/turns';
import { commitStep, PATIENCE_MS } from './commit';
import { isDeadly } from './deadly';
import { createMarks } from './delivered';
import { finish, free, isQueued, repeated } from './finish';
import type { CutOff, Inbound, LogItem, TurnResult, Turns } from './inbound';
import * as owed from './owed';
import { itemsOf, masked, withheld } from './parts';
import { pause } from './pause';
import { position } from './position';
import { createQueues } from './queues';
import { isRevoked, TokenRevoked } from './revoke';
import { rowId } from './row';
import type { TurnState } from './state';
import { itemAt, newestMessage } from './stored';
import { timerDue } from './timers';

export type TurnOptions = Pick<TurnState, 'deps' | 'run' | 'query' | 'log'> & {
  /** Is told which turn is decided, so that one that ends the process is known. */
  watch?: Watch;
};

export interface OwedReplies {
  /** The outbox sends what is left of the row, at the soonest after `waitMs`. */
  owe(conversation: string, one: owed.Unsent, waitMs: number): Promise<void>;
  /** Nothing reaches the conversation until somebody writes there. `why`: a code. */
  lose(conversation: string, why: string, one?: owed.Unsent): Promise<void>;
  /** It is reached again, without a message. */
  regain(inbound: Inbound): Promise<void>;
  /** Out, or never; `all`: nothing is owed any more. */
  settle(conversation: string, row: string, all?: boolean): Promise<void>;
  /** What is to be sent next; `busy`: its turn is not at its end yet. */
  next(conversation: string): Promise<owed.Owed | 'busy' | undefined>;
  /** Somebody waits for what is owed. */
  hurry(conversation: string): Promise<void>;
}

export interface TurnRunner extends Turns {
  /** Finishes commands that a crash cut off, else does what time does to a hand-off; answers the turn, undefined when there was nothing. */
  resume(conversation: string): Promise<{ inbound: Inbound; result: TurnResult } | undefined>;
  /** The channel has sent these rows' replies: only ever suppresses a second sending. Stored with the next commit. */
  markDelivered(conversation: string, rows: readonly string[]): void;
  /** The channel's id of the newest message that somebody sent. */
  newest(conversation: string): Promise<string | undefined>;
  /** An entry of the log; undefined when there is none. */
  said(conversation: string, seq: number): Promise<LogItem | undefined>;
  /** Replies that the channel did not take (owed.ts). */
  owed: OwedReplies;
  /** Stores the marks now: for when another process is likely to be asked again. Never throws. */
  keepDelivered(conversation: string): Promise<void>;
}

export function createTurns({ watch = unwatched, ...options }: TurnOptions): TurnRunner {
  const marks = createMarks(options.deps.store);
  const turns: TurnState = { ...options, marks, watch: watchTurns(watch) };
  const inOrder = createQueues();
  return {
    deliver: (inbound) => inOrder(inbound.conversation, () => turn(turns, inbound)),
    resume: (conversation) => inOrder(conversation, () => resume(turns, conversation)),
    markDelivered: (conversation, rows) => marks.add(conversation, rows),
    newest: (conversation) => newestMessage(options.deps.store, conversation),
    said: (conversation, seq) => itemAt(options.deps.store, conversation, seq),
    owed: {
      owe: (conversation, one, waitMs) => inOrder(conversation, () => owed.owe(turns, conversation, one, waitMs)),
      lose: (conversation, why, one) => inOrder(conversation, () => owed.lose(turns, conversation, why, one)),
      regain: (inbound) => inOrder(inbound.conversation, () => owed.regain(turns, inbound)),
      settle: (conversation, row, all) => inOrder(conversation, () => owed.settle(turns, conversation, row, all)),
      next: (conversation) => owed.nextOwed(turns, conversation),
      hurry: (conversation) => owed.hurry(turns, conversation),
    },
    keepDelivered: (conversation) => inOrder(conversation, () => marks.keep(conversation)),
  };
}

async function turn(turns: TurnState, inbound: Inbound): Promise<TurnResult> {
  const { deps, watch } = turns;
  const deadline = Date.parse(inbound.receivedAt) + PATIENCE_MS;
  const cutOff: CutOff[] = [];
  for (let tries = 0; ; tries += 1) {
    const { at, cutOff: more } = await free(turns, inbound);
    cutOff.push(...more);
    // With the read that decides: a revoked token writes nothing, whichever process takes it.
    if (inbound.tokenEpoch !== undefined && isRevoked(at.header, inbound.tokenEpoch)) throw new TokenRevoked();
    watch.enter(inbound);
    const safe = isDeadly(at.header, rowId(inbound.dedupe)) ? withheld(inbound) : masked(inbound, at.header.state);
    const done = await commitStep(turns, at, safe);
    if (done && done !== 'repeated' && 'refused' in done)
      return {
        row: rowId(inbound.dedupe),
        items: [],
        repeated: false,
        delivered: false,
        cutOff,
        refused: done.refused,
      };
    if (done === 'repeated') return { ...(await repeated(turns, inbound)), cutOff };
    if (done) {
      const items = [
        ...itemsOf(done.turn),
        ...(done.turn.commands.length ? await finish(turns, done.at, inbound) : []),
      ];
      const queued = isQueued(done.at.header, done.row);
      return { row: done.row, items, repeated: false, delivered: false, cutOff, ...(queued ? { queued } : {}) };
    }
    if (Date.parse(deps.now()) > deadline) throw new StoreBusy('the conversation is written by others all the time');
    await pause(tries);
  }
}

async function resume(turns: TurnState, conversation: string): ReturnType<TurnRunner['resume']> {
  const at = await position(turns.deps.store, conversation);
  const { header } = at;
  const inbound: Inbound = {
    conversation,
    dedupe: '',
    input: { kind: 'joined' },
    channel: header.channel,
    person: header.person ?? '',
    reference: header.reference,
    receivedAt: turns.deps.now(),
    ...(header.group ? { group: true } : {}),
  };
  if (header.pendingRow) return { inbound, result: await repeated(turns, inbound, header.pendingRow) };
  const timer = await timerDue(turns, conversation, at);
  return timer && { inbound, result: await turn(turns, { ...inbound, ...timer }) };
}
