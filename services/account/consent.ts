// Whether an address may have an order: who must be asked, who was refused, and who waits (decision 13 in docs/architecture.md).
import { sameCompany } from '../../domain/mail-domain';
import type { Locale } from '../../locales/list';
import type { Account, Order } from '../../storage/records';
import type { Write } from '../../storage/store';
import { changed } from './accounts';
import type { Deps } from '../shared/deps';
import { newLink } from './links';
import { accountAt, foldEmail, type StoredAccount } from './logins';
import { isOpen, orderAt, orderWith, type StoredOrder } from './orders';
import { chatRow, mailRow } from '../shared/outbox';
import type { WaitingView } from '../queries';
import { DAY, later } from '../../domain/time';

export type Consent = NonNullable<Order['consent']>;

/** "This is not us" undoes for so long after the order was opened, and whoever waits unanswered keeps others out no longer. */
export const UNDO_MS = 14 * DAY;
/** The contact's link outlives the longest registration, its waiting and the days to undo; what it may do is decided anew. */
const LINK_MS = 90 * DAY;
/** Links of earlier mails about the same account and order; three a day can be asked for (limit `contactTold`). */
const EARLIER_MAX = 50;
/** Refused addresses of one order; each is a click of its contact. */
const REFUSED_MAX = 200;

/**
 * Whether an address opens an order by itself: nobody is known to be asked, or it is the contact's or of the contact's
 * company. Only a registration asks this: an order that is held stays with its holder when the import adds or changes
 * the contact later. One that waits goes on waiting for whom was asked; "another order" once more asks the contact of now.
 */
export const opensByItself = ({ contact }: Pick<Order, 'contact'>, email: string): boolean =>
  contact === undefined || foldEmail(contact) === foldEmail(email) || sameCompany(foldEmail(contact), foldEmail(email));

const fingerprint = (deps: Deps, email: string): string => deps.secrets.fingerprint('refused', foldEmail(email));

/** The contact or customer service said no to this address, or to this account by another address. */
export const isRefused = (deps: Deps, { body }: StoredOrder, email: string, account?: string): boolean =>
  (body.refused ?? []).includes(fingerprint(deps, email)) ||
  (account !== undefined && body.consent?.state === 'refused' && body.consent.account === account);

/** The refused addresses with one more, as fingerprints. */
export const refusedWith = (deps: Deps, { body }: StoredOrder, email: string): string[] =>
  [...new Set([...(body.refused ?? []), fingerprint(deps, email)])].slice(-REFUSED_MAX);

/** Without it: whoever decides later is right. */
export const refusedWithout = (deps: Deps, { body }: StoredOrder, email: string): string[] =>
  (body.refused ?? []).filter((one) => one !== fingerprint(deps, email));

/** Somebody else waits for the contact's word, not yet for long: whoever must ask as well has to wait for it, too. */
export function waitsForOther(deps: Deps, { body }: StoredOrder, account?: string): boolean {
  const { consent } = body;
  return consent?.state === 'waiting' && consent.account !== account && later(consent.at, UNDO_MS) > deps.now();
}

/** Whether it is a link of a mail that asked the contact about this. */
export const asksBy = ({ hash, earlier = [] }: Consent, link: string): boolean =>
  hash === link || earlier.includes(link);

export interface Asked {
  hash: string;
  mail: Write;
}

/** The contact's link, and the mail that tells of the other address and, where it does not open by itself, asks. */
export async function askContact(
  deps: Deps,
  { body: order }: StoredOrder,
  { email, locale, asks }: { email: string; locale: Locale; asks: boolean },
): Promise<Asked> {
  const { customer, contact = '' } = order;
  const expiresAt = later(deps.now(), LINK_MS);
  const { nonce, hash } = await newLink(deps, 'notMe', { customer, holder: order.order, expiresAt });
  // Whoever decides must know about whom and what; the contact is the one that the import named for this order.
  const params = { email, order: order.order };
  const name = asks ? 'agreementAsked' : 'otherAddressRegistered';
  return {
    hash,
    mail: mailRow(deps, { customer, name, locale, to: contact, params, link: { purpose: 'notMe', nonce } }),
  };
}

export interface Joining {
  account: Pick<Account, 'id' | 'email'>;
  locale: Locale;
  conversation?: string | undefined;
  /** Who agreed already: `contact`, `host`, `staff:<name>`. */
  agreed?: string | undefined;
  /** The link that the contact got at the registration. */
  hash?: string | undefined;
}

/** `gives`: who waited for it gives way (`leave` has the writes). */
export interface Joined {
  writes: Write[];
  open: boolean;
  gives?: StoredOrder;
}

/**
 * An order joins an account: open, or waiting for the contact's word. Whoever waited for it before gives way to one for
 * whom it opens. For the batch that writes the account as well. Check `holder`, `isRefused` and `waitsForOther` before.
 */
export async function join(deps: Deps, order: StoredOrder, joining: Joining): Promise<Joined> {
  const { account, locale, conversation, agreed } = joining;
  const { id, email } = account;
  const { contact, consent: before, refused } = order.body;
  const open = agreed !== undefined || opensByItself(order.body, email);
  const told = contact !== undefined && foldEmail(contact) !== foldEmail(email);
  // At the registration there was no mail left for the contact of today: now that the address is proven there is.
  const asked = open || joining.hash ? undefined : await askContact(deps, order, { email, locale, asks: true });
  const hash = joining.hash ?? asked?.hash;
  const waitsStill = before?.state === 'waiting' && before.account === id && !open;
  // Asking again kills no link that the contact has: who waits could else keep the first mail from saying "not us".
  const former =
    before?.account === id && before.hash !== hash ? [...(before.earlier ?? []), before.hash] : before?.earlier;
  const earlier = before?.account === id ? (former ?? []).flatMap((one) => one ?? []).slice(-EARLIER_MAX) : [];
  const consent: Consent = {
    state: open ? 'open' : 'waiting',
    at: waitsStill ? before.at : deps.now(),
    account: id,
    ...(open ? { by: agreed ?? 'address' } : {}),
    ...(conversation ? { conversation } : {}),
    ...(hash ? { hash } : {}),
    ...(earlier.length ? { earlier } : {}),
  };
  return {
    open,
    writes: [
      orderWith(order, {
        ...(open ? { holder: id } : {}),
        ...(told || agreed ? { consent } : before ? { consent: undefined } : {}),
        ...(refused ? { refused: refusedWithout(deps, order, email) } : {}),
      }),
      ...(asked ? [asked.mail] : []),
    ],
    ...(before?.state === 'waiting' && before.account !== id ? { gives: order } : {}),
  };
}

/** The accounts without these orders, and what their owners are told: whoever waited for one, or held it, does no more. */
export async function leave(deps: Deps, orders: readonly StoredOrder[]): Promise<Write[]> {
  const byAccount = new Map<string, StoredOrder[]>();
  for (const order of orders) {
    const id = order.body.holder ?? order.body.consent?.account ?? 'none';
    byAccount.set(id, [...(byAccount.get(id) ?? []), order]);
  }
  const writes: Write[] = [];
  for (const [id, own] of byAccount) {
    const account = await accountAt(deps, own[0]?.body.customer ?? 'none', id);
    if (!account) continue;
    const gone = new Set(own.map(({ body }) => body.order));
    const without = (numbers: string[] = []) => numbers.filter((one) => !gone.has(one));
    writes.push(
      changed(account, { orders: without(account.body.orders), waiting: without(account.body.waiting) }),
      ...own.flatMap(({ body: { order, consent } }) =>
        tell(deps, account, 'orderClosed', order, consent?.conversation),
      ),
    );
  }
  return writes;
}

/** Mail and, where a chat registered it, a notice there. */
export function tell(
  deps: Deps,
  { body: { id, customer, email, locale } }: StoredAccount,
  name: 'orderOpened' | 'orderClosed',
  order: string,
  conversation: string | undefined,
): Write[] {
  const row = { customer, name, locale, params: { customer, account: id, order } };
  return [mailRow(deps, { ...row, to: email }), ...(conversation ? [chatRow(deps, { ...row, conversation })] : [])];
}

/** The orders for which an account waits. */
export async function waitingOf(deps: Deps, account: Account): Promise<WaitingView[]> {
  const found = await Promise.all((account.waiting ?? []).map((order) => orderAt(deps, account.customer, order)));
  return found.flatMap((order) => {
    const consent = order?.body.consent;
    if (!order || consent?.state !== 'waiting' || consent.account !== account.id) return [];
    return isOpen(account, order.body.order) ? [] : [{ order: order.body.order, since: consent.at }];
  });
}
