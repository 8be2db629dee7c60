// Sends what no inbound waits for: mails, notices into chats, applications that are due, conversations that stopped half-way.
import type { Input } from '../../dialogs/flows/flow';
import type { Deps } from '../../services/shared/deps';
import { markRefused } from '../../services/account/refused';
import { later } from '../../domain/time';
import { finish, postpone, takeDue } from '../../storage/dues';
import { bodyOf, keys, type Outbox } from '../../storage/records';
import type { Stored } from '../../storage/store';
import { isDeadly } from '../turn/deadly';
import type { Inbound } from '../turn/inbound';
import { holdLease } from './lease';
import { nameOf, placesOf } from '../process/log';
import { AT_ONCE, type Mailer } from './mail';
import { wordMail } from './mail-templates';
import { afterEarlier } from './notice-order';
import { backoff, bury, GIVE_UP_MS } from './undelivered';
import { unwatched, type Watch } from '../watchdog';

export interface DispatchLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface DispatcherOptions {
  deps: Deps;
  mailer: Mailer;
  turns: { deliver(inbound: Inbound): Promise<unknown> };
  /** Finishes the commands that a conversation's header still holds (after a crash). */
  resume: (conversation: string) => Promise<unknown>;
  /** Submits a scheduled application whose bills are open now. Must be safe when two do it. */
  submitScheduled: (application: Stored) => Promise<unknown>;
  /** Rows `to: 'job'` by name. */
  jobs?: Record<string, (row: Stored<Outbox>) => Promise<unknown>>;
  log: DispatchLog;
  /** Is told which row is worked on, so that one that ends the process is known. */
  watch?: Watch;
  pollMs?: number;
  leaseMs?: number;
}

export interface Dispatcher {
  /** Looks for due work at once. Never throws, never waits. */
  nudge(): void;
  /** Begins to listen and to look every few seconds. */
  start(): void;
  /** Takes nothing new and waits for what is on its way. */
  stop(): Promise<void>;
  /** All that is due now, until nothing is left under way: for tests and the command line. */
  drain(): Promise<void>;
}

/** So many rows on their way at once; mails at most two rounds of the pool, so that a slow server holds up nothing else. */
const IN_FLIGHT = 24;
const MAILS = AT_ONCE * 2;
/** Rings of other processes are gathered: a look costs a query. */
const RING_MS = 250;
const DUE_KINDS = ['outbox', 'application', 'header'];

/** What a killed process held is free again after LEASE_MS and found by the next poll: together under 15 s. */
const LEASE_MS = 9_000;
const POLL_MS = 5_000;

/** What became of a row. `over`: it goes. `refused`: for good. `again`: later, with one more attempt counted. */
type Result = { done: 'over' } | { done: 'refused' | 'again'; why: string };

/** Makes the dispatcher; it does nothing until `start` (or `drain`). */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { deps, log, watch = unwatched, pollMs = POLL_MS, leaseMs = LEASE_MS } = options;
  const { store } = deps;
  const flying = new Set<Promise<void>>();
  let mails = 0;
  /** There was more than there was room for. */
  let starved = false;
  let stopped = false;
  let looking: Promise<void> | undefined;
  let again = false;
  let poll: NodeJS.Timeout | undefined;
  let ringing: NodeJS.Timeout | undefined;
  let unwatch: (() => void) | undefined;

  function nudge(): void {
    if (stopped) return;
    if (looking) {
      again = true;
      return;
    }
    looking = look().finally(() => {
      looking = undefined;
      if (again) {
        again = false;
        nudge();
      }
    });
  }

  async function look(): Promise<void> {
    try {
      while (!stopped && flying.size < IN_FLIGHT) {
        const limit = IN_FLIGHT - flying.size;
        let room = MAILS - mails;
        starved = false;
        const wants = (doc: Stored) => {
          if (!isMail(doc) || room-- > 0) return true;
          starved = true;
          return false;
        };
        const docs = await takeDue(store, { now: deps.now(), leaseMs, limit, kinds: DUE_KINDS, wants });
        for (const doc of docs) launch(doc);
        if (docs.length < limit) return;
      }
      starved = true;
    } catch (error) {
      log.warn({ code: nameOf(error) }, 'the outbox could not be read; next round tries again');
    }
  }

  function launch(doc: Stored): void {
    const counted = isMail(doc);
    if (counted) mails += 1;
    const flight = work(doc)
      .catch((error: unknown) =>
        log.warn({ code: nameOf(error), kind: doc.kind }, 'due work failed; its lease runs out'),
      )
      .finally(() => {
        if (counted) mails -= 1;
        flying.delete(flight);
        // Not after each: a look reads the list from its beginning.
        if (starved && (mails <= MAILS / 2 || flying.size === 0)) nudge();
      });
    flying.add(flight);
  }

  async function work(doc: Stored): Promise<void> {
    watch.enter({ entry: `job ${doc.kind}` });
    if (doc.kind === 'header') return void (await options.resume(doc.pk.slice('conversation:'.length)));
    if (doc.kind === 'application') return void (await options.submitScheduled(doc));
    const body = bodyOf('outbox', doc);
    if (isDeadly(body, doc.id)) {
      log.error(
        { row: doc.id, what: body.to, template: body.name },
        'the process ended with it twice; it is kept aside',
      );
      return bury(store, { ...doc, body }, deps.now(), 'deadly');
    }
    watch.enter({ entry: `job ${body.to} ${body.name}`, row: doc.id, key: { pk: doc.pk, id: doc.id } });
    const lease = holdLease(store, doc, { now: deps.now, leaseMs });
    const result = await run({ ...doc, body }).catch(
      (error: unknown): Result => ({ done: 'again', why: nameOf(error) }),
    );
    const row = { ...(await lease.settle()), body };
    if (result.done === 'over') await finish(store, row);
    else if (result.done === 'again') await retry(row, result.why);
    else await bury(store, row, deps.now(), result.why);
  }

  function run(row: Stored<Outbox>): Promise<Result> {
    if (row.body.to === 'mail') return mail(row);
    return row.body.to === 'chat' ? chat(row) : job(row);
  }

  /** The mail's words, or those of an apology with the phone number where they can't be put together. */
  function worded(row: Stored<Outbox>): { words: ReturnType<typeof wordMail>; whole: boolean } {
    try {
      return { words: wordMail(deps, row.body), whole: true };
    } catch (error) {
      const fields = { row: row.id, template: row.body.name, code: nameOf(error), at: placesOf(error) };
      log.error(fields, 'a mail could not be worded; an apology goes instead');
      return { words: wordMail(deps, { ...row.body, name: 'unworded' }), whole: false };
    }
  }

  async function mail(row: Stored<Outbox>): Promise<Result> {
    const { words, whole } = worded(row);
    if (!words) return { done: 'again', why: 'noTemplate' };
    const { target: to, locale, name } = row.body;
    const sent = await options.mailer.send({ id: row.id, to, locale, ...words });
    // An apology went: the row is kept for whoever looks into it.
    if (sent.result === 'sent' && !whole) return { done: 'refused', why: 'unworded' };
    if (sent.result === 'sent') {
      log.info({ row: row.id, template: name }, 'a mail was sent');
      return { done: 'over' };
    }
    if (sent.result === 'later') return { done: 'again', why: sent.why };
    log.warn({ row: row.id, template: name, why: sent.why }, 'a mail was refused for good');
    await markRefused(deps, row, sent.why);
    nudge();
    return { done: 'refused', why: sent.why };
  }

  async function chat(row: Stored<Outbox>): Promise<Result> {
    const { target: conversation, name, params } = row.body;
    await afterEarlier(store, row);
    const found = await store.get(keys.header(conversation));
    if (!found) {
      log.info({ row: row.id, notice: name }, 'a notice found no conversation any more');
      return { done: 'over' };
    }
    const { channel, person = '', reference, group } = bodyOf('header', found);
    const input: Input = { kind: 'notice', name, params };
    // The row's id as dedupe: delivered twice, it is still one turn.
    const dedupe = `outbox:${row.id}`;
    const inbound = { conversation, dedupe, input, channel, person, reference, receivedAt: deps.now() };
    await options.turns.deliver({ ...inbound, ...(group ? { group } : {}) });
    return { done: 'over' };
  }

  async function job(row: Stored<Outbox>): Promise<Result> {
    const found = options.jobs && Object.hasOwn(options.jobs, row.body.name) ? options.jobs[row.body.name] : undefined;
    if (!found) return { done: 'again', why: 'noJob' };
    await found(row);
    return { done: 'over' };
  }

  async function retry(row: Stored<Outbox>, why: string): Promise<void> {
    const { attempts, createdAt, name, to } = row.body;
    const now = deps.now();
    // Not `to` and `name`: the log hides fields of these names.
    const fields = { row: row.id, what: to, template: name, why, attempts: attempts + 1 };
    if (Date.parse(now) - Date.parse(createdAt) > GIVE_UP_MS) {
      log.error(fields, 'given up after three days; the row is kept for a month');
      await bury(store, row, now, why);
      return;
    }
    const ms = backoff(attempts, deps.random(2).readUInt16BE(0) / 65_536);
    log.warn({ ...fields, seconds: Math.round(ms / 1000) }, 'not sent; tried again later');
    await postpone(store, row, later(now, ms), { attempts: attempts + 1 });
  }

  /** Another process may have left work for us. Conversations are woken by their own channels. */
  function ring(pks: readonly string[]): void {
    if (ringing || stopped || !pks.some((pk) => pk.startsWith('customer:'))) return;
    ringing = setTimeout(() => {
      ringing = undefined;
      nudge();
    }, RING_MS);
    ringing.unref();
  }

  return {
    nudge,
    start() {
      unwatch = store.watch(ring);
      poll = setInterval(nudge, pollMs);
      poll.unref();
      nudge();
    },
    async stop() {
      stopped = true;
      clearInterval(poll);
      clearTimeout(ringing);
      unwatch?.();
      await looking;
      while (flying.size > 0) await Promise.all(flying);
    },
    async drain() {
      nudge();
      while (looking || flying.size > 0) await Promise.all([looking, ...flying]);
    },
  };
}

const isMail = (doc: Stored): boolean => doc.kind === 'outbox' && bodyOf('outbox', doc).to === 'mail';
