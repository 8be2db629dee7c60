// Works on one row that is due: sends it, or hands it to whoever does it, and writes what became of it.
import { postpone } from '../../storage/dues';
import type { Jobs, NotYet, RowOf } from '../../services/shared/outbox';
import { type Outbox, typed } from '../../storage/records';
import type { Stored } from '../../storage/store';
import { later } from '../../domain/time';
import { nameOf } from '../process/log';
import { isDeadly } from '../turn/deadly';
import type { Watch } from '../watchdog';
import { holdLease } from './lease';
import type { Result } from './result';
import { type MailSending, sendMail } from './send-mail';
import { type NoticeSending, sendNotice } from './send-notice';
import { backoff, deadLetter, given, GIVE_UP_MS } from './undelivered';

export interface Work extends MailSending, NoticeSending {
  deps: MailSending['deps'];
  /** Finishes the commands that a conversation's header still holds (after a crash). */
  resume: (conversation: string) => Promise<unknown>;
  /** Submits a scheduled application whose bills are open now. Must be safe when two do it. */
  submitScheduled: (application: Stored) => Promise<unknown>;
  jobs?: Jobs;
  /** Is told which row is worked on, so that one that ends the process is known. */
  watch: Watch;
  leaseMs: number;
}

/** The row is leased to this process. Throws where it could not be worked on: then the lease runs out. */
export async function workOn(work: Work, doc: Stored): Promise<void> {
  const { deps, log, watch, leaseMs } = work;
  const { store, now } = deps;
  watch.enter({ entry: `job ${doc.kind}` });
  if (doc.kind === 'header') return void (await work.resume(doc.pk.slice('conversation:'.length)));
  if (doc.kind === 'application') return void (await work.submitScheduled(doc));
  const row = typed('outbox', doc);
  const { v, body } = row;
  if (isDeadly(body, doc.id)) {
    log.error({ row: doc.id, what: body.to, template: body.name }, 'the process ended with it twice; it is kept aside');
    return deadLetter(store, row, now(), 'deadly');
  }
  watch.enter({ entry: `job ${body.to} ${body.name}`, row: doc.id, key: { pk: doc.pk, id: doc.id } });
  const lease = holdLease(store, doc, { now, leaseMs });
  const result = await run(work, row).catch((error: unknown): Result => ({ done: 'again', why: nameOf(error) }));
  const after = { ...(await lease.end()), v, body };
  if (result.done === 'over') await given(store, after, now());
  else if (result.done === 'again') await retry(work, after, result);
  else await deadLetter(store, after, now(), result.why);
}

function run(work: Work, row: Stored<Outbox>): Promise<Result> {
  const { body } = row;
  if (body.to === 'mail') return sendMail(work, { ...row, body });
  return body.to === 'chat' ? sendNotice(work, { ...row, body }) : runJob(work.jobs ?? {}, { ...row, body });
}

async function runJob(jobs: Jobs, { id, body }: Stored<RowOf<'job'>>): Promise<Result> {
  const { name, params, createdAt } = body;
  // Name and particulars belong together: the row's shape says so.
  const found = (Object.hasOwn(jobs, name) ? jobs[name] : undefined) as
    | ((params: object, row: { id: string; createdAt: string }) => Promise<NotYet | undefined>)
    | undefined;
  if (!found) return { done: 'again', why: 'noJob' };
  const notYet = await found(params, { id, createdAt });
  return notYet ? { done: 'again', ...notYet } : { done: 'over' };
}

async function retry({ deps, log }: Work, row: Stored<Outbox>, { why, waitMs = 0 }: NotYet): Promise<void> {
  const { attempts, createdAt, name, to } = row.body;
  const now = deps.now();
  // Not `to` and `name`: the log hides fields of these names.
  const fields = { row: row.id, what: to, template: name, why, attempts: attempts + 1 };
  if (Date.parse(now) - Date.parse(createdAt) > GIVE_UP_MS) {
    log.error(fields, 'given up after three days; the row is kept for a month');
    await deadLetter(deps.store, row, now, why);
    return;
  }
  const ms = Math.max(backoff(attempts, deps.random(2).readUInt16BE(0) / 65_536), waitMs);
  log.warn({ ...fields, seconds: Math.round(ms / 1000) }, 'not sent; tried again later');
  await postpone(deps.store, row, later(now, ms), { attempts: attempts + 1 });
}
