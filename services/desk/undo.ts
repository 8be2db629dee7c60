// Taking an act back, for half a minute: one commit with the application as it was and without what waited to be told; told or undone, never both.
import type { StaffView } from '../../domain/staff-view';
import { isLive } from '../../domain/application';
import { release } from '../../storage/claims';
import { type Application, type Bill, bodyOf, keys, typed } from '../../storage/records';
import type { Stored, Write } from '../../storage/store';
import { applicationDoc, replaceBill } from '../application/application-doc';
import { findApplication } from '../application/applications';
import { claimFapiaos } from '../application/fapiaos';
import type { Deps } from '../shared/deps';
import { hashOf, no, remembered } from '../shared/once';
import { audit } from '../staff/audit';
import type { Acted } from './act';
import { contentOf } from './moving';
import { waitingRows } from './untold';

export interface Undoing {
  number: string;
  staff: StaffView;
  commandId: string;
}

/**
 * Reasons: `applicationUnknown`, `undoNothing`, `undoLate`, `undoNotYours` (the newest act is a colleague's), `undoTold` (a mail or notice was taken), `undoChanged` (somebody
 * changed it since), `undoBills` (a bill is in another application by now), `fapiaoTaken` {number}.
 */
export async function undo(deps: Deps, { number, staff, commandId }: Undoing): Promise<Acted> {
  const found = await findApplication(deps, number);
  if (!found) return no('applicationUnknown');
  let free: string[] = [];
  const asked = { id: commandId, hash: hashOf(['undo', staff.id, number]) };
  const outcome = await remembered<Acted>(deps, found.pk, asked, async () => {
    const refused = (code: string) => ({ writes: [], outcome: no(code) as Acted, keep: false });
    const key = keys.undo(found.pk, found.body.number);
    const [doc, kept] = await Promise.all([deps.store.get({ pk: found.pk, id: found.id }), deps.store.get(key)]);
    if (!doc) return refused('applicationUnknown');
    if (!kept) return refused('undoNothing');
    const stored = typed('application', doc);
    const { before: was, after, until, rows, numbers, act, staff: by } = bodyOf('undo', kept);
    // What a colleague did meanwhile is theirs.
    if (by !== staff.id) return refused('undoNotYours');
    if (deps.now() >= until) return refused('undoLate');
    if (contentOf(stored.body) !== after) return refused('undoChanged');
    const waiting = await waitingRows(deps, stored.pk, rows);
    if (!waiting) return refused('undoTold');
    const untold = waiting.map(({ id, etag }): Write => ({ op: 'delete', id, etag }));
    const { claim } = stored.body;
    const before = { ...(was as Application), ...(claim ? { claim } : {}) };
    const bills = await billsBack(deps, before);
    if (!bills) return refused('undoBills');
    // A number that it had before was never another's while it could come back; else nothing is done.
    const taken = before.fapiaos.length ? await claimFapiaos(deps, before) : undefined;
    if (taken) return { writes: [], outcome: no('fapiaoTaken', { number: taken }), keep: false };
    free = numbers;
    const deed = { pk: stored.pk, who: staff, what: 'application.undo', thing: before.number, text: act } as const;
    const writes: Write[] = [
      { op: 'replace', doc: applicationDoc(before), etag: stored.etag },
      ...bills,
      ...untold,
      { op: 'delete', id: kept.id, etag: kept.etag },
      audit(deps, deed),
    ];
    return { writes, outcome: { ok: true }, keep: true };
  });
  // After: whoever dies in between leaves numbers that nobody knows of, and those are free again by themselves.
  if (outcome.ok) for (const one of free) await release(deps.store, keys.fapiao(one), found.body.number);
  return outcome;
}

/** Its bills as they were; undefined where somebody applied with one meanwhile. */
async function billsBack(deps: Deps, before: Application): Promise<Write[] | undefined> {
  if (!isLive(before.state)) return [];
  const stage = before.state === 'scheduled' ? 'scheduled' : before.fapiaos.length ? 'issued' : 'applied';
  const docs = await Promise.all(before.bills.map(({ bill }) => deps.store.get(keys.bill(before.customer, bill))));
  const writes: Write[] = [];
  for (const doc of docs) {
    const bill = doc && bodyOf('bill', doc);
    // A bill that the import has taken away is nobody's.
    if (!doc || !bill) continue;
    if (bill.application !== undefined && bill.application !== before.number) return undefined;
    if (bill.application !== before.number || bill.stage !== stage) {
      writes.push(replaceBill(doc as Stored<Bill>, { ...bill, application: before.number, stage }));
    }
  }
  return writes;
}
