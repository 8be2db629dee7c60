// The turn: read the header, decide, commit everything at once, then run what was decided and commit its outcome.
import { step } from '../../dialogs/engine';
import type { Ctx } from '../../dialogs/flows/flow';
import type { Decision } from '../../dialogs/form/context';
import type { Reply } from '../../dialogs/reply';
import { freshState, released, type State } from '../../dialogs/state';
import { nearestLocale, say } from '../../locales';
import type { Command, Outcome } from '../../services/commands';
import type { Deps } from '../../services/shared/deps';
import type { Query } from '../../services/queries';
import { later } from '../../domain/time';
import { duePlace } from '../../storage/dues';
import { bodyOf, type Header, keys, record, seqPlace, type Turn } from '../../storage/records';
import { StoreBusy, type Write } from '../../storage/store';
import { createMarks } from './delivered';
import { isDeadly } from './deadly';
import type { CutOff, Inbound, LogItem, TurnResult, Turns } from './inbound';
import { nameOf, placesOf } from '../process/log';
import { isRevoked, TokenRevoked } from './revoke';
import { rowId } from './row';
import { commandOf, itemsOf, logItems, masked, withheld } from './parts';
import { visitsOf } from './visits';
import { unwatched, type Watch } from '../watchdog';
import { watchTurns } from '../watchdog/turns';

/** A channel waits 15 s for its answer; later ones are delivered again. */
const PATIENCE_MS = 8_000;
/** A command that is still pending then was cut off by a crash: a job finishes it, with the dispatcher's poll within 15 s. */
const RESUME_AFTER_MS = 9_000;
/** So long whoever decided a command has it for himself: it takes milliseconds, and two who run it hinder each other. */
const OTHERS_MS = 2_000;
const FINISH_TRIES = 50;
/** Of a command that ends the process whenever it is run. */
const UNKNOWN: Outcome = { ok: false, reason: { code: 'undecided' } };

export interface TurnOptions {
  deps: Deps;
  run: (command: Command) => Promise<Outcome>;
  query: (scope: { conversation: string; link: State['link'] }) => Query;
  log: { error(fields: object, message: string): void };
  /** Is told which turn is decided, so that one that ends the process is known. */
  watch?: Watch;
}

export interface TurnRunner extends Turns {
  /** Finishes commands that a crash cut off; answers the turn that decided them, undefined when there were none. */
  resume(conversation: string): Promise<{ inbound: Inbound; result: TurnResult } | undefined>;
  /** The channel has sent these rows' replies: only ever suppresses a second sending. Stored with the next commit. */
  markDelivered(conversation: string, rows: readonly string[]): void;
  /** Stores the marks now: for when another process is likely to be asked again. Never throws. */
  keepDelivered(conversation: string): Promise<void>;
}

interface Position {
  header: Header;
  etag: string | undefined;
}

export function createTurns({ deps, run, query, log, watch = unwatched }: TurnOptions): TurnRunner {
  const queues = new Map<string, Promise<unknown>>();
  const marks = createMarks(deps.store);
  const { enter, watched } = watchTurns(watch);

  /** Turns of one conversation queue here; between processes ETags decide. */
  function inOrder<T>(conversation: string, work: () => Promise<T>): Promise<T> {
    const before = queues.get(conversation) ?? Promise.resolve();
    const mine = before.then(work, work);
    const settled = mine.catch(() => undefined);
    queues.set(conversation, settled);
    void settled.then(() => queues.get(conversation) === settled && queues.delete(conversation));
    return mine;
  }

  async function position(conversation: string, inbound?: Inbound): Promise<Position> {
    const stored = await deps.store.get(keys.header(conversation));
    const known = stored && bodyOf('header', stored);
    if (known?.state) return { header: known, etag: stored?.etag };
    const locale = nearestLocale(inbound?.locale) ?? 'en-US';
    return {
      header: {
        nextSeq: 0,
        pending: [],
        delivered: [],
        // Without a state: its first message ended the process, and left only that mark.
        ...known,
        state: freshState(locale),
        channel: inbound?.channel ?? '',
        person: inbound?.person,
        ...(inbound?.group ? { group: true } : {}),
      },
      etag: stored?.etag,
    };
  }

  const contextOf = (inbound: Inbound, state: State, group: boolean): Ctx => ({
    now: deps.now(),
    locale: state.locale,
    newId: deps.newId,
    business: deps.business,
    query: watched(inbound, query({ conversation: inbound.conversation, link: state.link })),
    queryAs: (link) => watched(inbound, query({ conversation: inbound.conversation, link })),
    publicUrl: deps.publicUrl,
    group,
  });

  /** Decides. An error of ours must not make the channel deliver the same message for ever: it becomes an apology. */
  async function decide(
    inbound: Inbound,
    header: Header,
  ): Promise<{ state: State; replies: Reply[]; commands: Decision[] }> {
    const { state: known, group = false, pending } = header;
    const { phone } = deps.business;
    if (isDeadly(header, rowId(inbound.dedupe))) {
      log.error({ row: rowId(inbound.dedupe) }, 'turn: the process ended with it twice; it is not decided again');
      return { state: known as State, replies: [{ text: [say('common:undecided', { phone })] }], commands: [] };
    }
    enter(inbound);
    // Waiting while nothing is pending: the outcome came and could not be played.
    const stuck = inbound.input.kind !== 'outcome' && !pending.length;
    const state = stuck ? released(known as State) : (known as State);
    try {
      return await step(state, inbound.input, contextOf(inbound, state, group));
    } catch (error) {
      if (error instanceof Error && error.name.startsWith('Store')) throw error;
      log.error({ code: nameOf(error), at: placesOf(error), input: inbound.input.kind }, 'turn: the engine failed');
      // What a command did, or what happened elsewhere, stands: that nothing was sent would not be true.
      const done = inbound.input.kind === 'outcome' || inbound.input.kind === 'notice';
      const apology = say(done ? 'common:unshown' : 'common:error', { phone });
      return { state, replies: [{ text: [apology] }], commands: [] };
    }
  }

  /** One step and its commit. `undefined`: somebody else was faster, decide again. */
  async function commitStep(
    at: Position,
    inbound: Inbound,
  ): Promise<{ at: Position; row: string; turn: Turn } | 'repeated' | undefined> {
    const { replies, commands: decisions, state: next } = await decide(inbound, at.header);
    const row = rowId(inbound.dedupe);
    const items = logItems(inbound, replies, next, at.header.nextSeq);
    const to = at.header.nextSeq + items.length - 1;
    const commands = decisions.map((decision) => commandOf(decision, inbound, next));
    // An outcome's turn leaves what else is pending where it is.
    const pending = [...at.header.pending, ...commands];
    const turn: Turn = { attempt: deps.newId(), from: at.header.nextSeq, to, items, commands };
    const header: Header = {
      ...at.header,
      state: next,
      nextSeq: to + 1,
      channel: inbound.channel || at.header.channel,
      ...(inbound.reference === undefined ? {} : { reference: inbound.reference }),
      pending,
      pendingRow: pending.length ? (at.header.pendingRow ?? row) : undefined,
      delivered: marks.with(inbound.conversation, at.header.delivered),
    };
    const key = keys.header(inbound.conversation);
    const due = pending.length ? { due: duePlace(later(deps.now(), RESUME_AFTER_MS), key.id) } : {};
    const headerDoc = record('header', key, header, { lists: due });
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
      ...visitsOf(deps, inbound.conversation, at.header.state as State, next, commands),
    ];
    const committed = await deps.store.commit(key.pk, writes, later(inbound.receivedAt, PATIENCE_MS));
    if (committed.ok) {
      marks.kept(inbound.conversation);
      return { at: { header, etag: committed.etags[1] }, row, turn };
    }
    return committed.at === 0 && committed.why === 'exists' ? 'repeated' : undefined;
  }

  /** Runs pending commands and commits their outcomes as turns of the conversation. */
  async function finish(start: Position, inbound: Inbound): Promise<LogItem[]> {
    let at = start;
    const said: LogItem[] = [];
    for (let tries = 0; at.header.pending.length; tries += 1) {
      if (tries > FINISH_TRIES) throw new StoreBusy('what is pending can not be finished');
      const [command, ...rest] = at.header.pending as Command[];
      if (!command) break;
      const dedupe = `outcome:${command.id}`;
      // What it came to is not known then, and not said: the outcome's turn is an apology.
      const deadly = isDeadly(at.header, rowId(dedupe));
      enter(inbound, rowId(dedupe));
      const outcome = deadly ? UNKNOWN : await run(command);
      const follow: Inbound = {
        ...inbound,
        dedupe,
        input: { kind: 'outcome', id: command.id, outcome },
        receivedAt: deps.now(),
      };
      const done = await commitStep({ header: { ...at.header, pending: rest }, etag: at.etag }, follow);
      if (done === undefined || done === 'repeated') {
        at = await position(inbound.conversation, inbound);
        if (done === 'repeated') said.push(...(await storedItems(inbound.conversation, rowId(follow.dedupe))));
        continue;
      }
      said.push(...itemsOf(done.turn));
      at = done.at;
    }
    return said;
  }

  /** What a stored turn said, and what the outcomes of its commands said. */
  async function storedItems(conversation: string, row: string): Promise<LogItem[]> {
    const doc = await deps.store.get(keys.turn(conversation, row));
    if (!doc) return [];
    const turn = bodyOf('turn', doc);
    const items = itemsOf(turn);
    for (const command of turn.commands as Command[]) {
      items.push(...(await storedItems(conversation, rowId(`outcome:${command.id}`))));
    }
    return items;
  }

  /** A delivery that was committed before is answered from what was stored; what is still pending is finished first. */
  async function repeated(inbound: Inbound, row = rowId(inbound.dedupe)): Promise<TurnResult> {
    const at = await position(inbound.conversation, inbound);
    if (at.header.pending.length) await finish(at, inbound);
    const items = await storedItems(inbound.conversation, row);
    const delivered = marks.with(inbound.conversation, at.header.delivered).includes(row);
    return { row, items, repeated: true, delivered };
  }

  /**
   * The conversation with nothing pending. What another process decided a moment ago is left to it; what is still there
   * then was cut off, unless it is this very delivery that comes again: it is finished here.
   */
  async function free(inbound: Inbound): Promise<{ at: Position; cutOff: CutOff[] }> {
    let at = await position(inbound.conversation, inbound);
    let row = at.header.pendingRow;
    let until = performance.now() + OTHERS_MS;
    for (let tries = 0; row && row !== rowId(inbound.dedupe) && performance.now() < until; tries += 1) {
      await pause(tries);
      at = await position(inbound.conversation, inbound);
      if (at.header.pendingRow !== row) until = performance.now() + OTHERS_MS;
      row = at.header.pendingRow;
    }
    if (!row) return { at, cutOff: [] };
    await finish(at, inbound);
    const cutOff = row === rowId(inbound.dedupe) ? [] : [{ row, items: await storedItems(inbound.conversation, row) }];
    return { at: await position(inbound.conversation, inbound), cutOff };
  }

  async function turn(inbound: Inbound): Promise<TurnResult> {
    const deadline = Date.parse(inbound.receivedAt) + PATIENCE_MS;
    const cutOff: CutOff[] = [];
    for (let tries = 0; ; tries += 1) {
      const { at, cutOff: more } = await free(inbound);
      cutOff.push(...more);
      // With the read that decides: a revoked token writes nothing, whichever process takes it.
      if (inbound.tokenEpoch !== undefined && isRevoked(at.header, inbound.tokenEpoch)) throw new TokenRevoked();
      enter(inbound);
      const safe = isDeadly(at.header, rowId(inbound.dedupe))
        ? withheld(inbound)
        : masked(inbound, at.header.state as State);
      const done = await commitStep(at, safe);
      if (done === 'repeated') return { ...(await repeated(inbound)), cutOff };
      if (done) {
        const items = [...itemsOf(done.turn), ...(done.turn.commands.length ? await finish(done.at, inbound) : [])];
        return { row: done.row, items, repeated: false, delivered: false, cutOff };
      }
      if (Date.parse(deps.now()) > deadline) throw new StoreBusy('the conversation is written by others all the time');
      await pause(tries);
    }
  }

  return {
    deliver: (inbound) => inOrder(inbound.conversation, () => turn(inbound)),
    resume: (conversation) =>
      inOrder(conversation, async () => {
        const { header } = await position(conversation);
        if (!header.pendingRow) return undefined;
        const inbound: Inbound = {
          conversation,
          dedupe: '',
          input: { kind: 'joined' },
          channel: header.channel,
          person: header.person ?? '',
          reference: header.reference,
          receivedAt: deps.now(),
        };
        return { inbound, result: await repeated(inbound, header.pendingRow) };
      }),
    markDelivered: (conversation, rows) => marks.add(conversation, rows),
    keepDelivered: (conversation) => inOrder(conversation, () => marks.keep(conversation)),
  };
}

/** Jitter, so that two processes do not meet again and again. */
const pause = (tries: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(200, 5 * 2 ** tries)));
