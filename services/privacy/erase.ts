// The job behind "delete my data": every step may be done twice, and is, after a crash. The account goes last.
import { everyDoc, everyIn } from '../../storage/every';
import { type Application, bodyOf, isKnown, keys } from '../../storage/records';
import type { Key, Stored, Write } from '../../storage/store';
import { pileOf } from '../../domain/desk';
import type { Actor } from '../../domain/people';
import { particularsOf } from '../../domain/application-draft';
import { applicationDoc } from '../application/application-doc';
import type { Deps } from '../shared/deps';
import { eraseBeside } from './erase-desk';
import { allApplications, type Forgetting } from './forget';
import { storedAccount } from '../account/logins';
import { orderWith } from '../account/orders';
import { settle } from '../shared/once';
import { mailRow } from '../shared/outbox';
import { personOf } from './people';

/** Deletes a conversation with all it holds and ends its sockets; safe to repeat. `customers`: where its commands led. */
export type EraseConversation = (conversation: string, customers: readonly string[]) => Promise<void>;

const PAGE = 50;
const ERASED_MAIL = 'dataErased';
/** The dev inbox: its mails name their addresses. */
const DEV_INBOX = 'devinbox';

/** Does what an order of forget.ts says. Throws what the store throws; then the same again goes on. */
export async function eraseOrdered(deps: Deps, order: Forgetting, eraseConversation: EraseConversation): Promise<void> {
  const customers = order.account ? [keys.customer(order.account.customer)] : [];
  for (const person of order.persons) {
    await traces(deps, person, (doc) => eraseTrace(deps, order, doc, eraseConversation, customers));
  }
  await eraseInbox(deps, order.persons);
  await sweep(deps, order);
  if (order.account) await eraseAccount(deps, order.account, order);
  for (const pk of order.limits) await remove(deps, { pk, id: 'limit' });
  for (const pk of [...order.links, ...order.registering]) await remove(deps, { pk, id: 'pointer' });
  await deps.store.scrub?.();
}

/** Everything in list `people` of a person; what was done leaves the list. */
async function traces(deps: Deps, person: string, erase: (doc: Stored) => Promise<void>): Promise<void> {
  for await (const doc of everyIn(deps.store, 'people', { prefix: `${person}#` })) await erase(doc);
}

async function eraseTrace(
  deps: Deps,
  order: Forgetting,
  doc: Stored,
  eraseConversation: EraseConversation,
  customers: string[],
): Promise<void> {
  if (doc.kind === 'visit') {
    const { conversation, signedIn } = bodyOf('visit', doc);
    if (signedIn || !(await othersIn(deps, doc.pk, order.persons))) {
      const begun = await deps.store.get(keys.begun(conversation));
      const homes = begun ? [...customers, keys.customer(bodyOf('pointer', begun).customer)] : customers;
      await eraseRegistration(deps, keys.begun(conversation), order);
      await eraseConversation(conversation, homes);
    }
  }
  // The mail that tells them goes by itself once it is sent.
  if (doc.kind === 'outbox' && isKnown(doc) && bodyOf('outbox', doc).name === ERASED_MAIL) return;
  await remove(deps, doc);
}

/** Somebody else is signed in where the address was only typed: what they said is theirs. */
async function othersIn(deps: Deps, pk: string, persons: readonly string[]): Promise<boolean> {
  const { docs } = await deps.store.list('people', { pk, limit: PAGE });
  return docs.some(
    (doc) => doc.kind === 'visit' && bodyOf('visit', doc).signedIn && !persons.includes(doc.id.slice('visit:'.length)),
  );
}

/** Deletes a document whatever its version; missing is fine. */
async function remove({ store }: Deps, key: Key): Promise<void> {
  if (!(await store.get(key))) return;
  await store.commit(key.pk, [{ op: 'delete', id: key.id }]);
}

async function eraseInbox(deps: Deps, persons: readonly string[]): Promise<void> {
  for await (const doc of everyIn(deps.store, 'mails', { pk: DEV_INBOX })) {
    if (persons.includes(personOf(deps, bodyOf('mail', doc).to))) await remove(deps, doc);
  }
}

/**
 * What no list leads to: registrations, also those that newer ones hide, and orders whose contact they are. Reads the whole
 * store. An order without a contact is registered as one whose contact the payment platform never knew.
 */
async function sweep(deps: Deps, { persons }: Forgetting): Promise<void> {
  for await (const doc of everyDoc(deps.store)) {
    if (!isKnown(doc)) continue;
    if (doc.kind === 'order' && names(deps, doc, persons)) await eraseFromOrder(deps, doc, persons);
    const email = addressIn(doc);
    if (email !== undefined && persons.includes(personOf(deps, email))) await remove(deps, doc);
  }
}

/** The address that a registration, or the answer to its command, was about. */
function addressIn(doc: Stored): string | undefined {
  if (doc.kind === 'pending') return bodyOf('pending', doc).email;
  const { email } = doc.kind === 'done' ? (bodyOf('done', doc).outcome as { email?: unknown }) : {};
  return typeof email === 'string' ? email : undefined;
}

/** How an order names one of them; undefined: not at all. */
function names(deps: Deps, order: Stored, persons: readonly string[]) {
  const { contact, consent } = bodyOf('order', order);
  const theirs = contact !== undefined && persons.includes(personOf(deps, contact));
  const refused = consent?.state === 'refused' && persons.includes(consent.account ?? '');
  return theirs || refused ? { theirs, refused } : undefined;
}

/** Nothing where it names none of them. Who was refused stays refused, by a fingerprint. */
const eraseFromOrder = (deps: Deps, key: Key, persons: readonly string[]): Promise<void> =>
  settle(deps, key.pk, async () => {
    const found = await deps.store.get(key);
    if (!found) return { writes: [], answer: undefined };
    const body = bodyOf('order', found);
    const { consent } = body;
    const { theirs, refused } = names(deps, found, persons) ?? {};
    const { account: _, conversation: __, ...rest } = consent ?? {};
    const fields = {
      ...(theirs ? { contact: undefined } : {}),
      ...(refused && consent ? { consent: { ...rest, state: consent.state, at: consent.at } } : {}),
    };
    return { writes: theirs || refused ? [orderWith({ ...found, body }, fields)] : [], answer: undefined };
  });

/** The registration that a pointer leads to, if it is the person's. */
async function eraseRegistration(deps: Deps, at: Key, { persons }: Forgetting): Promise<void> {
  const pointer = await deps.store.get(at);
  if (!pointer || pointer.kind !== 'pointer') return;
  const { customer, holder } = bodyOf('pointer', pointer);
  const found = await deps.store.get(keys.pending(customer, holder));
  if (found && persons.includes(personOf(deps, bodyOf('pending', found).email))) await remove(deps, found);
}

async function eraseAccount(
  deps: Deps,
  { customer, id }: { customer: string; id: string },
  order: Forgetting,
): Promise<void> {
  const pk = keys.customer(customer);
  for (const one of await allApplications(deps, { customer, id })) {
    await eraseBeside(deps, pk, one.body.number);
    await settle(deps, pk, async () => {
      const doc = await deps.store.get({ pk, id: one.id });
      if (!doc || bodyOf('application', doc).account !== id) return { writes: [], answer: undefined };
      const application = bodyOf('application', doc);
      const by: Actor = { role: 'system', job: 'erase' };
      // Whoever issues outside is told to let it be.
      const told = pileOf(application) ? deps.issuer?.rows(deps, application, { event: 'erase', by }) : undefined;
      return {
        writes: [{ op: 'replace', doc: closedApplication(application, deps.now()), etag: doc.etag }, ...(told ?? [])],
        answer: undefined,
      };
    });
  }
  const account = await storedAccount(deps, customer, id);
  for (const number of [...(account?.body.orders ?? []), ...(account?.body.waiting ?? [])])
    await freeOrder(deps, customer, number, id, order);
  for (const login of order.logins) {
    const pointer = await deps.store.get({ pk: login, id: 'pointer' });
    // Another account may have the address by now.
    if (pointer && bodyOf('pointer', pointer).holder === id) await remove(deps, pointer);
  }
  if (!account) return;
  await settle(deps, pk, async () => {
    const last = await storedAccount(deps, customer, id);
    if (!last) return { writes: [], answer: undefined };
    const { email, locale } = last.body;
    const writes: Write[] = [
      { op: 'delete', id: last.id, etag: last.etag },
      // ASVS 5.0 6.3.7: its owner hears of it. The row goes when the mail is sent.
      mailRow(deps, { customer, name: ERASED_MAIL, locale, to: email }),
    ];
    return { writes, answer: undefined };
  });
}

/** The order may be registered again, by them or by a colleague. Their address is no longer told of it. */
function freeOrder(deps: Deps, customer: string, number: string, id: string, { persons }: Forgetting): Promise<void> {
  const key = keys.order(customer, number);
  return settle(deps, key.pk, async () => {
    const found = await deps.store.get(key);
    if (!found) return { writes: [], answer: undefined };
    const { etag, ...doc } = found;
    const { holder, contact, consent, ...body } = bodyOf('order', found);
    const theirs = contact !== undefined && persons.includes(personOf(deps, contact));
    const agreed = consent?.account === id;
    if (holder !== id && !theirs && !agreed) return { writes: [], answer: undefined };
    // Who was refused stays refused: `refused` holds fingerprints.
    const kept = {
      ...(holder && holder !== id ? { holder } : {}),
      ...(contact && !theirs ? { contact } : {}),
      ...(consent && !agreed ? { consent } : {}),
    };
    return { writes: [{ op: 'replace', doc: { ...doc, body: { ...body, ...kept } }, etag }], answer: undefined };
  });
}

/**
 * What the law keeps of an application, closed to every use: in no list, nobody's, without where it was sent, who wrote it
 * and what was said. The buyer stays as it stands on the fapiao; without a fapiao nothing of them stays (PIPL 47, GDPR 17.3).
 */
function closedApplication(application: Application, at: string) {
  const { id, number, customer, bills, amount, payer, state, fapiaos } = application;
  const { submittedAt, dueAt, provisional, locale, events } = application;
  const closed: Application = {
    id,
    number,
    customer,
    account: '',
    bills,
    amount,
    ...particularsOf(application, fapiaos.length ? ['person'] : ['person', 'buyer']),
    payer,
    state,
    submittedAt,
    dueAt,
    provisional,
    events: events.map((event) => ({
      at: event.at,
      by: event.by.startsWith('account:') ? 'account' : event.by,
      event: event.event,
      state: event.state,
    })),
    fapiaos,
    locale,
    closed: at,
  };
  const { lists: _, ...doc } = applicationDoc(closed);
  return doc;
}
