// Acting on an application from the desk: one commit with its audit, its notices and what can be taken back; the screen's ETag decides.
import { type Claim, heldBy, pileOf } from '../../domain/desk';
import type { ActRequest, DeskAct, StaffView } from '../../domain/desk-view';
import type { Instant, Reason } from '../../domain/result';
import { may } from '../../domain/staff';
import { clean } from '../../domain/text';
import { type Application, bodyOf, keys, record, typed } from '../../storage/records';
import type { Stored, Write } from '../../storage/store';
import { applicationDoc } from '../application/application-doc';
import { findApplication } from '../application/applications';
import type { StoredApplication } from '../application/change';
import type { Deps } from '../shared/deps';
import { hashOf, no, remembered } from '../shared/once';
import { audit } from '../staff/audit';
import { heldByOther } from './can';
import { tagOf } from './rows';

/** `changed`: the screen showed another version; `by` says whose work that was, where anybody knows. */
export type Acted = { ok: true; warn?: Reason } | { ok: false; reason: Reason; by?: string };

export interface Acting {
  number: string;
  act: DeskAct;
  data: ActRequest;
  staff: StaffView;
  /** Of the version that the screen showed. */
  etag: string;
  /** The same again answers the same. */
  commandId: string;
}

/** What an act comes to: the application as it becomes, and what is written with it. */
export type Change = { ok: true; next?: Application; writes?: Write[]; warn?: Reason } | { ok: false; reason: Reason };

export const NOTE_MAX = 1000;
const textOf = (data: ActRequest): string => [...clean(data.text ?? '')].slice(0, NOTE_MAX).join('');

/** Reasons: `applicationUnknown`, `changed`, `claimedBy` {name}, `forbidden`, `textMissing`, and those of moves. */
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
    if (tagOf(stored) !== etag) return refused({ ...no('changed'), ...(await lastBy(deps, stored)) });
    if (stored.body.closed) return refused(no('applicationUnknown'));
    const change = decideAct(deps, stored, acting);
    if (!change.ok) return refused(change);
    const { next, writes = [], warn } = change;
    const changed: Write[] = next ? [{ op: 'replace', doc: applicationDoc(next), etag: stored.etag }] : [];
    const outcome: Acted = { ok: true, ...(warn ? { warn } : {}) };
    return { writes: [...changed, ...writes], outcome, keep: true };
  });
}

function decideAct(deps: Deps, stored: StoredApplication, acting: Acting): Change {
  const { act, staff, data } = acting;
  const now = deps.now();
  if (act === 'note') return note(deps, stored, staff, textOf(data));
  const other = heldByOther(stored.body.claim, staff, now);
  if (other) return { ok: false, reason: other };
  if (act === 'claim' || act === 'release') return claimed(deps, stored, acting, now);
  return no('moveNotAllowed', { state: stored.body.state, event: act });
}

/** Claiming one's own again changes nothing. */
function claimed(deps: Deps, { pk, body }: StoredApplication, { act, staff, number }: Acting, now: Instant): Change {
  const held = heldBy(body.claim, now);
  const { claim: _, ...rest } = body;
  if (act === 'claim' && held?.staff === staff.id) return { ok: true };
  if (act === 'claim' && !pileOf(body)) return no('nothingToDo');
  if (act === 'release' && !held) return { ok: true };
  const claim: Claim = { staff: staff.id, name: staff.name, at: now };
  const next = (act === 'claim' ? { ...rest, claim } : rest) as Application;
  const before = held ? { before: { claim: held.name } } : {};
  const deed = audit(deps, { pk, who: staff, what: `application.${act}`, thing: number, ...before });
  return { ok: true, next, writes: [deed] };
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

export const mayAct = ({ roles }: StaffView): boolean => may(roles, 'applications.act');
