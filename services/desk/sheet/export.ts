// Work goes out as a sheet: what a filter leaves or what was ticked; who took what stands in the audit before the first row leaves.
import { heldBy } from '../../../domain/desk';
import type { DeskFilter } from '../../../domain/desk-view';
import type { Reason } from '../../../domain/result';
import { may } from '../../../domain/staff';
import type { StaffView } from '../../../domain/staff-view';
import { EXPORT_FREELY, type SheetFormat } from '../../../domain/worklist';
import { type Application, bodyOf } from '../../../storage/records';
import { findApplication } from '../../application/applications';
import type { Deps } from '../../shared/deps';
import { no } from '../../shared/once';
import { auditAlone } from '../../staff/audit';
import { selected } from '../selection';
import { sheetRows, type SheetRow, type SheetWords } from './rows';
import type { ApplicationBoard } from '../rows';

export interface Exporting {
  format: SheetFormat;
  filter: DeskFilter;
  numbers?: readonly string[] | undefined;
  staff: StaffView;
  /** Their code is fresh. */
  strong: boolean;
  words: SheetWords;
}

export type Exported = { ok: true; batches: AsyncGenerator<SheetRow[]> } | { ok: false; reason: Reason };

/** Read at a time: other requests have their turn in between. */
const TOGETHER = 10;
const BATCH = 50;
/** Named one by one in the audit. */
const NAMED = 1_000;

/** Open work is read where it lies; what was named has to be found. */
type Place = { number: string; pk?: string; id?: string };

/**
 * The rows, read as they are taken. Refused: `exportOwn` {count} (a clerk asked for what others work on, or nobody), `exportNone`,
 * `exportNoneOwn`, `codeNeeded` above EXPORT_FREELY.
 */
export async function exportSheet(
  deps: Deps,
  board: Pick<ApplicationBoard, 'read'>,
  asked: Exporting,
): Promise<Exported> {
  const { staff, strong, format, filter, words } = asked;
  const all = may(staff.roles, 'export.all');
  const named = asked.numbers && [...new Set(asked.numbers)].map((number) => ({ number }));
  const places: Place[] = named ?? (await filtered(deps, board, asked, all));
  if (!all && named) {
    const foreign = await notHeld(deps, places, staff);
    if (foreign) return no('exportOwn', { count: foreign });
  }
  if (!places.length) return no(all ? 'exportNone' : 'exportNoneOwn');
  // ASVS 5.0 7.5.3: so many customers' particulars at once.
  if (places.length > EXPORT_FREELY && !strong) return no('codeNeeded');
  const numbers = places.slice(0, NAMED).map(({ number }) => number);
  const after = { format, count: places.length, filter, numbers };
  await auditAlone(deps, { who: staff, what: 'sheet.export', thing: `${format} ${places.length}`, after });
  return { ok: true, batches: batchesOf(deps, places, words) };
}

async function filtered(deps: Deps, board: Pick<ApplicationBoard, 'read'>, { filter, staff }: Exporting, all: boolean) {
  const { cards } = await board.read();
  const own = all ? filter : { ...filter, mine: true };
  const chosen = selected(cards, { filter: own, staff: staff.id, now: deps.now() });
  return chosen.map(({ row: { number }, pk, id }): Place => ({ number, pk, id }));
}

/** How many of these are nobody's, or a colleague's. */
async function notHeld(deps: Deps, places: readonly Place[], staff: StaffView): Promise<number> {
  let foreign = 0;
  for await (const batch of found(deps, places)) {
    foreign += batch.filter(({ claim }) => heldBy(claim, deps.now())?.staff !== staff.id).length;
  }
  return foreign;
}

async function readOne(deps: Deps, { number, pk, id }: Place): Promise<Application | undefined> {
  if (pk === undefined || id === undefined) return (await findApplication(deps, number))?.body;
  const doc = await deps.store.get({ pk, id });
  return doc && bodyOf('application', doc);
}

async function* found(deps: Deps, places: readonly Place[]): AsyncGenerator<Application[]> {
  for (let at = 0; at < places.length; at += BATCH) {
    const some = places.slice(at, at + BATCH);
    const read: (Application | undefined)[] = [];
    for (let i = 0; i < some.length; i += TOGETHER)
      read.push(...(await Promise.all(some.slice(i, i + TOGETHER).map((one) => readOne(deps, one)))));
    // Nothing is shown of what was taken from who applied.
    yield read.filter((one) => one !== undefined && !one.closed) as Application[];
  }
}

async function* batchesOf(deps: Deps, places: readonly Place[], words: SheetWords): AsyncGenerator<SheetRow[]> {
  for await (const batch of found(deps, places)) yield batch.flatMap((one) => sheetRows(one, words));
}
