// Erasing a person: what they may ask for, and the order that makes it happen, whatever dies in between.
import { type ApplicationState } from '../../domain/application';
import { everyDoc, everyIn } from '../../storage/every';
import { type Account, type Application, bodyOf, keys, typed } from '../../storage/records';
import type { Stored, Write } from '../../storage/store';
import { changed } from '../account/accounts';
import type { Deps } from '../shared/deps';
import { foldEmail, loginKey, loginOf, type StoredAccount, storedAccount } from '../account/logins';
import { type Answer, no, settle } from '../shared/once';
import { NO_PASSWORD } from '../account/passwords';
import { personOf } from './people';
import { type LimitName, LIMITS_OF_PERSON } from '../shared/limit-table';
import { jobRow, type RowOf } from '../shared/outbox';
import { ALL_DOORS } from '../shared/source';

export const FORGET = 'forget';

/** What the job needs, once begun. */
export type Forgetting = RowOf<'job', 'forget'>['params'];

/** While one of these is under way the fapiao still needs its delivery: finished or cancelled first. */
const RUNNING: readonly ApplicationState[] = [
  'scheduled',
  'submitted',
  'processing',
  'outOfStock',
  'issued',
  'readyForPickup',
  'returnRequested',
  'returned',
];
export const isRunning = ({ state }: { state: ApplicationState }): boolean => RUNNING.includes(state);

/** Every application of an account, running or not. */
export async function allApplications(deps: Deps, { customer, id }: Pick<Account, 'customer' | 'id'>) {
  const own: Stored<Application>[] = [];
  for await (const doc of everyIn(deps.store, 'applications', { pk: keys.customer(customer) })) {
    const body = bodyOf('application', doc);
    if (body.account === id) own.push({ ...doc, body });
  }
  return own;
}

/** What erasing would do, for whoever confirms it. */
export interface ForgetPlan {
  email: string;
  /** Applications that led to a fapiao: the law keeps them. */
  kept: string[];
  /** They stand in the way. */
  running: string[];
}

export async function forgetPlan(deps: Deps, { body }: StoredAccount): Promise<ForgetPlan> {
  const applications = await allApplications(deps, body);
  const numbers = (some: typeof applications) => some.map((one) => one.body.number);
  return {
    email: body.email,
    kept: numbers(applications.filter((one) => one.body.fapiaos.length > 0)),
    running: numbers(applications.filter((one) => isRunning(one.body))),
  };
}

const rowId = (id: string): string => `outbox:${FORGET}:${id}`;

/** Limits that a person alone leads to; those that also count whence end within a day. All hold hashes only. */
function limitsOf(deps: Deps, keyTexts: string[]): string[] {
  const { alone, atDoor } = LIMITS_OF_PERSON;
  const at = (scopes: LimitName[], texts: string[]) =>
    scopes.flatMap((scope) =>
      texts.map((text) => keys.limit(scope, deps.secrets.fingerprint(`limit:${scope}`, text)).pk),
    );
  const doors = keyTexts.flatMap((text) => ALL_DOORS.map((door) => `${text} ${door}`));
  return [...at(alone, keyTexts), ...at(atDoor, doors)];
}

const registeringOf = (deps: Deps, email: string) =>
  keys.registering(deps.secrets.fingerprint('registering', foldEmail(email))).pk;

function orderFor(deps: Deps, pk: string, id: string, locale: Account['locale'], params: Forgetting): Write {
  return jobRow(deps, { pk, id: rowId(id), name: FORGET, locale, params });
}

/**
 * Closes the account for ever and orders its erasure: from here on it happens by itself. Nobody is signed in any more, no
 * link works. Asked again, it answers the same. Reasons: applicationsRunning {numbers}, accountGone.
 */
export function forgetAccount(
  deps: Deps,
  customer: string,
  id: string,
): Promise<Answer<{ row: { pk: string; id: string } }>> {
  const pk = keys.customer(customer);
  const row = { pk, id: rowId(id) };
  return settle<Answer<{ row: { pk: string; id: string } }>>(deps, pk, async () => {
    const account = await storedAccount(deps, customer, id);
    if (!account) return { writes: [], answer: no('accountGone') };
    if (account.body.erasing) return { writes: [], answer: { ok: true, row } };
    const { running } = await forgetPlan(deps, account);
    if (running.length) return { writes: [], answer: no('applicationsRunning', { numbers: running.join(', ') }) };
    const { email, locale, links, epoch } = account.body;
    const addresses = [
      ...new Set([email, links.undoEmail?.data, links.confirmEmail?.data].flatMap((one) => one ?? [])),
    ];
    const params: Forgetting = {
      persons: [id, ...addresses.map((one) => personOf(deps, one))],
      logins: addresses.map((one) => loginKey(deps, one).pk),
      links: Object.values(links).map(({ hash }) => keys.link(hash).pk),
      limits: limitsOf(deps, [id, ...addresses.map(foldEmail)]),
      registering: addresses.map((one) => registeringOf(deps, one)),
      account: { customer, id },
    };
    const closed = { epoch: epoch + 1, passwordHash: NO_PASSWORD, links: {}, erasing: deps.now() };
    return { writes: [changed(account, closed), orderFor(deps, pk, id, locale, params)], answer: { ok: true, row } };
  });
}

/** Orders the erasure of what is known of an address that has no account: registrations, mails, chats where it was typed. */
export async function forgetAddress(deps: Deps, email: string): Promise<Answer<{ row: { pk: string; id: string } }>> {
  const person = personOf(deps, email);
  const pk = `person:${person}`;
  const row = { pk, id: rowId(person) };
  return settle<Answer<{ row: { pk: string; id: string } }>>(deps, pk, async () => {
    if (await deps.store.get(row)) return { writes: [], answer: { ok: true, row } };
    const params: Forgetting = {
      persons: [person],
      logins: [],
      links: [],
      limits: limitsOf(deps, [foldEmail(email)]),
      registering: [registeringOf(deps, email)],
    };
    return { writes: [orderFor(deps, pk, person, 'en-US', params)], answer: { ok: true, row } };
  });
}

/** By an address, or by an account's id (which reads the whole store: for the command line). */
export async function findAccount(deps: Deps, text: string): Promise<StoredAccount | undefined> {
  if (text.includes('@')) return loginOf(deps, text);
  for await (const doc of everyDoc(deps.store)) {
    if (doc.kind === 'account' && doc.id === `account:${text}`) return typed('account', doc);
  }
  return undefined;
}
