// The activation link: sets the password, makes the account, and offers to link the chat that began it.
import type { Instant } from '../../domain/result';
import { privacyVersion } from '../../domain/privacy';
import type { Locale } from '../../locales/list';
import { type Account, keys, record } from '../../storage/records';
import type { Write } from '../../storage/store';
import { accountAt, claimLogin } from './logins';
import { type Joined, isRefused, join, leave, opensByItself, waitsForOther } from './consent';
import type { Deps } from '../shared/deps';
import { tryLink } from './link-tries';
import { findLink, linkDead, linkExpired } from './links';
import { type Answer, no, settle } from '../shared/once';
import { orderAt, type StoredOrder } from './orders';
import { mailRow } from '../shared/outbox';
import { offeredPairing, offerPairing, PAIRING_MS, type PairingOffer } from './pairing';
import { pendingAt, type StoredPending } from './pending';
import { later } from '../../domain/time';

interface Live {
  pending: StoredPending;
  customer: string;
  hash: string;
}

/** Reasons of all that take an activation token: linkDead (used, replaced, unknown), linkExpired. */
async function live(deps: Deps, token: string): Promise<Answer<Live>> {
  const link = await findLink(deps, token, 'activation');
  const pending = link && (await pendingAt(deps, link.customer, link.holder));
  // ASVS 5.0 6.4.1: only the newest link of a registration, and only until it did its work.
  if (!link || pending?.body.tokenHash !== link.hash) return linkDead();
  if (pending.body.expiresAt <= deps.now()) return linkExpired();
  return { ok: true, pending, customer: link.customer, hash: link.hash };
}

/** For the page that the link opens (GET changes nothing). `chat`: a conversation waits for its number. */
export async function peekActivation(
  deps: Deps,
  token: string,
): Promise<Answer<{ email: string; locale: Locale; expiresAt: Instant; chat: boolean }>> {
  const found = await live(deps, token);
  if (!found.ok) return found;
  const { email, locale, expiresAt, conversation } = found.pending.body;
  return { ok: true, email, locale, expiresAt, chat: conversation !== undefined };
}

export interface Activated {
  account: string;
  email: string;
  locale: Locale;
  /** Where a chat waits: one of three numbers is the one that it shows. */
  pairing?: PairingOffer;
  /** The order is not open before its contact agrees. */
  waits?: true;
}

/**
 * Sets the password and makes the account. Works once: of two clicks at the same time one makes it, and the other, with
 * the same password, gets the same answer. Reasons besides the link's: those of checkPassword (slot `password`), orderHeld, accountExists,
 * linkTried {until}. Throws TooBusy.
 */
export async function activate(
  deps: Deps,
  { token, password, ip }: { token: string; password: string; ip?: string },
): Promise<Answer<Activated>> {
  if (!(await findLink(deps, token, 'activation'))) return linkDead();
  return tryLink(deps, { token, ip }, () => activateOnce(deps, { token, password }));
}

async function activateOnce(
  deps: Deps,
  { token, password }: { token: string; password: string },
): Promise<Answer<Activated>> {
  const first = await live(deps, token);
  if (!first.ok) return first.reason.code === 'linkDead' ? repeated(deps, token, password) : first;
  const { customer, hash } = first;
  const { email, order: number } = first.pending.body;
  const whose = { key: hash, own: true };
  const good = await deps.passwords.check(password, { email }, whose);
  if (!good.ok) return { ok: false, reason: good.reason, slot: 'password' };
  const passwordHash = await deps.passwords.hash(password, whose);

  const made = await settle<Answer<Activated>>(deps, keys.customer(customer), async () => {
    // Again in every round: a newer link, "not me" or the other click may have come in between.
    const now = await live(deps, token);
    if (!now.ok) return { writes: [], answer: now };
    const order = await orderAt(deps, customer, number);
    if (!order || isClosed(deps, order, now.pending)) return { writes: [], answer: no('orderHeld') };
    const id = now.pending.body.account ?? hash;
    // The login is claimed for ever and first; without the account that follows, the claim is free again later.
    if (!(await claimLogin(deps, email, customer, id))) return { writes: [], answer: no('accountExists') };
    return create(deps, { ...now, token, id, email, passwordHash, order });
  });
  return !made.ok && made.reason.code === 'linkDead' ? repeated(deps, token, password) : made;
}

type Making = Live & {
  token: string;
  id: string;
  email: string;
  passwordHash: string;
  order: StoredOrder;
};

/** Whether the order can't join the account of this registration any more: held, refused, or another one waits for it. */
function isClosed(deps: Deps, order: StoredOrder, { body: { email, agreed } }: StoredPending): boolean {
  if (order.body.holder) return true;
  if (agreed) return false;
  return isRefused(deps, order, email) || (!opensByItself(order.body, email) && waitsForOther(deps, order));
}

async function create(deps: Deps, { token, pending, customer, hash, id, email, passwordHash, order }: Making) {
  const { locale, conversation, pair, decoys, others = [] } = pending.body;
  const at = deps.now();
  const more = (await Promise.all(others.map((number) => orderAt(deps, customer, number)))).filter(
    (one) => one !== undefined && !isClosed(deps, one, pending) && one.body.order !== order.body.order,
  ) as StoredOrder[];
  const all = [order, ...more];
  // Only the admin centre brings other orders along.
  const agreed = pending.body.agreed ?? (others.length ? 'host' : undefined);
  const joining = { account: { id, email }, locale, conversation, agreed };
  const joins: Joined[] = [];
  for (const one of all) {
    joins.push(await join(deps, one, { ...joining, hash: one === order ? pending.body.contactHash : undefined }));
  }
  const numbers = (open: boolean) => all.flatMap(({ body }, i) => (joins[i]?.open === open ? [body.order] : []));
  const waiting = numbers(false);
  const expiresAt = later(at, PAIRING_MS);
  const bare: Account = {
    id,
    customer,
    email,
    passwordHash,
    locale,
    orders: numbers(true),
    ...(waiting.length ? { waiting } : {}),
    epoch: 1,
    activatedAt: at,
    // Its page, and the chat before it, lead to this notice.
    privacy: privacyVersion(deps.business),
    links: { activation: { hash, expiresAt } },
  };
  const pairing =
    conversation && pair
      ? await offerPairing(deps, bare, { activation: token, conversation, pair, decoys: decoys ?? [] })
      : undefined;
  const account = { ...bare, ...(pairing ? { links: pairing.links } : {}) };
  const writes: Write[] = [
    { op: 'create', doc: record('account', keys.account(customer, id), account) },
    ...joins.flatMap(({ writes: some }) => some),
    ...(await leave(
      deps,
      joins.flatMap(({ gives = [] }) => gives),
    )),
    { op: 'delete', id: pending.id, etag: pending.etag },
    // ASVS 5.0 6.3.7: its owner hears of it.
    mailRow(deps, { customer, name: 'activated', locale, to: email, params: waiting.length ? { waiting } : {} }),
  ];
  const answer: Answer<Activated> = {
    ok: true,
    account: id,
    email,
    locale,
    ...(pairing ? { pairing: pairing.offer } : {}),
    ...(waiting.length ? { waits: true } : {}),
  };
  return { writes, answer };
}

/** The same click again within ten minutes, known by its password, is answered as the first one was. */
async function repeated(deps: Deps, token: string, password: string): Promise<Answer<Activated>> {
  const link = await findLink(deps, token, 'activation');
  const order = link && (await orderAt(deps, link.customer, link.holder));
  const id = order?.body.holder ?? order?.body.consent?.account;
  const account = link && id ? await accountAt(deps, link.customer, id) : undefined;
  const mark = account?.body.links.activation;
  if (!account || !mark || mark.hash !== link?.hash || mark.expiresAt <= deps.now()) return linkDead();
  const whose = { key: mark.hash, own: true };
  if (!(await deps.passwords.verify(password, account.body.passwordHash, whose))) return linkDead();
  const { email, locale } = account.body;
  const pairing = offeredPairing(deps, account.body, token);
  const waits = account.body.waiting?.length ? { waits: true as const } : {};
  return { ok: true, account: account.body.id, email, locale, ...(pairing ? { pairing } : {}), ...waits };
}
