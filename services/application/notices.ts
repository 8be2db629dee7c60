// Notices: an application's holder is told when it changes, by mail and in the chat where it was applied for.
import { mediumOf } from '../../domain/fapiao';
import type { Actor } from '../../domain/people';
import type { Instant } from '../../domain/result';
import type { Application } from '../../storage/records';
import type { Write } from '../../storage/store';
import type { Deps } from '../shared/deps';
import { type ApplicationChange, chatRow, mailRow } from '../shared/outbox';

/** What stands on the fapiao: the code before the number where there is one. */
export const fapiaoLabel = ({ code, number }: { code?: string | undefined; number: string }): string =>
  code ? `${code} ${number}` : number;

/** Its newest event, with what the application's holder sees of it now. */
export function changeOf(application: Application): ApplicationChange {
  const { customer, account, conversation, number, state, kind, delivery, bills, amount, dueAt } = application;
  const { provisional, expectedAt, scheduledFor, reason, fapiaos, shipment, events } = application;
  return {
    customer,
    account,
    conversation,
    number,
    event: events.at(-1)?.event ?? 'submit',
    state,
    medium: mediumOf(kind),
    method: delivery.method,
    bills: bills.length,
    amount,
    dueAt,
    provisional,
    expectedAt: state === 'outOfStock' ? expectedAt : undefined,
    scheduledFor: state === 'scheduled' ? scheduledFor : undefined,
    reason: reason || undefined,
    fapiaos: fapiaos.length ? fapiaos.map(fapiaoLabel) : undefined,
    emails: delivery.emails?.length ? delivery.emails : undefined,
    carrier: shipment?.carrier,
    waybill: shipment?.waybill,
  };
}

/**
 * The rows that tell of an application's newest state, for the batch that changes it. Mail goes to the account's address,
 * and to the delivery addresses once a digital fapiao is handed over. The chat is not told what its own command did:
 * there the outcome answers.
 */
export function changeRows(
  deps: Deps,
  application: Application,
  { email, by, at }: { email: string | undefined; by: Actor; at?: Instant },
): Write[] {
  const { customer, locale, conversation, delivery, state } = application;
  const params = changeOf(application);
  if (deps.business.silent.includes(params.event)) return [];
  const handedOver = state === 'delivered' && params.medium === 'digital' ? (delivery.emails ?? []) : [];
  const addresses = new Map([...(email ? [email] : []), ...handedOver].map((to) => [to.toLowerCase(), to]));
  const row = { customer, name: 'applicationChanged', locale, params, at } as const;
  const rows = [...addresses.values()].map((to) => mailRow(deps, { ...row, to }));
  const told = by.role === 'customer' && by.conversation === conversation;
  return conversation && !told ? [...rows, chatRow(deps, { ...row, conversation })] : rows;
}
