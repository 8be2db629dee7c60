// What somebody at the desk may do with an application now: by its state, their roles, and whose work it is.
import { type ApplicationEvent, possibleEvents } from '../../domain/application';
import { type Claim, heldBy, pileOf } from '../../domain/desk';
import type { StaffView } from '../../domain/staff-view';
import { DESK_MOVES, type DeskAct, type DeskMove } from '../../domain/desk-view';
import { mediumOf } from '../../domain/fapiao';
import type { Instant, Reason } from '../../domain/result';
import { may } from '../../domain/staff';
import type { Application } from '../../storage/records';
import { SERVICE } from '../issuing/service';

export const isMove = (act: DeskAct): act is DeskMove => DESK_MOVES.some((each) => each === act);

/** Issuing begins the work where nobody began it: one act of the clerk, one notice. */
export const needsStart = ({ state }: Pick<Application, 'state'>): boolean =>
  state === 'submitted' || state === 'outOfStock';

/** Why somebody may not touch it: a colleague works on it. */
export function heldByOther(claim: Claim | undefined, staff: StaffView, now: Instant): Reason | undefined {
  const held = heldBy(claim, now);
  // A person may take over from the issuing service at any time.
  if (!held || held.staff === staff.id || held.staff === SERVICE.id || may(staff.roles, 'applications.takeOver'))
    return undefined;
  return { code: 'claimedBy', params: { name: held.name } };
}

/** What was told and can be wrong: numbers, a waybill, a date. */
export const canCorrect = ({ fapiaos, shipment, state, expectedAt }: Application): boolean =>
  fapiaos.length > 0 || shipment !== undefined || (state === 'outOfStock' && expectedAt !== undefined);

/** Files that were handed over: whether there are any is seen when they are sent. */
export const canResend = ({ state, kind }: Application): boolean =>
  state === 'delivered' && mediumOf(kind) === 'digital';

/** `closed`: nothing brings it nearer to somebody whose order was taken away. */
export function actsOf(application: Application, staff: StaffView, now: Instant): DeskAct[] {
  if (!may(staff.roles, 'applications.act') || application.closed) return [];
  const { state, kind, delivery, claim } = application;
  const acts: DeskAct[] = [];
  const held = heldBy(claim, now);
  const other = heldByOther(claim, staff, now);
  if (pileOf(application) && held?.staff !== staff.id && !other) acts.push('claim');
  if (held && !other) acts.push('release');
  if (!other) {
    const by = { role: 'staff', medium: mediumOf(kind), method: delivery.method } as const;
    const events = new Set<ApplicationEvent>(possibleEvents(state, by));
    if (needsStart(application)) events.add('issue');
    acts.push(...DESK_MOVES.filter((move) => events.has(move)));
    if (canCorrect(application)) acts.push('correct');
    if (canResend(application)) acts.push('resend');
  }
  return [...acts, 'note'];
}
