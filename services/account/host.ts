// People whom the page around the chat has signed in: which account is theirs, and which orders may become theirs.
import type { AccountLink } from '../../domain/people';
import type { Instant } from '../../domain/result';
import type { Locale } from '../../locales/list';
import { claim } from '../../storage/claims';
import { bodyOf, keys } from '../../storage/records';
import type { Write } from '../../storage/store';
import { changed, linkTo } from './accounts';
import { join, leave, tell, waitingOf } from './consent';
import { customerOfSingle, homesOfTenant, isSingle, type TenantHome } from '../import/customers';
import type { Deps } from '../shared/deps';
import { accountAt, loginOf, type StoredAccount } from './logins';
import { settle } from '../shared/once';
import { isOpen, orderAt, type StoredOrder } from './orders';
import { pendingAt } from './pending';
import type { WaitingView } from '../queries';
import { HOUR, later } from '../../domain/time';

/** What a proven token of the admin centre says. */
export interface HostUser {
  /** A hash of issuer and subject. */
  subject: string;
  email: string;
  /** The customer of the import whose orders these are. */
  tenant: string;
  locale?: Locale;
  /** Upper-cased numbers; undefined = every order of the tenant. */
  orders?: string[];
}

/** Whoever has signed in here with a Fapiao account: it and what is open to it, whatever tenant that is of. */
export interface OwnUser {
  /** The account, told apart from the admin centre's people. */
  subject: string;
  email: string;
  locale?: Locale;
  own: { customer: string; account: string };
}

/** Whose page it is: proven by the admin centre, or by the account's own session. */
export type PageUser = HostUser | OwnUser;

export const isOwn = (user: PageUser): user is OwnUser => 'own' in user;

/** What the conversation is told: an account that is linked, or the orders that registering may begin with. */
export interface HostResolved {
  email: string;
  link?: AccountLink;
  /** Free ones of one customer, at most 20. */
  orders: string[];
  /** Signed in here with the account itself. */
  own?: true;
}

/** A working day at most: the page around the chat gives new tokens as long as its own session lasts. */
const LINK_MS = 12 * HOUR;
const ORDERS_MAX = 20;
/** Looked at when the token names none. */
const BILLS_SEEN = 500;

/**
 * Resolves a proven user. The admin centre is believed for its tenant only (ASVS 5.0 8.4.1): an account of that address
 * counts when it belongs to the tenant, or to an order that the token names and the import knows without a tenant.
 * Orders of the token that nobody holds join the account that is linked, so that their bills can go. `until`: when the token
 * ends, and the link with it (ASVS 5.0 7.6.1: the chat's session does not outlive the page's).
 */
export async function resolveHost(deps: Deps, user: PageUser, until?: Instant): Promise<HostResolved> {
  const { email } = user;
  const account = await accountOfHost(deps, user);
  if (isOwn(user)) {
    const link = account && { ...linkTo(deps, account.body), until: untilOf(deps, until) };
    return { email, orders: [], own: true, ...(link ? { link } : {}) };
  }
  if (account) {
    const { customer, id } = account.body;
    const home = tenantHomeOf(user, account);
    const named = home ? (await ordersOf(deps, user)).filter(home.owns) : singleOf(user, account);
    const link = await joined(deps, customer, { id, until: untilOf(deps, until) }, named);
    if (link) return { email, link, orders: [] };
  }
  return { email, orders: await freeOrders(deps, user) };
}

async function accountOfHost(deps: Deps, user: PageUser): Promise<StoredAccount | undefined> {
  if (isOwn(user)) return accountAt(deps, user.own.customer, user.own.account);
  const login = await loginOf(deps, user.email);
  return login && (tenantHomeOf(user, login) || singleOf(user, login).length) ? login : undefined;
}

const ordersAt = ({ body }: StoredAccount): string[] => [...body.orders, ...(body.waiting ?? [])];

/** Where an account is, if that is its tenant; under a shared name only who has an order that is the tenant's. */
function tenantHomeOf({ tenant }: HostUser, account: StoredAccount): TenantHome | undefined {
  const home = homesOfTenant(tenant).find(({ customer }) => customer === account.body.customer);
  return home && (!home.shared || ordersAt(account).some(home.owns)) ? home : undefined;
}

/** The single order that an account is about, if the token names it. */
const singleOf = ({ orders = [] }: HostUser, account: StoredAccount): string[] =>
  orders.filter((order) => isSingle(account.body.customer, order) && ordersAt(account).includes(order));

/** Orders of the person's account that wait for their contact: those that the token does not list (it would open them). */
export async function waitingOfHost(deps: Deps, user: PageUser): Promise<WaitingView[]> {
  const account = await accountOfHost(deps, user);
  return account ? waitingOf(deps, account.body) : [];
}

/**
 * Uses a token up for one conversation: there again it is fine, elsewhere it is nothing (ASVS 5.0 10.5.1). `id` is the hash
 * of its jti; remembered until the token ends by itself.
 */
export async function takeHostToken(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  { id, conversation, expiresAt }: { id: string; conversation: string; expiresAt: Instant },
): Promise<boolean> {
  const wish = { customer: 'none', holder: conversation, now: now(), expiresAt };
  return (await claim(store, keys.hostToken(id), wish, async () => true)).ok;
}

/** Orders of the tenant itself: the token's, else those that bills name. */
async function ordersOf(deps: Deps, { tenant, orders }: HostUser): Promise<string[]> {
  if (orders) return orders;
  const found = await Promise.all(
    homesOfTenant(tenant).map(async ({ customer, owns }) => {
      const { docs } = await deps.store.list('bills', { pk: keys.customer(customer), desc: true, limit: BILLS_SEEN });
      return docs.map((doc) => bodyOf('bill', doc).order).filter(owns);
    }),
  );
  return [...new Set(found.flat())];
}

const free = (order: StoredOrder | undefined): order is StoredOrder => order !== undefined && !order.body.holder;

async function freeOf(deps: Deps, customer: string, numbers: readonly string[]): Promise<StoredOrder[]> {
  const found = await Promise.all(numbers.map((number) => orderAt(deps, customer, number)));
  return found.filter(free).slice(0, ORDERS_MAX);
}

/** Orders that nobody holds, whoever waits for them: the tenant's, else the first of the token's that has no tenant. */
async function freeOrders(deps: Deps, user: HostUser): Promise<string[]> {
  const orders = await ordersOf(deps, user);
  for (const { customer, owns } of homesOfTenant(user.tenant)) {
    const own = await freeOf(deps, customer, orders.filter(owns));
    if (own.length) return own.map(({ body }) => body.order);
  }
  const alone = await Promise.all(
    (user.orders ?? []).map(async (number) => {
      const customer = await customerOfSingle(deps, number);
      return customer === undefined ? undefined : orderAt(deps, customer, number);
    }),
  );
  const first = alone.find(free);
  return first ? [first.body.order] : [];
}

/** The sooner of a working day and the token's end. */
function untilOf({ now }: Deps, end: Instant | undefined): Instant {
  const longest = later(now(), LINK_MS);
  return end && end < longest ? end : longest;
}

/** The link to an account that holds these orders too, as far as they are free. */
function joined(
  deps: Deps,
  customer: string,
  { id, until }: { id: string; until: Instant },
  numbers: readonly string[],
): Promise<AccountLink | undefined> {
  return settle<AccountLink | undefined>(deps, keys.customer(customer), async () => {
    const account = await accountAt(deps, customer, id);
    if (!account) return { writes: [], answer: undefined };
    const link = { ...linkTo(deps, account.body), until };
    const added = await freeOf(
      deps,
      customer,
      numbers.filter((number) => !isOpen(account.body, number)),
    );
    if (!added.length) return { writes: [], answer: link };
    const waiting = await Promise.all(added.map(({ body }) => pendingAt(deps, customer, body.order)));
    const names = added.map(({ body }) => body.order);
    const orders = [...account.body.orders, ...names];
    const { locale, waiting: before = [] } = account.body;
    // Decision 13: what the admin centre lists for this person needs nobody else's word.
    const joins = await Promise.all(
      added.map((order) => {
        const own = order.body.consent?.account === id ? order.body.consent : undefined;
        return join(deps, order, { account: account.body, locale, agreed: 'host', hash: own?.hash });
      }),
    );
    // The chat that waits for one of them hears of it.
    const waited = added.filter(({ body }) => body.consent?.state === 'waiting' && body.consent.account === id);
    const writes: Write[] = [
      ...waited.flatMap(({ body }) => tell(deps, account, 'orderOpened', body.order, body.consent?.conversation)),
      changed(account, { orders, ...(before.length ? { waiting: before.filter((one) => !names.includes(one)) } : {}) }),
      ...joins.flatMap(({ writes: some }) => some),
      ...(await leave(
        deps,
        joins.flatMap(({ gives = [] }) => gives),
      )),
      // Somebody's registration of it is over, as when the order is added in the chat.
      ...waiting.flatMap((doc): Write[] => (doc ? [{ op: 'delete', id: doc.id, etag: doc.etag }] : [])),
    ];
    return { writes, answer: link };
  });
}
