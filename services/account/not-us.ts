// The word of an order's contact or of customer service: they agree, or "this is not us". Also "not me" of an activation mail.
import { isLive } from '../../domain/application';
import type { Actor } from '../../domain/people';
import type { Instant } from '../../domain/result';
import type { Locale } from '../../locales/list';
import { everyIn } from '../../storage/every';
import { type Application, type Order, bodyOf, keys, record } from '../../storage/records';
import type { Write } from '../../storage/store';
import { changed } from './accounts';
import { asksBy, leave, refusedWith, refusedWithout, tell, UNDO_MS } from './consent';
import type { Deps } from '../shared/deps';
import { findLink, linkDead } from './links';
import { accountAt, type StoredAccount } from './logins';
import { type Answer, no, settle } from '../shared/once';
import { findOrder, orderAt, orderWith, type StoredOrder } from './orders';
import { pendingAt, pendingDoc, type StoredPending } from './pending';
import { later } from '../../domain/time';

export type Verdict = 'agree' | 'refuse';

/** How it stands between an order and the one who registered it. */
export interface Question {
  order: string;
  /** `pending`: registered, not activated yet. `gone`: nothing is left of it. */
  state: 'pending' | 'waiting' | 'open' | 'refused' | 'gone';
  /** The other address; missing once there is none. */
  email?: string;
  /** Agreed already, before the activation. */
  agreed?: boolean;
  /** Whose link it was: the contact's, or that of the activation mail ("I did not register"). */
  by: 'contact' | 'registrant';
  locale?: Locale;
  /** "This is not us" still undoes it. */
  undo: boolean;
}

interface Found {
  question: Question;
  customer: string;
  order?: StoredOrder;
  pending?: StoredPending;
  account?: StoredAccount;
}

/** What a link is about, read anew. Reasons: linkDead (replaced by a newer registration, unknown), notMeLate. */
async function linked(deps: Deps, token: string): Promise<Answer<Found>> {
  const link = await findLink(deps, token, 'activation', 'notMe');
  if (!link) return linkDead();
  const { customer, holder: number } = link;
  const [order, pending] = await Promise.all([orderAt(deps, customer, number), pendingAt(deps, customer, number)]);
  const by = link.purpose === 'notMe' ? 'contact' : 'registrant';
  const consent = order?.body.consent;
  if (by === 'contact' && order && consent && asksBy(consent, link.hash)) {
    const account = consent.account ? await accountAt(deps, customer, consent.account) : undefined;
    return { ok: true, customer, order, ...(account ? { account } : {}), question: asked(deps, order, account) };
  }
  const known = by === 'contact' ? pending?.body.contactHash : pending?.body.tokenHash;
  if (pending && known !== link.hash) return linkDead();
  if (pending) {
    const { email, locale, agreed } = pending.body;
    const question: Question = { order: number, state: 'pending', email, locale, by, agreed: !!agreed, undo: true };
    return { ok: true, customer, pending, ...(order ? { order } : {}), question };
  }
  // Activated by whom this link knew, or by somebody after them: only customer service can tell.
  if (order?.body.holder || consent?.state === 'waiting') return no('notMeLate');
  return { ok: true, customer, question: { order: number, state: 'gone', by, undo: false } };
}

function asked(deps: Deps, { body }: StoredOrder, account: StoredAccount | undefined): Question {
  const consent = body.consent as NonNullable<Order['consent']>;
  const undo = consent.state === 'waiting' || (consent.state === 'open' && later(consent.at, UNDO_MS) > deps.now());
  const { email, locale } = account?.body ?? {};
  return {
    order: body.order,
    state: consent.state,
    by: 'contact',
    undo,
    ...(email && consent.state !== 'refused' ? { email } : {}),
    locale,
  };
}

/** For the pages (GET changes nothing). Reasons: linkDead, notMeLate. */
export async function peekQuestion(deps: Deps, token: string): Promise<Answer<{ question: Question }>> {
  const found = await linked(deps, token);
  return found.ok ? { ok: true, question: found.question } : found;
}

/**
 * The contact's word, by the link of the mail; said twice it is said once. Reasons: linkDead, notMeLate, refusedBefore
 * (agreeing after "this is not us": customer service helps).
 */
export async function answerQuestion(
  deps: Deps,
  token: string,
  verdict: Verdict,
): Promise<Answer<{ question: Question }>> {
  const first = await linked(deps, token);
  if (!first.ok) return first;
  return settle<Answer<{ question: Question }>>(deps, keys.customer(first.customer), async () => {
    const found = await linked(deps, token);
    if (!found.ok) return { writes: [], answer: found };
    const { question } = found;
    const answer = { ok: true as const, question };
    if (question.by === 'registrant') {
      if (verdict === 'agree') return { writes: [], answer: linkDead() };
      const { pending } = found;
      return { writes: pending ? [{ op: 'delete', id: pending.id, etag: pending.etag }] : [], answer };
    }
    if (verdict === 'agree') {
      if (question.state === 'refused' || question.state === 'gone') return { writes: [], answer: no('refusedBefore') };
      return { writes: agreeing(deps, found, 'contact'), answer };
    }
    if (question.state === 'refused' || question.state === 'gone') return { writes: [], answer };
    if (!question.undo) return { writes: [], answer: no('notMeLate') };
    return { writes: await refusing(deps, found, 'contact'), answer };
  });
}

function agreeing(deps: Deps, { customer, order, pending, account }: Found, by: string): Write[] {
  if (pending) {
    if (pending.body.agreed) return [];
    const doc = pendingDoc(customer, { ...pending.body, agreed: by });
    return [{ op: 'replace', doc, etag: pending.etag }];
  }
  const consent = order?.body.consent;
  if (!order || !account || !consent || consent.state === 'open') return [];
  const { order: number } = order.body;
  const { orders, waiting = [] } = account.body;
  return [
    orderWith(order, {
      holder: account.body.id,
      consent: { ...consent, state: 'open', at: deps.now(), by },
      ...(order.body.refused ? { refused: refusedWithout(deps, order, account.body.email) } : {}),
    }),
    changed(account, {
      orders: [...orders.filter((one) => one !== number), number],
      waiting: waiting.filter((one) => one !== number),
    }),
    ...tell(deps, account, 'orderOpened', number, consent.conversation),
  ];
}

async function refusing(deps: Deps, { order, pending, account }: Found, by: string): Promise<Write[]> {
  if (!order) return pending ? [{ op: 'delete', id: pending.id, etag: pending.etag }] : [];
  const { consent, holder } = order.body;
  const at = deps.now();
  if (pending) {
    const { email, contactHash: hash } = pending.body;
    // Somebody else who waits for it, or holds it, is not meant.
    const mark = consent?.state === 'waiting' || holder ? {} : { consent: { state: 'refused' as const, at, by, hash } };
    return [
      { op: 'delete', id: pending.id, etag: pending.etag },
      orderWith(order, { refused: refusedWith(deps, order, email), ...mark }),
    ];
  }
  const id = account?.body.id ?? holder;
  return [
    orderWith(order, {
      holder: undefined,
      consent: { ...consent, state: 'refused', at, by, ...(id ? { account: id } : {}) },
      ...(account ? { refused: refusedWith(deps, order, account.body.email) } : {}),
    }),
    ...(await leave(deps, [order])),
    ...(account ? await forStaff(deps, order, account) : []),
  ];
}

/** The live applications of an account over an order: nobody but customer service sees them once the order was taken back. */
export async function openApplications(deps: Deps, { body }: StoredOrder, account: string): Promise<Application[]> {
  const found: Application[] = [];
  for await (const doc of everyIn(deps.store, 'applications', { pk: keys.customer(body.customer), desc: true })) {
    const one = bodyOf('application', doc);
    const over = one.bills.some(({ order }) => order === body.order);
    if (one.account === account && over && isLive(one.state)) found.push(one);
  }
  return found;
}

/**
 * What was applied for before a "not us" is neither cancelled silently nor goes on: it stands still (applications.ts) and
 * customer service is asked to look at it, in the same list as wishes for a person.
 */
async function forStaff(deps: Deps, order: StoredOrder, { body }: StoredAccount): Promise<Write[]> {
  const open = await openApplications(deps, order, body.id);
  if (!open.length) return [];
  const at = deps.now();
  const id = deps.newId();
  const numbers = open.map(({ number }) => number).join(', ');
  const text = `Order ${order.body.order} was taken from the account that applied: ${numbers}. Reject them, or agree.`;
  const request = { conversation: '', account: body.id, text: text.slice(0, 1000), locale: body.locale, at };
  const key = { pk: keys.customer(order.body.customer), id: `request:${id}` };
  return [{ op: 'create', doc: record('request', key, request, { lists: { requests: `${at}#${id}` } }) }];
}

/** How an order stands, for customer service. */
export interface Standing {
  order: Order;
  /** The address that holds it, waits for it, or was refused last. */
  email?: string;
  pending?: { email: string; expiresAt: Instant; agreed: boolean };
  applications: string[];
}

async function standing(deps: Deps, typed: string): Promise<Found | undefined> {
  const order = await findOrder(deps, typed);
  if (!order) return undefined;
  const { customer, order: number, consent, holder } = order.body;
  const account = await accountAt(deps, customer, holder ?? consent?.account ?? 'none');
  const pending = await pendingAt(deps, customer, number);
  const question: Question = { order: number, state: consent?.state ?? 'gone', by: 'contact', undo: true };
  return { question, customer, order, ...(account ? { account } : {}), ...(pending ? { pending } : {}) };
}

/** For customer service, by order or bill number. Reason: orderUnknown. */
export async function showOrder(deps: Deps, typed: string): Promise<Answer<Standing>> {
  const found = await standing(deps, typed);
  if (!found?.order) return no('orderUnknown');
  const { order, account, pending } = found;
  const open = account ? await openApplications(deps, order, account.body.id) : [];
  return {
    ok: true,
    order: order.body,
    applications: open.map(({ number }) => number),
    ...(account ? { email: account.body.email } : {}),
    ...(pending
      ? {
          pending: {
            email: pending.body.email,
            expiresAt: pending.body.expiresAt,
            agreed: pending.body.agreed !== undefined,
          },
        }
      : {}),
  };
}

/**
 * Customer service decides, at any time: about who waits or holds it, else about the registration that is not activated
 * yet. Agreeing after a refusal opens it for the account that was refused. Reasons: orderUnknown, orderHeld, nobodyAsks.
 */
export async function decideOrder(
  deps: Deps,
  { order: typed, verdict, by }: { order: string; verdict: Verdict; by: Extract<Actor, { role: 'staff' }> },
): Promise<Answer<Standing>> {
  const first = await standing(deps, typed);
  if (!first?.order) return no('orderUnknown');
  const word = `staff:${by.name}`;
  const decided = await settle<Answer>(deps, keys.customer(first.customer), async () => {
    const found = await standing(deps, typed);
    if (!found?.order) return { writes: [], answer: no('orderUnknown') };
    const { pending, account, ...rest } = found;
    const { consent, holder } = found.order.body;
    const settled = consent?.state === 'refused' && !holder;
    const holds = account && (!settled || (verdict === 'agree' && !pending));
    if (!holds && !pending)
      return { writes: [], answer: settled && verdict === 'refuse' ? { ok: true } : no('nobodyAsks') };
    const about: Found = holds ? { ...rest, account } : { ...rest, pending };
    const writes = verdict === 'agree' ? agreeing(deps, about, word) : await refusing(deps, about, word);
    return { writes, answer: { ok: true } };
  });
  return decided.ok ? showOrder(deps, typed) : decided;
}
