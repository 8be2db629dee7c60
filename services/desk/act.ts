// Acting on an application from the desk: one commit with its audit, its notices and what can be taken back; the screen's ETag decides.
import { type Claim, heldBy, pileOf, REJECT_REASONS, type RejectReason } from '../../domain/desk';
import type { ActRequest, DeskAct, DeskMove } from '../../domain/desk-view';
import { parseEmail } from '../../domain/contact';
import type { StaffView } from '../../domain/staff-view';
import type { Instant, Reason } from '../../domain/result';
import { clean } from '../../domain/text';
import { type Application, bodyOf, keys, record, typed } from '../../storage/records';
import type { Stored, Write } from '../../storage/store';
import { applicationDoc } from '../application/application-doc';
import { findApplication } from '../application/applications';
import { holderOf, type StoredApplication } from '../application/change';
import { filesOf } from '../application/files';
import { fileMails } from '../application/send-files';
import type { Deps } from '../shared/deps';
import { hashOf, no, remembered } from '../shared/once';
import { actorOf, isService, SERVICE, serviceClaim } from '../issuing/service';
import { audit } from '../staff/audit';
import { canResend, heldByOther } from './can';
import { corrected } from './correct';
import { changeWrites, closedTo, moved, moveDataOf, takeNumbersFor } from './moving';
import { tagOf } from './rows';
import { swappedIn } from './swapped';

/** `changed`: the screen showed another version; `by` says whose work that was, where anybody knows. */
export type Acted = { ok: true; warn?: Reason; now?: Now } | { ok: false; reason: Reason; by?: string };

/** What an act made of it; the same act again answers the same. */
export interface Now {
  state: Application['state'];
  /** How many events its course has. */
  revision: number;
}

export interface Acting {
  number: string;
  act: DeskAct;
  data: ActRequest;
  staff: StaffView;
  /** Of the version that the screen showed; left out: of the one that is there. */
  etag?: string | undefined;
  /** The same again answers the same. */
  commandId: string;
  /** Words a reason of REJECT_REASONS as its customer reads it. */
  wordReason?: (code: RejectReason, locale: Application['locale']) => string;
}

/** What an act comes to, as what is written. */
type Change = { ok: true; writes: Write[]; warn?: Reason | undefined } | { ok: false; reason: Reason };

export const NOTE_MAX = 1000;
const textOf = (data: ActRequest): string => [...clean(data.text ?? '')].slice(0, NOTE_MAX).join('');

/** Reasons: `applicationUnknown`, `changed`, `claimedBy` {name}, `forbidden`, `textMissing`, `nothingToDo`, `reasonUnknown`, `reasonMissing`,
 * `applicationClosed`, `notDelivered`, `filesMissing`, those of an address, `fapiaoSwapped` {number, like}, `fapiaoTaken` {number}, and those of moves and corrections. */
export async function act(deps: Deps, acting: Acting): Promise<Acted> {
  const { number, data, staff, etag, commandId } = acting;
  const found = await findApplication(deps, number);
  if (!found) return no('applicationUnknown');
  const asked = { id: commandId, hash: hashOf([staff.id, number, acting.act, data]) };
  return remembered<Acted>(deps, found.pk, asked, async () => {
    const refused = (outcome: Acted) => ({ writes: [], outcome, keep: false });
    const doc = await deps.store.get({ pk: found.pk, id: found.id });
    if (!doc) return refused(no('applicationUnknown'));
    const stored = typed('application', doc);
    if (etag !== undefined && tagOf(stored) !== etag)
      return refused({ ...no('changed'), ...(await lastBy(deps, stored)) });
    if (stored.body.closed) return refused(no('applicationUnknown'));
    const change = await decideAct(deps, stored, acting);
    if (!change.ok) return refused(change);
    const { writes, warn } = change;
    // The screen reads all of it again; who calls from outside is answered what it came to.
    const now = isService(staff) ? { now: nowOf(stored.body, writes) } : {};
    return { writes, outcome: { ok: true, ...(warn ? { warn } : {}), ...now }, keep: true };
  });
}

function nowOf(before: Application, writes: readonly Write[]): Now {
  const [next] = writes.flatMap((write) =>
    write.op === 'replace' && write.doc.kind === 'application' ? write.doc : [],
  );
  const { state, events } = next ? bodyOf('application', next) : before;
  return { state, revision: events.length };
}

async function decideAct(deps: Deps, stored: StoredApplication, acting: Acting): Promise<Change> {
  const { act, staff, data } = acting;
  if (act === 'note') return note(deps, stored, staff, textOf(data));
  const other = heldByOther(stored.body.claim, staff, deps.now());
  if (other) return { ok: false, reason: other };
  if (act === 'claim' || act === 'release') return claimed(deps, stored, acting, deps.now());
  if (act === 'resend') return resent(deps, stored, staff, data);
  return changing(deps, stored, { ...acting, act });
}

const isReason = (code: string): code is RejectReason => REJECT_REASONS.some((each) => each === code);

/** A move or a correction, with all that stands against it. */
async function changing(
  deps: Deps,
  stored: StoredApplication,
  { act, staff, data, wordReason }: Acting & { act: DeskMove | 'correct' },
): Promise<Change> {
  const now = deps.now();
  const code = act === 'reject' ? data.reason : undefined;
  if (code !== undefined && !(isReason(code) && deps.business.reasons.includes(code))) return no('reasonUnknown');
  const text = textOf(data);
  if ((act === 'correct' || code === 'other') && !text) return no('reasonMissing');
  const rejection = code && { code, words: wordReason?.(code, stored.body.locale) ?? '' };
  const given = moveDataOf({ ...data, text }, rejection || undefined);
  if (act !== 'correct' && (await closedTo(deps, act, stored))) return no('applicationClosed');
  const decided =
    act === 'correct'
      ? corrected(stored.body, given, staff, now)
      : flat(moved(stored, { act, data: given, staff }, now));
  if (!decided.ok) return { ok: false, reason: decided.reason };
  const { next, warn } = decided;
  if (act === 'issue' || (act === 'correct' && given.fapiaos)) {
    const swapped = data.sure ? undefined : await swappedIn(deps, next);
    if (swapped) return { ok: false, reason: swapped };
    // A number is claimed before the batch that uses it.
    const taken = await takeNumbersFor(deps, next);
    if (taken) return { ok: false, reason: taken };
  }
  // What the issuing service begins shows that it has it.
  const working = act === 'start' && isService(staff) ? ({ ...next, claim: serviceClaim(now) } as Application) : next;
  const writes = await changeWrites(deps, stored, working, { act, data: given, staff, ...(text ? { text } : {}) });
  return { ok: true, writes, warn };
}

const flat = (decided: ReturnType<typeof moved>) => (decided.ok ? { ok: true as const, ...decided.value } : decided);

/** Claiming one's own again changes nothing. */
function claimed(deps: Deps, stored: StoredApplication, { act, staff, number }: Acting, now: Instant): Change {
  const { pk, etag, body } = stored;
  const held = heldBy(body.claim, now);
  const { claim: _, ...rest } = body;
  const claim: Claim = { staff: staff.id, name: staff.name, at: now };
  if (act === 'claim' && !pileOf(body)) return no('nothingToDo');
  if (act === 'claim' ? held?.staff === staff.id : !held) return { ok: true, writes: [] };
  const next = (act === 'claim' ? { ...rest, claim } : rest) as Application;
  const before = held ? { before: { claim: held.name } } : {};
  const deed = audit(deps, { pk, who: staff, what: `application.${act}`, thing: number, ...before });
  // Whose work it was and is: a service that had it must stop.
  const told =
    held?.staff === SERVICE.id ? deps.issuer?.rows(deps, next, { event: act, by: actorOf(staff) }) : undefined;
  return { ok: true, writes: [{ op: 'replace', doc: applicationDoc(next), etag }, deed, ...(told ?? [])] };
}

/** The files once more by mail, at once: to the addresses of the delivery, or to another one. */
async function resent(deps: Deps, stored: StoredApplication, staff: StaffView, { email }: ActRequest): Promise<Change> {
  const { pk, body } = stored;
  if (!canResend(body)) return no('notDelivered');
  // Nothing goes to somebody whose order was taken away.
  if (!(await holderOf(deps, body))) return no('applicationClosed');
  const other = email?.trim() ? parseEmail(email) : undefined;
  if (other && !other.ok) return { ok: false, reason: other.reason };
  if (!(await filesOf(deps, body)).length) return no('filesMissing');
  const emails = other ? [other.value] : (body.delivery.emails ?? []);
  const text = emails.join(', ');
  const deed = audit(deps, { pk, who: staff, what: 'application.resend', thing: body.number, after: { emails }, text });
  // Somebody is told at once: what was done before can't be taken back any more.
  const undo = await deps.store.get(keys.undo(pk, body.number));
  const kept: Write[] = undo ? [{ op: 'delete', id: undo.id, etag: undo.etag }] : [];
  return { ok: true, writes: [...fileMails(deps, body, body.locale, emails), deed, ...kept] };
}

/** Beside the application: no mail, notice or page of a customer's can show it. */
function note(deps: Deps, { pk, body: { number } }: StoredApplication, staff: StaffView, text: string): Change {
  if (!text) return no('textMissing');
  const at = deps.now();
  const id = deps.newId();
  const body = { subject: number, staff: staff.id, name: staff.name, at, text };
  const doc = record('note', keys.note(pk, number, id), body, { lists: { notes: `${number}#${at}` } });
  const deed = audit(deps, { pk, who: staff, what: 'application.note', thing: number });
  return { ok: true, writes: [{ op: 'create', doc }, deed] };
}

/** Who changed it last: the newest of its course and of its trail. */
export async function lastBy(deps: Deps, stored: Stored): Promise<{ by?: string }> {
  const { number, events } = bodyOf('application', stored);
  const { docs } = await deps.store.list('trail', { pk: stored.pk, prefix: `${number}#`, desc: true, limit: 1 });
  const deed = docs[0] && bodyOf('audit', docs[0]);
  const event = events.at(-1);
  if (deed && (!event || deed.at >= event.at)) return { by: deed.name };
  return event ? { by: actorName(event.by) } : {};
}

/** A name of staff, `customer`, or `system`. */
export function actorName(by: string): string {
  if (by.startsWith('staff:')) return by.slice('staff:'.length);
  return by.startsWith('job:') ? 'system' : 'customer';
}
