// What staff give with a move: numbers, waybills, dates and reasons, checked before anything is written.
import { isInstant } from '../../domain/time';
import type { ApplicationEvent } from '../../domain/application';
import { type Carrier, parseWaybill } from '../../domain/shipping';
import type { Instant, Reason } from '../../domain/result';
import { clean } from '../../domain/text';
import type { Application } from '../../storage/records';
import { type GivenFapiao, planFapiaos } from './fapiaos';
import { no } from '../shared/once';

export interface MoveData {
  /** issue: one for each bill in their order, or one for all. */
  fapiaos?: GivenFapiao[];
  /** mail */
  carrier?: string;
  waybill?: string;
  /** delay: when issuing is expected. */
  expectedAt?: Instant;
  /** reject, and as a note with cancel and delay. */
  reason?: string;
  /** reject: which of the list's reasons that is. */
  rejection?: string;
}

const REASON_MAX = 500;

type Read = { ok: true; patch: Partial<Application>; note?: string; warn?: Reason } | { ok: false; reason: Reason };

/** What the event changes in the application besides its state. */
export function readMove(application: Application, event: ApplicationEvent, data: MoveData, now: Instant): Read {
  if (event === 'issue') {
    const planned = planFapiaos(application, data.fapiaos ?? [], now);
    if (!planned.ok) return planned;
    return {
      ok: true,
      patch: { fapiaos: planned.fapiaos.map((one) => ({ ...one })), expectedAt: undefined },
      ...(planned.warn ? { warn: planned.warn } : {}),
    };
  }
  if (event === 'mail') return readMail(application, data, now);
  const reason = clean(data.reason ?? '').slice(0, REASON_MAX);
  if (event === 'delay') {
    if (!data.expectedAt || !isInstant(data.expectedAt)) return no('dateFormat');
    if (data.expectedAt <= now) return no('expectedPast');
    return { ok: true, patch: { expectedAt: data.expectedAt }, ...(reason ? { note: reason } : {}) };
  }
  if (event === 'reject') {
    if (!reason) return no('reasonMissing');
    return { ok: true, patch: { reason, ...(data.rejection ? { rejection: data.rejection } : {}) }, note: reason };
  }
  // After a delay the expected date is the one that was promised (requirements 2.9).
  if (event === 'start' && application.expectedAt) {
    return { ok: true, patch: { dueAt: application.expectedAt, provisional: false, expectedAt: undefined } };
  }
  return { ok: true, patch: {}, ...(reason ? { note: reason } : {}) };
}

function readMail({ delivery }: Application, data: MoveData, now: Instant): Read {
  const chosen = delivery.method as Carrier;
  const carrier = (data.carrier ?? chosen).toLowerCase();
  // The recipient agreed to pay SF, or not to pay at all: another courier is another agreement.
  if (carrier !== chosen) return no('carrierOther', { carrier: chosen });
  const waybill = parseWaybill(chosen, data.waybill ?? '');
  if (!waybill.ok) return waybill;
  return {
    ok: true,
    patch: { shipment: { carrier, waybill: waybill.value, sentAt: now } },
    ...(waybill.warn ? { warn: waybill.warn } : {}),
  };
}
