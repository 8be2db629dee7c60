// Notices: what an application's holder is told when it changes, by mail and in the chat where it was applied for.
import { mediumOf, type Kind, type Medium } from '../../domain/fapiao';
import type { Business } from '../../domain/business';
import type { Actor } from '../../domain/people';
import { trimOf } from '../../domain/text';
import type { Locale } from '../../locales/list';
import type { Value } from '../../locales/text';
import type { Application } from '../../storage/records';
import type { Write } from '../../storage/store';
import type { Deps } from '../shared/deps';
import { chatRow, mailRow } from '../shared/outbox';

/** The template of the mail and the name of the chat notice. */
const APPLICATION_CHANGED = 'applicationChanged';

/** What templates word. Mails and chats in groups or without sign-in decide by `state` alone what they may say. */
export interface ChangeParams extends Record<string, unknown> {
  number: string;
  state: string;
  event: string;
  medium: Medium;
  method: string;
  bills: number;
  amount: number;
  dueAt: string;
  provisional: boolean;
  expectedAt?: string;
  scheduledFor?: string;
  reason?: string;
  fapiaos?: string[];
  emails?: string[];
  carrier?: string;
  waybill?: string;
}

/** What stands on the fapiao: the code before the number where there is one. */
export const fapiaoLabel = ({ code, number }: { code?: string | undefined; number: string }): string =>
  code ? `${code} ${number}` : number;

export function changeParams(application: Application): ChangeParams {
  const { number, state, kind, delivery, bills, amount, dueAt, provisional } = application;
  const { expectedAt, scheduledFor, reason, fapiaos, shipment, events } = application;
  return {
    number,
    state,
    event: events.at(-1)?.event ?? 'submit',
    medium: mediumOf(kind as Kind),
    method: delivery.method,
    bills: bills.length,
    amount,
    dueAt,
    provisional,
    ...(expectedAt && state === 'outOfStock' ? { expectedAt } : {}),
    ...(scheduledFor && state === 'scheduled' ? { scheduledFor } : {}),
    ...(reason ? { reason } : {}),
    ...(fapiaos.length ? { fapiaos: fapiaos.map(fapiaoLabel) } : {}),
    ...(delivery.emails?.length ? { emails: delivery.emails } : {}),
    ...(shipment ? { carrier: shipment.carrier, waybill: shipment.waybill } : {}),
  };
}

/** A notice names so many fapiao; the application's details name all. */
const FAPIAOS_SHOWN = 8;

/** The sentence of the chat notice: what the state means depends on the medium and the way of delivery. */
function sentenceOf({ state, event, medium, method }: ChangeParams): string {
  const digital = medium === 'digital';
  if (event === 'open') return 'opened';
  if (state === 'outOfStock') return digital ? 'outOfStockDigital' : 'outOfStockPaper';
  if (state === 'issued') return digital ? 'issuedDigital' : method === 'pickup' ? 'issuedPickup' : 'issuedPaper';
  if (state === 'mailed') return method === 'sf' ? 'mailedSf' : 'mailedYunda';
  if (state === 'delivered') return digital ? 'deliveredEmail' : 'deliveredPaper';
  return state;
}

/** What the chat says, as a key of `notices` with its values: worded in the chat's language when it is shown. */
export function chatWords(params: ChangeParams, locale: Locale, business: Business) {
  const { number, dueAt, provisional, expectedAt, reason, fapiaos = [], emails = [], carrier, waybill } = params;
  const day: Value = { day: dueAt };
  const values: Record<string, Value> = {
    number,
    due: provisional ? { text: { key: 'notices:provisionalDay', values: { day } } } : day,
    expected: { day: expectedAt ?? dueAt },
    // Its own full stop would be a second one in the sentence.
    reason: trimOf(reason ?? '', undefined, /[.。]/),
    fapiaos: { items: fapiaos.length > FAPIAOS_SHOWN ? [...fapiaos.slice(0, FAPIAOS_SHOWN), '…'] : fapiaos },
    emails: { items: emails },
    carrier: { text: { key: carrier === 'sf' ? 'progress:carrier.sf' : 'progress:carrier.yunda' } },
    waybill: waybill ?? '',
    address: locale.startsWith('zh') ? business.branchAddressZh : business.branchAddressEn,
    phone: business.branchPhone,
  };
  return { text: `applicationChanged.${sentenceOf(params)}`, values };
}

/**
 * The rows that tell of an application's newest state, for the batch that changes it. Mail goes to the account's address,
 * and to the delivery addresses once a digital fapiao is handed over. The chat is not told what its own command did:
 * there the outcome answers.
 */
export function changeRows(
  deps: Deps,
  application: Application,
  { email, by }: { email: string | undefined; by: Actor },
): Write[] {
  const { customer, account, locale, conversation, delivery, state } = application;
  const params = changeParams(application);
  const handedOver = state === 'delivered' && params.medium === 'digital' ? (delivery.emails ?? []) : [];
  const addresses = new Map([...(email ? [email] : []), ...handedOver].map((to) => [to.toLowerCase(), to]));
  const row = { customer, name: APPLICATION_CHANGED, locale };
  // Where a refusal of the mail is told (refused.ts).
  const holder = conversation ? { account, conversation } : {};
  const rows = [...addresses.values()].map((to) => mailRow(deps, { ...row, to, params: { ...params, ...holder } }));
  const told = by.role === 'customer' && by.conversation === conversation;
  if (!conversation || told) return rows;
  const words = chatWords(params, locale, deps.business);
  return [...rows, chatRow(deps, { ...row, conversation, params: { ...params, customer, account, ...words } })];
}
