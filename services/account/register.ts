// Registering an order with an e-mail address: nothing is claimed, a link is mailed, and the account begins with it.
import { parseEmail } from '../../domain/contact';
import type { Actor } from '../../domain/people';
import { keys, type Pending } from '../../storage/records';
import type { Write } from '../../storage/store';
import { accountOfActor, changed } from './accounts';
import { askContact, type Asked, isRefused, join, opensByItself, leave, waitsForOther } from './consent';
import type { CommandOf, Outcome } from '../commands';
import type { Deps } from '../shared/deps';
import { type Counting, failing, hit, hitAll } from '../shared/limits';
import { foldEmail, type StoredAccount } from './logins';
import { homeOf, no, once } from '../shared/once';
import { findOrder, isOpen, orderAt, type StoredOrder } from './orders';
import { newActivation, pendingAt, pendingDoc, remember } from './pending';
import { isKnown, sourceOf } from '../shared/source';
import { later } from '../../domain/time';

/** More orders that come along with one registration. */
const OTHERS_MAX = 20;
/** The same registration again within this time sends no second mail: a double click, a repeated wish. */
export const GAP_MS = 60_000;

/**
 * Reasons: emailFormat, orderUnknown, orderHeld, orderRefused {phone}, otherCustomer (slot `order`), orderLimited {until},
 * resendLimit {until}.
 * An address that has an account gets the same answer after the same work, and another mail.
 */
export async function register(deps: Deps, command: CommandOf<'register'>): Promise<Outcome> {
  const parsed = parseEmail(command.email);
  const account = await accountOfActor(deps, command.by);
  if (!account && !parsed.ok) {
    // Signed in when it was asked, so no address was: the link ended meanwhile.
    return command.by.role === 'customer' ? no('signedOut') : no(parsed.reason.code, undefined, 'email');
  }
  const email = parsed.ok ? foldEmail(parsed.value) : '';
  // Trying the same number again is no new guess.
  const mark = command.order.trim().toUpperCase();
  const tried = await failing(deps, guesses(deps, command.by, mark), {
    mark,
    work: async () => {
      const order = await findOrder(deps, command.order);
      if (!order) return once(deps, homeOf(command), command, async () => refused('orderUnknown'));
      const { customer, order: number } = order.body;
      return once(deps, keys.customer(customer), command, async () => {
        const fresh = (await orderAt(deps, customer, number)) ?? order;
        return account ? addOrder(deps, command, fresh) : begin(deps, command, fresh, email);
      });
    },
    failed: (outcome) => !outcome.ok && GUESSED.has(outcome.reason.code),
  });
  return tried.ok ? tried.answer : no('orderLimited', { until: tried.until });
}

/** Answers that tell something of an order to whoever has only its number. */
const GUESSED = new Set(['orderUnknown', 'orderHeld', 'orderRefused', 'otherCustomer']);

function guesses(deps: Deps, by: Actor, mark: string): Counting[] {
  const { conversation, person, ip, door } = sourceOf(by);
  const first: Counting[] = [
    ['orderFirst', ip],
    ['orderFirstByDoor', door],
  ];
  // ASVS 5.0 6.1.1: two who guess must not shut the web to every newcomer. A name or a conversation costs nothing to make
  // up; a network address does.
  const isWelcome = async () =>
    (await isKnown(deps, by)()) || (ip !== undefined && (await hitAll(deps, first, mark)).ok);
  return [
    ['orderByConversation', conversation],
    ['orderByPerson', person],
    ['orderByAccount', by.role === 'customer' ? by.link.account : undefined],
    ['orderByNetwork', ip],
    ['orderByDoor', door, isWelcome],
  ];
}

const refused = (code: string) => ({ writes: [], outcome: no(code, undefined, 'order') });
/** The contact of the order, or customer service, said no to this address: only customer service helps. */
const closed = ({ business: { phone } }: Deps) => ({ writes: [], outcome: no('orderRefused', { phone }, 'order') });

type Decided = Promise<{ writes: Write[]; outcome: Outcome }>;

async function begin(deps: Deps, command: CommandOf<'register'>, order: StoredOrder, email: string): Decided {
  const { customer, order: number, contact } = order.body;
  // The admin centre named the order for this address (a token of it, proven by the channel): that is an agreement.
  const vouched = command.vouched ? 'host' : undefined;
  const asks = !vouched && !opensByItself(order.body, email);
  // Neutral: says that it can't be registered, and nothing about who has it.
  if (order.body.holder || (asks && waitsForOther(deps, order))) return refused('orderHeld');
  if (!vouched && isRefused(deps, order, email)) return closed(deps);
  const now = deps.now();
  const conversation = 'conversation' in command.by ? command.by.conversation : undefined;
  const before = await pendingAt(deps, customer, number);
  const same = before?.body.email === email && before.body.conversation === conversation ? before.body : undefined;
  const lastSent = same?.sends.at(-1);
  const agreed = vouched ?? (before?.body.email === email ? before.body.agreed : undefined);
  if (same && same.agreed === agreed && lastSent && later(lastSent, GAP_MS) > now && same.expiresAt > now) {
    return { writes: [], outcome: { ok: true, type: 'registered', email, expiresAt: same.expiresAt, ...pairOf(same) } };
  }
  const { ip, door, whence } = sourceOf(command.by);
  const mails = await hitAll(
    deps,
    [
      ['registerFrom', conversation],
      ['registerFromNetwork', ip],
      ['registerTo', `${email} ${whence}`],
      ['registerToAll', `${email} ${door}`],
    ],
    command.id,
  );
  if (!mails.ok) return { writes: [], outcome: no('resendLimit', { until: mails.until }) };

  const activation = await newActivation(deps, { customer, order: number, email, locale: command.locale });
  const told =
    contact && foldEmail(contact) !== email && before?.body.email !== email
      ? await tellContact(deps, command, order, { email, asks })
      : undefined;
  const [pair = '', ...decoys] = threeNumbers(deps);
  const body: Pending = {
    order: number,
    email,
    locale: command.locale,
    tokenHash: activation.tokenHash,
    nonce: activation.nonce,
    createdAt: now,
    expiresAt: activation.expiresAt,
    ...(conversation ? { conversation, pair, decoys } : {}),
    sends: [now],
    ...(command.others?.length ? { others: command.others.slice(0, OTHERS_MAX) } : {}),
    account: (before?.body.email === email ? before.body.account : undefined) ?? deps.newId(),
    contactHash: told?.hash ?? (before?.body.email === email ? before.body.contactHash : undefined),
    ...(agreed ? { agreed } : {}),
  };
  await remember(deps, customer, body);
  const doc = pendingDoc(customer, body);
  return {
    writes: [
      before ? { op: 'replace', doc, etag: before.etag } : { op: 'create', doc },
      activation.mail,
      ...(told ? [told.mail] : []),
    ],
    outcome: { ok: true, type: 'registered', email, expiresAt: activation.expiresAt, ...pairOf(body) },
  };
}

const pairOf = ({ pair }: Pending) => (pair ? { pair } : {});

/** The address that the import knows hears of the other one: it is asked, or can say "not us". A few times a day. */
async function tellContact(
  deps: Deps,
  { id, locale }: CommandOf<'register'>,
  order: StoredOrder,
  asking: { email: string; asks: boolean },
): Promise<Asked | undefined> {
  const allowed = await hit(deps, 'contactTold', order.body.order, id);
  return allowed.ok ? askContact(deps, order, { ...asking, locale }) : undefined;
}

/** The number that the chat shows, and two more for the page: all different, two digits. */
function threeNumbers(deps: Deps): string[] {
  const numbers = new Set<string>();
  // 180 is twice the 90 numbers, so that each is equally likely.
  while (numbers.size < 3) {
    const byte = deps.random(1)[0] ?? 255;
    if (byte < 180) numbers.add(String(10 + (byte % 90)));
  }
  return [...numbers];
}

/** Signed in: the order joins the account, if both belong to the same customer; open, or waiting for its contact. */
async function addOrder(deps: Deps, command: CommandOf<'register'>, order: StoredOrder): Decided {
  // Read again with each decision: its ETag guards the commit.
  const account: StoredAccount | undefined = await accountOfActor(deps, command.by);
  if (!account) return { writes: [], outcome: no('signedOut') };
  const { customer, order: number, holder } = order.body;
  const { id, email, orders, waiting = [] } = account.body;
  const outcome: Outcome = { ok: true, type: 'orderAdded', order: number };
  if (holder && holder !== id) return refused('orderHeld');
  if (customer !== account.body.customer) return refused('otherCustomer');
  if (isOpen(account.body, number)) return { writes: [], outcome };
  const agreed = command.vouched ? 'host' : undefined;
  const asks = !agreed && !opensByItself(order.body, email);
  if (asks && waitsForOther(deps, order, id)) return refused('orderHeld');
  if (!agreed && isRefused(deps, order, email, id)) return closed(deps);
  // Asked for again while it waits: the contact is asked once more, a few times a day.
  const asked = asks ? await tellContact(deps, command, order, { email, asks }) : undefined;
  const hash = asked?.hash ?? (order.body.consent?.account === id ? order.body.consent.hash : undefined);
  const conversation = 'conversation' in command.by ? command.by.conversation : undefined;
  const joined = await join(deps, order, { account: account.body, locale: command.locale, conversation, agreed, hash });
  const pending = await pendingAt(deps, customer, number);
  const others = waiting.filter((one) => one !== number);
  return {
    writes: [
      changed(
        account,
        joined.open ? { orders: [...orders, number], waiting: others } : { waiting: [...others, number] },
      ),
      ...joined.writes,
      ...(joined.gives ? await leave(deps, [joined.gives]) : []),
      ...(asked ? [asked.mail] : []),
      ...(pending && joined.open ? [{ op: 'delete', id: pending.id, etag: pending.etag } satisfies Write] : []),
    ],
    outcome: joined.open ? outcome : { ...outcome, waits: true },
  };
}
