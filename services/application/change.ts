// How an application changes: what an event makes of it, and the batch that writes it. Shared by staff, customers and jobs.
import { type ApplicationEvent, type CourseEvent, isLive, move } from '../../domain/application';
import { mediumOf } from '../../domain/fapiao';
import type { Actor } from '../../domain/people';
import type { Instant, Reason } from '../../domain/result';
import { type Application, type Bill, bodyOf, keys } from '../../storage/records';
import type { Stored, Write } from '../../storage/store';
import { accountAt } from '../account/logins';
import { isOpenWith } from '../account/orders';
import type { Deps } from '../shared/deps';
import { applicationDoc, freed, replaceBill } from './application-doc';
import { type MoveData, readMove } from './moves';
import { changeRows } from './notices';

export type StoredApplication = Stored<Application>;

export type Change = { next: Application; warn?: Reason };

/** The application after the event, or why it can't be. */
export function decide(stored: StoredApplication, event: ApplicationEvent, by: Actor, data: MoveData, now: Instant) {
  const before = stored.body;
  const medium = mediumOf(before.kind);
  const state = move(before.state, event, {
    role: by.role,
    medium,
    method: before.delivery.method,
  });
  if (!state.ok) return state;
  const read = readMove(before, event, data, now);
  if (!read.ok) return read;
  const { note, warn, patch } = read;
  const who =
    by.role === 'staff' ? `staff:${by.name}` : by.role === 'system' ? `job:${by.job}` : `account:${before.account}`;
  const entry = { at: now, by: who, event, state: state.value, ...(note ? { note } : {}) };
  const next: Application = { ...before, ...patch, state: state.value, events: [...before.events, entry] };
  return { ok: true as const, value: { next, warn } satisfies Change };
}

/** Bills follow their application: free again when it ends, marked when it is issued or submitted. */
async function billWrites(deps: Deps, next: Application): Promise<Write[]> {
  const stage = next.state === 'issued' ? 'issued' : 'applied';
  const docs = await Promise.all(next.bills.map(({ bill }) => deps.store.get(keys.bill(next.customer, bill))));
  return docs.flatMap((doc) => {
    const bill = doc && bodyOf('bill', doc);
    // Only its own: a bill that another application holds by now is left alone.
    if (!doc || !bill || bill.application !== next.number) return [];
    return [replaceBill(doc, isLive(next.state) ? ({ ...bill, stage } as Bill) : freed(bill))];
  });
}

const TOUCHES_BILLS: readonly CourseEvent[] = ['issue', 'reject', 'cancel', 'open'];

/** Whose application it is, while its orders are open to that account. */
export async function holderOf(deps: Deps, application: Application) {
  const account = await accountAt(deps, application.customer, application.account);
  return account && isOpenWith(account.body, application.bills) ? account : undefined;
}

/** What would bring a fapiao nearer to somebody; the rest ends an application or says what has happened. */
const FORWARD: readonly ApplicationEvent[] = ['open', 'start', 'issue', 'mail', 'ready'];
export const isForward = (event: ApplicationEvent, { kind, state }: Application): boolean =>
  FORWARD.includes(event) || (event === 'deliver' && (mediumOf(kind) === 'digital' || state !== 'mailed'));

export interface Changing {
  event: CourseEvent;
  by: Actor;
  /** When people are told; at once where it is left out. */
  tellAt?: Instant;
}

/** The batch that changes it: the application under its ETag, its bills, and the rows that tell of it. */
export async function writesOf(
  deps: Deps,
  stored: StoredApplication,
  next: Application,
  { event, by, tellAt }: Changing,
): Promise<Write[]> {
  const account = await holderOf(deps, next);
  return [
    { op: 'replace', doc: applicationDoc(next), etag: stored.etag },
    ...(TOUCHES_BILLS.includes(event) ? await billWrites(deps, next) : []),
    ...(deps.issuer?.rows(deps, next, { event, by, at: tellAt }) ?? []),
    // Nobody is told of an order that was taken from them.
    ...(account ? changeRows(deps, next, { email: account.body.email, by, at: tellAt }) : []),
  ];
}
