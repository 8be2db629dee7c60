// What would come of a sheet that comes back, application by application, by the rules that act later; nothing is changed.
import { readApplicationNumber } from '../../../domain/application-number';
import { parseFapiaoNumber } from '../../../domain/fapiao';
import { parseAmount, yuan } from '../../../domain/money';
import { foldName } from '../../../domain/names';
import type { Reason } from '../../../domain/result';
import type { StaffView } from '../../../domain/staff-view';
import { normalise } from '../../../domain/taxid';
import type { SheetItem } from '../../../domain/worklist';
import { type Application, bodyOf, keys } from '../../../storage/records';
import { findApplication } from '../../application/applications';
import type { StoredApplication } from '../../application/change';
import { fapiaoKey, identity } from '../../application/fapiaos';
import type { Deps } from '../../shared/deps';
import { no } from '../../shared/once';
import { heldByOther } from '../can';
import { closedTo, moved } from '../moving';
import { tagOf } from '../rows';
import { swappedIn } from '../swapped';
import type { SheetLine } from './read';
import { billsByFapiao } from './rows';

export type Planned = Omit<SheetItem, 'error'> & { reason?: Reason };

/** In the order of the file. Numbers that the file gives to two applications are nobody's. */
export async function previewSheet(deps: Deps, staff: StaffView, lines: readonly SheetLine[]): Promise<Planned[]> {
  const groups = new Map<string, SheetLine[]>();
  for (const line of lines) {
    const number = line.cells.number ?? '';
    const key = readApplicationNumber(number) ?? `${number}\n${line.line}`;
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  const plans: Planned[] = [];
  const given = new Map<string, string>();
  for (const group of groups.values()) {
    const planned = await plan(deps, staff, group);
    const twice = planned.fapiaos?.find(({ number }) => given.has(digits(number)));
    for (const { number } of planned.fapiaos ?? []) given.set(digits(number), planned.number);
    plans.push(twice ? { ...planned, acts: [], reason: twiceOf(twice.number) } : planned);
  }
  return plans;
}

const digits = (text: string): string => text.replace(/\D/g, '');
const twiceOf = (number: string): Reason => no('sheetTwice', { number }).reason;

async function plan(deps: Deps, staff: StaffView, lines: SheetLine[]): Promise<Planned> {
  const first = lines[0]?.cells ?? {};
  const base = { number: first.number ?? '', lines: lines.map(({ line }) => line), acts: [] };
  const refused = (reason: Reason): Planned => ({ ...base, ...(first.title ? { title: first.title } : {}), reason });
  if (lines.some(({ broken }) => broken)) return refused({ code: 'sheetBroken' });
  const found = await findApplication(deps, base.number);
  if (!found || found.body.closed) return refused({ code: 'applicationUnknown' });
  const known = { ...base, number: found.body.number, title: found.body.buyer.name, etag: tagOf(found) };
  const differs = lines.map((line) => differenceIn(found.body, line)).find(Boolean);
  if (differs) return { ...known, reason: differs };
  const fapiaos = inOrder(lines).flatMap(({ cells }) => (cells.fapiao ? [{ number: cells.fapiao }] : []));
  const waybills = [...new Set(lines.flatMap(({ cells }) => cells.waybill || []))];
  const [waybill] = waybills;
  if (waybills.length > 1) return { ...known, reason: { code: 'sheetWaybills' } };
  const wanted = { ...known, ...(fapiaos.length ? { fapiaos } : {}), ...(waybill ? { waybill } : {}) };
  return { ...wanted, ...(await wouldCome(deps, staff, found, { fapiaos, waybill })) };
}

/** As they count themselves: a sheet may have been sorted. */
const inOrder = (lines: SheetLine[]): SheetLine[] =>
  lines.toSorted((a, b) => Number.parseInt(a.cells.nth ?? '', 10) - Number.parseInt(b.cells.nth ?? '', 10) || 0);

/** A title, tax id or amount in the row of another application: numbers would go to somebody else. */
function differenceIn(a: Application, { cells }: SheetLine): Reason | undefined {
  const { title, taxId, total, nth } = cells;
  const differs = (wanted: string, found: string) => no('sheetDiffers', { wanted: wanted || '—', found }).reason;
  if (title && foldName(title) !== foldName(a.buyer.name)) return differs(a.buyer.name, title);
  if (taxId && normalise(taxId) !== normalise(a.buyer.taxId ?? '')) return differs(a.buyer.taxId ?? '', taxId);
  const bills = nth ? billsByFapiao(a)[Number.parseInt(nth, 10) - 1] : undefined;
  const amount = bills?.reduce((sum, one) => sum + one.amount, 0);
  const said = total ? parseAmount(total) : undefined;
  if (amount !== undefined && said?.ok && said.value !== amount) return differs(yuan(amount), total ?? '');
  return undefined;
}

const numberOf = (text: string): string => {
  const read = parseFapiaoNumber(text);
  return read.ok ? identity(read.value) : text;
};

async function wouldCome(
  deps: Deps,
  staff: StaffView,
  stored: StoredApplication,
  { fapiaos, waybill }: { fapiaos: { number: string }[]; waybill: string | undefined },
): Promise<Pick<Planned, 'acts' | 'reason'>> {
  const { body } = stored;
  const acts: Planned['acts'] = [];
  let next = stored;
  if (fapiaos.length) {
    const same =
      body.fapiaos.length > 0 && body.fapiaos.map(identity).join() === fapiaos.map((f) => numberOf(f.number)).join();
    if (body.fapiaos.length && !same) return { acts: [], reason: { code: 'sheetIssued' } };
    if (!same) acts.push('issue');
  }
  if (waybill && body.shipment?.waybill !== waybill.toUpperCase()) {
    if (body.shipment) return { acts: [], reason: { code: 'sheetMailed' } };
    acts.push('mail');
  }
  const held = acts.length ? heldByOther(body.claim, staff, deps.now()) : undefined;
  if (held) return { acts: [], reason: held };
  for (const act of acts) {
    const data = act === 'issue' ? { fapiaos } : { waybill: waybill ?? '' };
    if (await closedTo(deps, act, next)) return { acts: [], reason: { code: 'applicationClosed' } };
    const would = moved(next, { act, data, staff }, deps.now());
    if (!would.ok) return { acts: [], reason: would.reason };
    next = { ...next, body: would.value.next };
    const reason =
      act === 'issue' ? ((await swappedIn(deps, next.body)) ?? (await takenBy(deps, next.body))) : undefined;
    if (reason) return { acts: [], reason };
  }
  return { acts };
}

/** A number that another application has. */
async function takenBy(deps: Deps, { fapiaos, number }: Application): Promise<Reason | undefined> {
  for (const one of fapiaos) {
    const pointer = await deps.store.get(fapiaoKey(one));
    if (!pointer) continue;
    const { customer, holder } = bodyOf('pointer', pointer);
    if (holder === number) continue;
    const doc = await deps.store.get(keys.application(customer, holder));
    const has = doc && bodyOf('application', doc).fapiaos.some((other) => identity(other) === identity(one));
    if (has) return no('fapiaoTaken', { number: identity(one) }).reason;
  }
  return undefined;
}
