// An application as a document in its lists, and as people see it.
import { cancellableBy } from '../../domain/application';
import { openPlace, pileOf, untilOf } from '../../domain/desk';
import { searchPlaces } from '../../domain/desk-search';
import type { Instant } from '../../domain/result';
import { particularsOf } from '../../domain/application-draft';
import { duePlace } from '../../storage/dues';
import { type Application, type Bill, bodyOf, keys, record } from '../../storage/records';
import type { Doc, Stored, Write } from '../../storage/store';
import { numberPlace } from '../../domain/application-number';
import type { ApplicationView } from '../queries';

/** The places that the desk needs. */
export const deskPlaces = (application: Application): NonNullable<Doc['lists']> => ({
  ...(pileOf(application) ? { open: openPlace(untilOf(application), application.number) } : {}),
  ...searchPlaces(application),
});

/**
 * In the list of applications by number, where the desk finds it, and while clerks have something to do in their open work;
 * while scheduled also in the list of due work, so that a job submits it.
 */
export function applicationDoc(application: Application): Doc<Application> {
  const { customer, number, state, scheduledFor } = application;
  const key = keys.application(customer, number);
  const due = state === 'scheduled' && scheduledFor ? { due: duePlace(scheduledFor, key.id) } : {};
  return record('application', key, application, {
    lists: { applications: numberPlace(number), ...deskPlaces(application), ...due },
  });
}

export const replaceBill = (stored: Stored, body: Bill): Write => {
  const { etag, ...doc } = stored;
  return { op: 'replace', doc: { ...doc, body }, etag };
};

/** The bill as it is once its application no longer holds it. */
export function freed(bill: Bill): Bill {
  const { application: _, stage: __, ...rest } = bill;
  return rest as Bill;
}

const WAITING = ['submitted', 'processing', 'outOfStock'];

/** What the holder may see. Overdue: past the expected date, or past the due date where there is none. */
export function applicationView(doc: Stored | Doc, now: Instant): ApplicationView {
  const a = bodyOf('application', doc);
  const until = a.expectedAt ?? a.dueAt;
  return {
    number: a.number,
    state: a.state,
    ...particularsOf(a),
    payer: a.payer,
    amount: a.amount,
    bills: a.bills.map(({ bill, period, amount }) => ({ bill, period, amount })),
    submittedAt: a.submittedAt,
    dueAt: a.dueAt,
    provisional: a.provisional,
    overdue: WAITING.includes(a.state) && now > until,
    events: a.events.map(({ at, event, state, note }) => ({ at, event, state, ...(note ? { note } : {}) })),
    fapiaos: a.fapiaos,
    cancellable: cancellableBy('customer', a.state),
    ...(a.expectedAt ? { expectedAt: a.expectedAt } : {}),
    ...(a.state === 'scheduled' && a.scheduledFor ? { scheduledFor: a.scheduledFor } : {}),
    ...(a.reason ? { reason: a.reason } : {}),
    shipment: a.shipment,
  } as ApplicationView;
}
