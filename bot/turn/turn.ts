// The turn: read the header, decide, commit everything at once, then run what was decided and commit its outcome.
import { StoreBusy } from '../../storage/store';
import { unwatched, type Watch } from '../watchdog';
import { watchTurns } from '../watchdog/turns';
import { commitStep, PATIENCE_MS } from './commit';
import { isDeadly } from './deadly';
import { createMarks } from './delivered';
import { finish, free, repeated } from './finish';
import type { CutOff, Inbound, TurnResult, Turns } from './inbound';
import { itemsOf, masked, withheld } from './parts';
import { pause } from './pause';
import { position } from './position';
import { createQueues } from './queues';
import { isRevoked, TokenRevoked } from './revoke';
import { rowId } from './row';
import type { TurnState } from './state';
import { timerDue } from './timers';

export type TurnOptions = Pick<TurnState, 'deps' | 'run' | 'query' | 'log'> & {
  /** Is told which turn is decided, so that one that ends the process is known. */
  watch?: Watch;
};

export interface TurnRunner extends Turns {
  /** Finishes commands that a crash cut off, else does what time does to a hand-off; answers the turn, undefined when there was nothing. */
  resume(conversation: string): Promise<{ inbound: Inbound; result: TurnResult } | undefined>;
  /** The channel has sent these rows' replies: only ever suppresses a second sending. Stored with the next commit. */
  markDelivered(conversation: string, rows: readonly string[]): void;
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
      return { row: done.row, items, repeated: false, delivered: false, cutOff };
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
