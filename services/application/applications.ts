// What happens to applications after they were submitted: found, listed, moved, cancelled, and opened by themselves.
import type { ApplicationEvent } from '../../domain/application';
import { dueAt } from '../../domain/calendar';
import type { Actor } from '../../domain/people';
import type { Instant, Reason } from '../../domain/result';
import { everyIn } from '../../storage/every';
import { type Account, type Application, bodyOf, keys, typed } from '../../storage/records';
import { duePlace } from '../../storage/dues';
import type { Stored } from '../../storage/store';
import { accountOfActor } from '../account/accounts';
import { applicationDoc, applicationView } from './application-doc';
import { type Change, decide, holderOf, isForward, type StoredApplication, writesOf } from './change';
import type { Command, Outcome } from '../commands';
import type { Deps } from '../shared/deps';
import { claimFapiaos } from './fapiaos';
import type { MoveData } from './moves';
import { numberPlace, readApplicationNumber } from '../../domain/application-number';
import { no, once, settle } from '../shared/once';
import { isOpenWith } from '../account/orders';
import type { ApplicationView } from '../queries';
import { DAY, later } from '../../domain/time';

export type { MoveData } from './moves';
export type { StoredApplication } from './change';

/** `warn`: doubted, and done nevertheless (a waybill or a region of an unknown form). */
export type Moved = { ok: true; application: ApplicationView; warn?: Reason } | { ok: false; reason: Reason };

/** By its number in any case and spelling; undefined when there is none. One list read. */
export async function findApplication(deps: Deps, number: string): Promise<StoredApplication | undefined> {
  const wanted = readApplicationNumber(number);
  if (!wanted) return undefined;
  const place = numberPlace(wanted);
  const { docs } = await deps.store.list('applications', { from: place, to: `${place}!`, limit: 1 });
  return docs[0] && typed('application', docs[0]);
}

/** Newest first; `state` filters. `after` is the `next` of the page before. A page can be short and still have a next. */
export async function listApplications(
  deps: Deps,
  { state, after, limit }: { state?: string; after?: string; limit: number },
): Promise<{ applications: ApplicationView[]; next?: string }> {
  const found: ApplicationView[] = [];
  let next = after;
  do {
    const page = await deps.store.list('applications', { desc: true, limit, ...(next ? { after: next } : {}) });
    const now = deps.now();
    const views = page.docs.map((doc) => applicationView(doc, now));
    found.push(...views.filter((view) => !state || view.state === state));
    next = page.next;
  } while (next && found.length < limit);
  return { applications: found, ...(next ? { next } : {}) };
}

const OWN_MAX = 50;

const isOwn = (account: Account, application: Application): boolean =>
  application.account === account.id && isOpenWith(account, application.bills);

/**
 * The applications of an account, newest first, at most 50. Other accounts of the same customer stay unseen, and so do
 * those over an order that was taken from the account: they are customer service's then.
 */
export async function applicationsOf(deps: Deps, account: Account): Promise<ApplicationView[]> {
  const own: ApplicationView[] = [];
  for await (const doc of everyIn(deps.store, 'applications', { pk: keys.customer(account.customer), desc: true })) {
    if (isOwn(account, bodyOf('application', doc))) own.push(applicationView(doc, deps.now()));
    if (own.length === OWN_MAX) break;
  }
  return own;
}

/** One of the account's own; undefined for numbers of others, as for unknown ones. */
export async function ownApplication(deps: Deps, account: Account, number: string) {
  const wanted = readApplicationNumber(number);
  const doc = wanted ? await deps.store.get(keys.application(account.customer, wanted)) : undefined;
  // ASVS 5.0 8.2.2: a number that is guessed shows nothing of somebody else's.
  return doc && isOwn(account, bodyOf('application', doc)) ? typed('application', doc) : undefined;
}

/**
 * Moves an application: one batch with its bills and the notices. Reasons: `applicationUnknown`, `moveNotAllowed`
 * {state, event}, `fapiaoCount` {needed, given}, `fapiaoTwice`, `fapiaoTaken` {number}, `fapiaoSum` {amount, sum},
 * `fapiaoMedium`, `fapiaoBills`, `applicationClosed` (its order was taken from who applied), `carrierOther` {carrier}, `expectedPast`, `reasonMissing`, and those of the numbers' rules.
 */
export async function moveApplication(
  deps: Deps,
  { number, event, by, data = {} }: { number: string; event: ApplicationEvent; by: Actor; data?: MoveData },
): Promise<Moved> {
  const found = await findApplication(deps, number);
  if (!found) return no('applicationUnknown');
  const key = { pk: found.pk, id: found.id };
  if (event === 'issue') {
    // A number is claimed before the batch that uses it, and only when the application could be issued now.
    const ready = decide(found, event, by, data, deps.now());
    if (!ready.ok) return { ok: false, reason: ready.reason };
    if (!(await holderOf(deps, found.body))) return no('applicationClosed');
    const taken = await claimFapiaos(deps, ready.value.next);
    if (taken) return no('fapiaoTaken', { number: taken });
  }
  return settle<Moved>(deps, key.pk, async () => {
    const doc = await deps.store.get(key);
    if (!doc) return { writes: [], answer: no('applicationUnknown') };
    const stored = typed('application', doc);
    const decided = decide(stored, event, by, data, deps.now());
    if (!decided.ok) return { writes: [], answer: { ok: false, reason: decided.reason } };
    const { next, warn }: Change = decided.value;
    if (isForward(event, stored.body) && !(await holderOf(deps, next))) {
      return { writes: [], answer: no('applicationClosed') };
    }
    const writes = await writesOf(deps, stored, next, { event, by });
    const application = applicationView(applicationDoc(next), deps.now());
    return { writes, answer: { ok: true, application, ...(warn ? { warn } : {}) } };
  });
}

const refused = (outcome: Outcome) => ({ writes: [], outcome });

/** Cancels one of the account's own while it is scheduled or submitted. Reasons: `signedOut`, `applicationUnknown`, `notCancellable`. */
export async function cancelCommand(
  deps: Deps,
  command: Extract<Command, { type: 'cancelApplication' }>,
): Promise<Outcome> {
  const { by } = command;
  if (by.role !== 'customer') return no('signedOut');
  return once(deps, keys.customer(by.link.customer), command, async () => {
    const account = await accountOfActor(deps, by);
    if (!account) return refused(no('signedOut'));
    const stored = await ownApplication(deps, account.body, command.number);
    if (!stored) return refused(no('applicationUnknown', undefined, 'number'));
    const decided = decide(stored, 'cancel', by, {}, deps.now());
    if (!decided.ok) return refused(no('notCancellable', undefined, 'number'));
    const writes = await writesOf(deps, stored, decided.value.next, { event: 'cancel', by });
    return { writes, outcome: { ok: true, type: 'cancelled', number: stored.body.number } };
  });
}

/**
 * For the job that works off list `due`: submits a scheduled application whose time has come; the due date counts from
 * then. When the import has moved an opening to later, it waits for that. Safe to run twice; true when it submitted.
 */
export async function submitScheduled(deps: Deps, doc: Pick<Stored, 'pk' | 'id'>): Promise<boolean> {
  const by: Actor = { role: 'system', job: 'opening' };
  return settle(deps, doc.pk, async () => {
    const found = await deps.store.get({ pk: doc.pk, id: doc.id });
    const stored = found && typed('application', found);
    const now = deps.now();
    if (!stored || stored.body.state !== 'scheduled' || !stored.body.scheduledFor) return { writes: [], answer: false };
    if (!(await holderOf(deps, stored.body))) {
      // Its order was taken from who applied: customer service decides, and if it opens again, so does this.
      const waits = {
        ...stored,
        lists: { ...applicationDoc(stored.body).lists, due: duePlace(later(now, DAY), stored.id) },
      };
      const { etag, ...doc } = waits;
      return { writes: [{ op: 'replace', doc, etag }], answer: false };
    }
    const opening = await latestOpening(deps, stored.body);
    if (opening > now) {
      const waits = applicationDoc({ ...stored.body, scheduledFor: opening });
      const moved = opening !== stored.body.scheduledFor || stored.lists?.due !== waits.lists?.due;
      return { writes: moved ? [{ op: 'replace', doc: waits, etag: stored.etag }] : [], answer: false };
    }
    const decided = decide(stored, 'open', by, {}, now);
    if (!decided.ok) return { writes: [], answer: false };
    const { workingDays, calendarOverlay: overlay } = deps.business;
    const due = dueAt(now, { workingDays, overlay });
    const { next: open } = decided.value;
    const next = { ...open, submittedAt: now, dueAt: due.at, provisional: due.provisional, workingDays };
    return { writes: await writesOf(deps, stored, next, { event: 'open', by }), answer: true };
  });
}

async function latestOpening(deps: Deps, { customer, bills, scheduledFor = '' }: Application): Promise<Instant> {
  const docs = await Promise.all(bills.map(({ bill }) => deps.store.get(keys.bill(customer, bill))));
  const openings = docs.map((doc) => (doc ? bodyOf('bill', doc).opensAt : undefined) ?? scheduledFor);
  return openings.reduce((latest, at) => (at > latest ? at : latest), scheduledFor);
}
