// Everything that is kept of a person, as one readable JSON: for them, so without what would let others in.
import type { Locale } from '../../locales/list';
import type { Deps } from '../../services/shared/deps';
import { allApplications } from '../../services/privacy/forget';
import type { StoredAccount } from '../../services/account/logins';
import { waitingOf } from '../../services/account/consent';
import { begunBy, waitingFor } from '../../services/account/pending';
import { personOf, tracePlace } from '../../services/privacy/people';
import { everyIn } from '../../storage/every';
import { type Application, bodyOf, isKnown, keys } from '../../storage/records';
import type { LogItem } from '../turn/inbound';
import { itemsOf } from '../turn/parts';
import { renderText } from '../render/text';

/** `undefined` fields are left out by JSON. Times are UTC. */
export async function exportPerson(deps: Deps, account: StoredAccount): Promise<object> {
  const { id, customer, email, locale, activatedAt, orders, last, privacy } = account.body;
  return {
    exportedAt: deps.now(),
    account: { id, email, locale, activatedAt, privacyNotice: privacy, lastUsed: last },
    orders: await ordersOf(deps, customer, orders, email),
    waiting: await waitingOf(deps, account.body),
    applications: (await allApplications(deps, account.body)).map((one) => applicationOf(one.body)),
    conversations: await conversationsOf(deps, id),
    ...(await keptOf(deps, email)),
  };
}

/** The same of an address without an account. What was typed with it in a chat is not known to be theirs. */
export const exportAddress = async (deps: Deps, email: string): Promise<object> => ({
  exportedAt: deps.now(),
  email,
  ...(await keptOf(deps, email)),
});

/** What is kept by an address: registrations that wait for their activation, and mails that are not sent yet. */
async function keptOf(deps: Deps, email: string) {
  const person = personOf(deps, email);
  const registrations = new Map<string, object>();
  const newest = await waitingFor(deps, email);
  const found = newest ? [newest] : [];
  const mails: object[] = [];
  for await (const doc of everyIn(deps.store, 'people', { prefix: tracePlace(person, '') })) {
    if (doc.kind === 'visit') {
      const begun = await begunBy(deps, bodyOf('visit', doc).conversation);
      if (begun && personOf(deps, begun.body.email) === person) found.push(begun);
    } else if (doc.kind === 'outbox' && isKnown(doc)) {
      const { name, createdAt, locale, dead, params } = bodyOf('outbox', doc);
      mails.push({ mail: name, at: createdAt, locale, notSentSince: dead, about: withoutOwn(params) });
    }
  }
  for (const { body } of found) {
    const { order, locale, createdAt, expiresAt, sends } = body;
    registrations.set(order, { order, email: body.email, locale, at: createdAt, expiresAt, mailsAt: sends });
  }
  return { registrations: [...registrations.values()], mails };
}

/** Without the contact of others: their address is not this person's to see (GDPR 15.4). */
async function ordersOf(deps: Deps, customer: string, numbers: readonly string[], email: string) {
  const found = await Promise.all(numbers.map((number) => deps.store.get(keys.order(customer, number))));
  return found.flatMap((doc) => {
    if (!doc) return [];
    const { order, payer, contact, paidAt, consent } = bodyOf('order', doc);
    const own = contact !== undefined && personOf(deps, contact) === personOf(deps, email);
    const opened = consent && { state: consent.state, at: consent.at, by: consent.by?.split(':', 1)[0] };
    return [{ order, payer, contact: own ? contact : undefined, paidAt, opened }];
  });
}

/** What points into our store. */
const OWN = new Set(['id', 'customer', 'account', 'command', 'conversation']);
const withoutOwn = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !OWN.has(name)));
const applicationOf = (application: Application): object => withoutOwn(application);

/** Only where the account was signed in: what strangers typed with somebody's address is not theirs to see. */
async function conversationsOf(deps: Deps, account: string) {
  const conversations: object[] = [];
  for await (const doc of everyIn(deps.store, 'people', { prefix: tracePlace(account, 'visit:') })) {
    const { conversation } = bodyOf('visit', doc);
    const messages: object[] = [];
    for await (const row of everyIn(deps.store, 'log', { pk: keys.header(conversation).pk })) {
      for (const item of itemsOf(bodyOf('turn', row))) messages.push(...messageOf(item));
    }
    const header = await deps.store.get(keys.header(conversation));
    const channel = header && bodyOf('header', header).channel;
    conversations.push({ channel, messages });
  }
  return conversations;
}

function messageOf(item: LogItem): object[] {
  if (item.author === 'system' && item.revoked !== undefined) return [];
  const { at } = item;
  if (item.author === 'user') return [{ at, from: 'you', text: item.text, answers: item.value }];
  if (item.author === 'agent') return [{ at, from: item.by.name, text: item.text }];
  return [{ at, from: 'assistant', text: renderText(item.reply, item.locale as Locale) }];
}
