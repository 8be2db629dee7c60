// Every kind of document: its key, its version, its lists; shapes.ts has its fields. A newer version is refused.
import { z } from 'zod';
import type { Instant } from '../domain/result';
import * as shapes from './shapes';
import { type Doc, type ListName, type Stored, StoreTooNew } from './store';
import { upgraded } from './upgrades';

/** All kinds with the version that this process writes and knows. */
export const RECORD_KINDS = {
  order: { v: 1, shape: shapes.order },
  bill: { v: 1, shape: shapes.bill },
  pending: { v: 1, shape: shapes.pending },
  account: { v: 1, shape: shapes.account },
  application: { v: 1, shape: shapes.application },
  outbox: { v: 2, shape: shapes.outbox },
  pointer: { v: 1, shape: shapes.pointer },
  done: { v: 1, shape: shapes.done },
  signin: { v: 1, shape: shapes.signin },
  limit: { v: 1, shape: shapes.limit },
  request: { v: 1, shape: shapes.request },
  header: { v: 1, shape: shapes.header },
  turn: { v: 1, shape: shapes.turn },
  mail: { v: 1, shape: shapes.mail },
  secret: { v: 1, shape: shapes.secret },
  counter: { v: 1, shape: shapes.counter },
  visit: { v: 1, shape: shapes.visit },
  missed: { v: 1, shape: shapes.missed },
  job: { v: 1, shape: shapes.job },
  audit: { v: 1, shape: shapes.audit },
  note: { v: 1, shape: shapes.note },
  presence: { v: 1, shape: shapes.presence },
  undo: { v: 1, shape: shapes.undo },
  file: { v: 1, shape: shapes.file },
  staff: { v: 1, shape: shapes.staff },
  session: { v: 1, shape: shapes.session },
  accountSession: { v: 1, shape: shapes.accountSession },
  settings: { v: 1, shape: shapes.settings },
} as const;

export type KindName = keyof typeof RECORD_KINDS;
export type Body<K extends KindName> = z.infer<(typeof RECORD_KINDS)[K]['shape']>;

export type Order = Body<'order'>;
export type Bill = Body<'bill'>;
export type Pending = Body<'pending'>;
export type Account = Body<'account'>;
export type Application = Body<'application'>;
export type Outbox = Body<'outbox'>;
export type Pointer = Body<'pointer'>;
export type SignIn = Body<'signin'>;
export type Header = Body<'header'>;
export type Turn = Body<'turn'>;
export type Mail = Body<'mail'>;
export type Staff = Body<'staff'>;
export type Session = Body<'session'>;
export type AccountSession = Body<'accountSession'>;

/** Where each kind lives. Customers are `customer:<name>`: services/import/customers.ts names them. */
export const keys = {
  customer: (customer: string) => `customer:${customer}`,
  order: (customer: string, no: string) => ({ pk: `customer:${customer}`, id: `order:${no}` }),
  bill: (customer: string, no: string) => ({ pk: `customer:${customer}`, id: `bill:${no}` }),
  pending: (customer: string, order: string) => ({ pk: `customer:${customer}`, id: `pending:${order}` }),
  account: (customer: string, id: string) => ({ pk: `customer:${customer}`, id: `account:${id}` }),
  application: (customer: string, id: string) => ({ pk: `customer:${customer}`, id: `application:${id}` }),
  orderPointer: (no: string) => ({ pk: `order:${no}`, id: 'pointer' }),
  billPointer: (no: string) => ({ pk: `bill:${no}`, id: 'pointer' }),
  login: (emailHash: string) => ({ pk: `login:${emailHash}`, id: 'pointer' }),
  /** The newest registration that waits for a mail to this address. */
  registering: (emailHash: string) => ({ pk: `registering:${emailHash}`, id: 'pointer' }),
  /** The registration that a conversation began. */
  begun: (conversation: string) => ({ pk: `conversation:${conversation}`, id: 'registration' }),
  link: (tokenHash: string) => ({ pk: `link:${tokenHash}`, id: 'pointer' }),
  /** The conversation in which a token of the admin centre was used. */
  hostToken: (id: string) => ({ pk: `jti:${id}`, id: 'pointer' }),
  fapiao: (number: string) => ({ pk: `fapiao:${number}`, id: 'pointer' }),
  header: (conversation: string) => ({ pk: `conversation:${conversation}`, id: 'header' }),
  turn: (conversation: string, row: string) => ({ pk: `conversation:${conversation}`, id: `turn:${row}` }),
  signin: (conversation: string) => ({ pk: `conversation:${conversation}`, id: 'signin' }),
  done: (pk: string, command: string) => ({ pk, id: `done:${command}` }),
  limit: (scope: string, hash: string) => ({ pk: `limit:${scope}:${hash}`, id: 'limit' }),
  secret: () => ({ pk: 'system', id: 'secret' }),
  counter: (name: string) => ({ pk: `counter:${name}`, id: 'counter' }),
  /** That a conversation was a person's; `person` is an account's id or the fingerprint of an address. */
  visit: (conversation: string, person: string) => ({ pk: `conversation:${conversation}`, id: `visit:${person}` }),
  /** In the conversation that it came from, so that it goes with it. */
  missed: (conversation: string, row: string) => ({ pk: `conversation:${conversation}`, id: `missed:${row}` }),
  job: (name: string) => ({ pk: `job:${name}`, id: 'job' }),
  /** Beside what it tells of; what concerns no document of ours is in a partition of its month. */
  audit: (pk: string, id: string) => ({ pk, id: `audit:${id}` }),
  note: (pk: string, subject: string, id: string) => ({ pk, id: `note:${subject}:${id}` }),
  /** One of each process, and one of each of the staff who takes none. */
  presence: (name: string) => ({ pk: 'presence', id: name }),
  undo: (pk: string, number: string) => ({ pk, id: `undo:${number}` }),
  /** One of each type for a fapiao: of two uploads at once, the store lets one in. */
  file: (customer: string, number: string, fapiao: string, type: string) => ({
    pk: `customer:${customer}`,
    id: `file:${number}:${fapiao}:${type}`,
  }),
  /** All in one partition, so that an address is taken and given in one commit. */
  staff: (id: string) => ({ pk: 'staff', id: `staff:${id}` }),
  staffEmail: (emailHash: string) => ({ pk: 'staff', id: `email:${emailHash}` }),
  /** The newest version, and each; all in one partition, whose ring says that there is a newer one. */
  settings: () => ({ pk: 'settings', id: 'current' }),
  settingsVersion: (version: number) => ({ pk: 'settings', id: `version:${seqPlace(version)}` }),
  session: (tokenHash: string) => ({ pk: `session:${tokenHash}`, id: 'session' }),
  accountSession: (tokenHash: string) => ({ pk: `account-session:${tokenHash}`, id: 'session' }),
};

/** A place in the log list: sequence numbers sort as texts. */
export const seqPlace = (seq: number): string => String(seq).padStart(10, '0');

/** In tests every shape is checked, when it is written and when it is read; a running product does not pay for it. */
const CHECKED = process.env.NODE_ENV === 'test';

function check(kind: KindName, id: string, body: unknown): void {
  const parsed = RECORD_KINDS[kind].shape.safeParse(body);
  if (!parsed.success) throw new TypeError(`${id} is no ${kind}: ${z.prettifyError(parsed.error)}`);
}

/** Makes a document of a kind, with the version that this process writes. */
export function record<K extends KindName>(
  kind: K,
  key: { pk: string; id: string },
  body: Body<K>,
  extra: { lists?: Partial<Record<ListName, string>>; expiresAt?: Instant } = {},
): Doc<Body<K>> {
  if (CHECKED) check(kind, key.id, body);
  return { ...key, kind, v: RECORD_KINDS[kind].v, body, ...extra };
}

/** Whether this process knows the document's kind and version. */
export function isKnown(doc: Doc): boolean {
  return Object.hasOwn(RECORD_KINDS, doc.kind) && doc.v <= RECORD_KINDS[doc.kind as KindName].v;
}

/** The typed body of a stored document, as this version has it whatever version wrote it. Throws StoreTooNew for a version above ours, an Error for another kind's document. */
export function bodyOf<K extends KindName>(kind: K, doc: Stored | Doc): Body<K> {
  if (doc.kind !== kind) throw new Error(`expected a ${kind}, found a ${doc.kind} at ${doc.id}`);
  if (doc.v > RECORD_KINDS[kind].v)
    throw new StoreTooNew(`${kind} has version ${doc.v}; this process knows ${RECORD_KINDS[kind].v}`);
  const body = doc.v < RECORD_KINDS[kind].v ? upgraded(kind, doc.v, doc.body) : doc.body;
  if (CHECKED) check(kind, doc.id, body);
  return body as Body<K>;
}

/** The document itself with its typed body, to be written again: under this version. */
export function typed<K extends KindName>(kind: K, doc: Stored): Stored<Body<K>> {
  return { ...doc, v: RECORD_KINDS[kind].v, body: bodyOf(kind, doc) };
}
