// Correcting what was told: fapiao numbers, a waybill, the expected date. What it was for stays.
import { isInstant } from '../../domain/time';
import type { StaffView } from '../../domain/staff-view';
import { parseWaybill } from '../../domain/shipping';
import type { Instant, Reason } from '../../domain/result';
import type { Application } from '../../storage/records';
import { planFapiaos } from '../application/fapiaos';
import type { MoveData } from '../application/moves';
import { hashOf, no } from '../shared/once';

type Corrected = { ok: true; next: Application; warn?: Reason } | { ok: false; reason: Reason };

/** Reasons: `correctNothing`, those of the numbers, waybill and date that are given, `moveNotAllowed` where there are none. */
export function corrected(before: Application, data: MoveData, staff: StaffView, now: Instant): Corrected {
  let next = before;
  let warn: Reason | undefined;
  const cannot = no('moveNotAllowed', { state: before.state, event: 'correct' });
  if (data.fapiaos) {
    if (!before.fapiaos.length) return cannot;
    const planned = planFapiaos(before, data.fapiaos, now);
    if (!planned.ok) return planned;
    const fapiaos = planned.fapiaos.map((one, i) => ({ ...one, issuedAt: before.fapiaos[i]?.issuedAt ?? now }));
    next = { ...next, fapiaos };
    warn = planned.warn;
  }
  if (data.waybill !== undefined) {
    if (!before.shipment) return cannot;
    const waybill = parseWaybill(before.shipment.carrier, data.waybill);
    if (!waybill.ok) return waybill;
    next = { ...next, shipment: { ...before.shipment, waybill: waybill.value } };
    warn ??= waybill.warn;
  }
  if (data.expectedAt !== undefined) {
    if (before.state !== 'outOfStock') return cannot;
    if (!isInstant(data.expectedAt)) return no('dateFormat');
    if (data.expectedAt <= now) return no('expectedPast');
    next = { ...next, expectedAt: data.expectedAt };
  }
  if (hashOf(next) === hashOf(before)) return no('correctNothing');
  const entry = { at: now, by: `staff:${staff.name}`, event: 'correct' as const, state: before.state };
  return { ok: true, next: { ...next, events: [...before.events, entry] }, ...(warn ? { warn } : {}) };
}
