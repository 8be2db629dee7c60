// Moving an application from the desk: its events and corrections, what is told half a minute later, and what taking them back needs.
import { pileOf } from '../../domain/desk';
import type { ActRequest, DeskMove } from '../../domain/desk-view';
import type { StaffView } from '../../domain/staff-view';
import type { Instant, Reason } from '../../domain/result';
import { endOfChinaDay, later, MINUTE, SECOND } from '../../domain/time';
import { type Application, bodyOf, keys, record } from '../../storage/records';
import type { Write } from '../../storage/store';
import { decide, holderOf, isForward, type StoredApplication, writesOf } from '../application/change';
import { claimFapiaos, identity } from '../application/fapiaos';
import type { MoveData } from '../application/moves';
import type { Deps } from '../shared/deps';
import { hashOf, no } from '../shared/once';
import { actorOf } from '../issuing/service';
import { audit } from '../staff/audit';
import { needsStart } from './can';
import { reworded, untoldAct } from './untold';

/** Nobody is told before: so long an act can be taken back. */
export const UNDO_MS = 30 * SECOND;

export interface Moving {
  act: DeskMove | 'correct';
  data: MoveData;
  staff: StaffView;
  /** Why, in their words. */
  text?: string;
}

/** What a clerk gave, as the use-case of all doors takes it. `rejection`: a reason of the list, with its words in the customer's language. */
export function moveDataOf(data: ActRequest, rejection: { code: string; words: string } | undefined): MoveData {
  const { fapiaos, waybill, until, text } = data;
  const reason = [rejection?.words, text].filter(Boolean).join(' ');
  return {
    ...(fapiaos ? { fapiaos } : {}),
    ...(waybill === undefined ? {} : { waybill }),
    ...(until === undefined ? {} : { expectedAt: endOfChinaDay(until) }),
    ...(reason ? { reason } : {}),
    ...(rejection ? { rejection: rejection.code } : {}),
  };
}

/** The application after a move: issuing begins the work where nobody did. */
export function moved(stored: StoredApplication, { act, data, staff }: Moving & { act: DeskMove }, now: Instant) {
  const by = actorOf(staff);
  if (act !== 'issue' || !needsStart(stored.body)) return decide(stored, act, by, data, now);
  const started = decide(stored, 'start', by, {}, now);
  return started.ok ? decide({ ...stored, body: started.value.next }, 'issue', by, data, now) : started;
}

/** A claim ends with the step that it was for. */
function released(before: Application, next: Application): Application {
  if (pileOf(before) === pileOf(next)) return next;
  const { claim: _, ...rest } = next;
  return rest as Application;
}

const TRACED = ['state', 'fapiaos', 'shipment', 'expectedAt', 'dueAt', 'reason', 'rejection'] as const;

/** The fields that differ, for the audit. */
function differing(before: Application, next: Application) {
  const names = TRACED.filter((name) => hashOf([before[name]]) !== hashOf([next[name]]));
  const of = (a: Application) => Object.fromEntries(names.map((name) => [name, a[name] ?? null]));
  return { before: of(before), after: of(next) };
}

/** An application without what changes beside its course. */
export function contentOf(application: Application): string {
  const { claim: _, ...content } = application;
  return hashOf(content);
}

const numbersOf = ({ fapiaos }: Application): string[] => fapiaos.map(identity);

const tellsPeople = (write: Write): boolean =>
  'doc' in write && write.doc.kind === 'outbox' && bodyOf('outbox', write.doc).to !== 'job';

/** The batch of a change: told later, audited, and with what its undoing needs. */
export async function changeWrites(
  deps: Deps,
  stored: StoredApplication,
  changed: Application,
  { act, staff, text }: Moving,
): Promise<Write[]> {
  const now = deps.now();
  const until = later(now, UNDO_MS);
  const { pk, body: before } = stored;
  const next = released(before, changed);
  const by = actorOf(staff);
  // What is corrected before anybody was told is one act with what it corrects: told once, and taken back as one.
  const untold = act === 'correct' ? await untoldAct(deps, stored, staff) : undefined;
  const told = await writesOf(deps, stored, next, { event: act, by, tellAt: until });
  const writes = untold
    ? [...told.filter((write) => !tellsPeople(write)), ...reworded(untold.rows, next, until)]
    : told;
  const rows = writes.flatMap((write) =>
    'doc' in write && write.doc.kind === 'outbox' ? [{ id: write.doc.id, due: write.doc.lists?.due ?? '' }] : [],
  );
  const held = numbersOf((untold?.undo.before as Application | undefined) ?? before);
  const used = [...(untold?.undo.numbers ?? []), ...numbersOf(next)];
  const body = {
    number: before.number,
    act: untold?.undo.act ?? act,
    staff: staff.id,
    until,
    before: untold?.undo.before ?? before,
    after: contentOf(next),
    rows,
    numbers: [...new Set(used)].filter((number) => !held.includes(number)),
  };
  const key = keys.undo(pk, before.number);
  const deed = {
    pk,
    who: staff,
    what: `application.${act}`,
    thing: before.number,
    ...differing(before, next),
  } as const;
  return [
    ...writes,
    { op: 'put', doc: record('undo', key, body, { expiresAt: later(now, MINUTE) }) },
    audit(deps, { ...deed, ...(text ? { text } : {}) }),
  ];
}

/** Why it may not go on: its order was taken from who applied. */
export async function closedTo(deps: Deps, act: DeskMove, stored: StoredApplication): Promise<boolean> {
  return isForward(act, stored.body) && !(await holderOf(deps, stored.body));
}

/** Takes the numbers for it before the batch that uses them; answers why not. */
export async function takeNumbersFor(deps: Deps, next: Application): Promise<Reason | undefined> {
  const taken = await claimFapiaos(deps, next);
  return taken ? no('fapiaoTaken', { number: taken }).reason : undefined;
}
