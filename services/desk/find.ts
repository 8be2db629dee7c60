// Finding applications by whatever staff have at hand: the shape of what was typed says where to look.
import { readSearch } from '../../domain/desk-search';
import type { DeskRow, DonePage, FoundAnswer } from '../../domain/desk-view';
import { parseFapiaoNumber } from '../../domain/fapiao';
import { everyIn } from '../../storage/every';
import { type Application, bodyOf, keys } from '../../storage/records';
import type { Stored } from '../../storage/store';
import { findOrder } from '../account/orders';
import { loginOf } from '../account/logins';
import { findApplication } from '../application/applications';
import { fapiaoKey } from '../application/fapiaos';
import type { Deps } from '../shared/deps';
import { type ApplicationBoard, rowOf } from './rows';
import { rowNow } from './selection';

const MOST = 50;
/** Looked at for a page of done ones. */
const DONE = 100;
/** Of one customer so many are looked through for one order. */
const LOOKED_AT = 2_000;

/** At most 50: what the number names, then open work by when it is to be done, then done work, newest first. */
export async function findApplications(
  deps: Deps,
  board: Pick<ApplicationBoard, 'read'>,
  typed: string,
): Promise<FoundAnswer> {
  const sought = readSearch(typed);
  if (!sought) return { rows: [], prefix: false };
  const now = deps.now();
  if (sought.application) {
    const found = await findApplication(deps, sought.application);
    return { rows: found ? [rowOf(found, now)] : [], prefix: false };
  }
  const [{ cards }, named, ofLogin, listed] = await Promise.all([
    board.read(),
    sought.numbers ? byNumber(deps, typed) : [],
    sought.login ? byLogin(deps, sought.login) : [],
    Promise.all(sought.lists.map((list) => deps.store.list(list, { prefix: sought.text, desc: true, limit: MOST }))),
  ]);
  const open = cards.filter(({ text }) => text.includes(sought.text)).map((card) => rowNow(card, now));
  const newest = (docs: Stored[]) =>
    docs.map((doc) => rowOf(doc, now)).toSorted((a, b) => (a.submittedAt > b.submittedAt ? -1 : 1));
  const done = newest([...ofLogin, ...listed.flatMap(({ docs }) => docs)]);
  const rows = new Map<string, DeskRow>();
  for (const row of [...newest(named), ...open, ...done]) if (!rows.has(row.number)) rows.set(row.number, row);
  return { rows: [...rows.values()].slice(0, MOST), prefix: sought.lists.length > 0 };
}

/** Those with nothing to be done any more (a scheduled one begins later), by their number, the newest first. Throws StoreMisuse when `after` is none of ours. */
export async function doneApplications(deps: Pick<Deps, 'store' | 'now'>, after?: string): Promise<DonePage> {
  const { docs, next } = await deps.store.list('applications', { desc: true, limit: DONE, after });
  const rows = docs
    .map((doc) => rowOf(doc, deps.now()))
    .filter(({ pile, state }) => pile === undefined && state !== 'scheduled');
  return { rows, next };
}

/** By the number of a fapiao, an order or a bill. */
async function byNumber(deps: Deps, typed: string): Promise<Stored[]> {
  const fapiao = parseFapiaoNumber(typed);
  const pointer = fapiao.ok ? await deps.store.get(fapiaoKey(fapiao.value)) : undefined;
  if (pointer) {
    const { customer, holder } = bodyOf('pointer', pointer);
    const doc = await deps.store.get(keys.application(customer, holder));
    if (doc) return [doc];
  }
  const order = await findOrder(deps, typed);
  if (!order) return [];
  const { customer, order: number } = order.body;
  const wanted = typed.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  const ofOrder = await among(deps, customer, ({ bills }) => bills.some((bill) => bill.order === number));
  // A bill's number was typed: only what is over that bill.
  const ofBill = ofOrder.filter((doc) => bodyOf('application', doc).bills.some(({ bill }) => bill === wanted));
  return wanted === number ? ofOrder : ofBill;
}

async function byLogin(deps: Deps, email: string): Promise<Stored[]> {
  const account = await loginOf(deps, email);
  if (!account) return [];
  const { customer, id } = account.body;
  return among(deps, customer, (application) => application.account === id);
}

/** The newest of a customer that fit. */
async function among(deps: Deps, customer: string, fits: (application: Application) => boolean): Promise<Stored[]> {
  const found: Stored[] = [];
  let looked = 0;
  for await (const doc of everyIn(deps.store, 'applications', { pk: keys.customer(customer), desc: true })) {
    if (fits(bodyOf('application', doc))) found.push(doc);
    looked += 1;
    if (found.length === MOST || looked === LOOKED_AT) break;
  }
  return found;
}
