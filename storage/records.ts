// Every kind of document: its key, its shape, its version, its lists. Unknown fields are kept; a newer version is refused.
import { z } from 'zod';
import { type Doc, type ListName, type Stored, StoreTooNew } from './store';
import type { Instant } from '../domain/result';

const instant = z.string();
const locale = z.enum(['en-US', 'zh-CN', 'zh-TW', 'nl-NL', 'da-DK', 'fr-FR']);
const kind = z.enum(['digital-normal', 'digital-special', 'paper-normal', 'paper-special']);

const buyer = z.looseObject({
  kind: z.enum(['enterprise', 'institution', 'individual', 'foreign']),
  name: z.string(),
  taxId: z.string().optional(),
  address: z.string().optional(),
  phone: z.string().optional(),
  bank: z.string().optional(),
  account: z.string().optional(),
});
const delivery = z.looseObject({
  method: z.enum(['email', 'yunda', 'sf', 'pickup']),
  emails: z.array(z.string()).optional(),
  recipient: z.string().optional(),
  mobile: z.string().optional(),
  address: z.string().optional(),
  postcode: z.string().optional(),
});
const fapiao = z.looseObject({
  number: z.string(),
  code: z.string().optional(),
  amount: z.number().int(),
  bills: z.array(z.string()),
  issuedAt: instant,
});

const order = z.looseObject({
  order: z.string(),
  customer: z.string(),
  payer: z.string(),
  /** The address that the import knows; told when another one registers. */
  contact: z.string().optional(),
  method: z.string().optional(),
  paidAt: instant.optional(),
  /** The active account that holds the order. */
  holder: z.string().optional(),
  /** The newest bill whose import row gave these values, so that importing the same rows again changes nothing. */
  asOf: z.string().optional(),
});

const bill = z.looseObject({
  bill: z.string(),
  order: z.string(),
  /** `2026-11` */
  period: z.string(),
  amount: z.number().int(),
  payer: z.string(),
  /** Without it the bill is not paid yet. */
  paidAt: instant.optional(),
  /** paidAt + 3 x 24 h: from then a fapiao can be applied for. */
  opensAt: instant.optional(),
  /** Number of the live application, scheduled ones included. */
  application: z.string().optional(),
  /** How far that application is, so that a list of bills needs no look at applications. */
  stage: z.enum(['scheduled', 'applied', 'issued']).optional(),
});

/** A registration that waits for its activation. One per order; a corrected address replaces it. */
const pending = z.looseObject({
  order: z.string(),
  email: z.string(),
  locale,
  tokenHash: z.string(),
  nonce: z.string(),
  createdAt: instant,
  expiresAt: instant,
  /** The conversation that began it, and the number that it shows; the page shows it among `decoys`. */
  conversation: z.string().optional(),
  pair: z.string().optional(),
  decoys: z.array(z.string()).optional(),
  /** When each mail was asked for. */
  sends: z.array(instant),
  /** The mail server's permanent refusal, if it refused. */
  refused: z.string().optional(),
  /** Id of the account that it becomes: the same after a resend, so that a claimed login stays its own. */
  account: z.string().optional(),
  /** Hash of the "not me" link that the order's known contact got. */
  contactHash: z.string().optional(),
});

const account = z.looseObject({
  id: z.string(),
  customer: z.string(),
  email: z.string(),
  passwordHash: z.string(),
  locale,
  orders: z.array(z.string()),
  /** Rises with every password change, address change and "sign out everywhere": links with another epoch are void. */
  epoch: z.number().int(),
  activatedAt: instant,
  /** What the last confirmed application used (R32). */
  last: z.looseObject({ at: instant, kind, buyer, delivery, grouping: z.enum(['each', 'together']) }).optional(),
  /** Hash of the newest one-time link of each purpose. */
  links: z.record(
    z.string(),
    z.looseObject({
      hash: z.string(),
      expiresAt: instant,
      data: z.string().optional(),
      /** It did its work; kept so that the same click twice gets the same answer. */
      used: z.boolean().optional(),
      did: z.string().optional(),
    }),
  ),
});

const event = z.looseObject({
  at: instant,
  by: z.string(),
  event: z.string(),
  state: z.string(),
  note: z.string().optional(),
});

const application = z.looseObject({
  id: z.string(),
  number: z.string(),
  customer: z.string(),
  account: z.string(),
  bills: z.array(z.looseObject({ bill: z.string(), order: z.string(), period: z.string(), amount: z.number().int() })),
  amount: z.number().int(),
  kind,
  grouping: z.enum(['each', 'together']),
  buyer,
  delivery,
  payer: z.string(),
  /** "I need it for a refund or a purchase certificate": then title and payer are the same. */
  certificate: z.boolean(),
  state: z.string(),
  submittedAt: instant,
  /** Issued by then (24:00 of the second working day, Asia/Shanghai). */
  dueAt: instant,
  /** The calendar of that year was not known. */
  provisional: z.boolean(),
  /** Expected issue date while issuing is delayed. */
  expectedAt: instant.optional(),
  /** A scheduled application is submitted by itself then. */
  scheduledFor: instant.optional(),
  reason: z.string().optional(),
  events: z.array(event),
  fapiaos: z.array(fapiao),
  shipment: z.looseObject({ carrier: z.string(), waybill: z.string(), sentAt: instant }).optional(),
  /** Where it was applied for, and the language to tell it in. */
  conversation: z.string().optional(),
  locale,
});

const outbox = z.looseObject({
  to: z.enum(['mail', 'chat', 'job']),
  /** A mail template of locales/<locale>/mail.json, a notice's name, or a job's name. */
  name: z.string(),
  locale,
  /** Mail: the address. Chat: the conversation. */
  target: z.string(),
  params: z.record(z.string(), z.unknown()),
  attempts: z.number().int(),
  createdAt: instant,
  /** Mail: a one-time link of this purpose is made from the nonce when the mail is worded, so that no token lies here. */
  link: z.looseObject({ purpose: z.string(), nonce: z.string() }).optional(),
});

/** A one-document pointer: who holds an order number, a login, a link, a fapiao number. */
const pointer = z.looseObject({
  customer: z.string(),
  holder: z.string(),
  claimedAt: instant,
  data: z.string().optional(),
});

/** What a command came to: the same id again answers this. */
const done = z.looseObject({ hash: z.string(), outcome: z.unknown() });

const signin = z.looseObject({
  conversation: z.string(),
  locale,
  expiresAt: instant,
  account: z.string().optional(),
  customer: z.string().optional(),
  epoch: z.number().int().optional(),
  /** Hash of the newest link of this conversation. */
  tokenHash: z.string().optional(),
  codeHash: z.string().optional(),
  tries: z.number().int(),
  usedAt: instant.optional(),
});

/** A counter in a window of time. */
const limit = z.looseObject({ count: z.number().int(), since: instant, hits: z.array(instant).optional() });

/** A wish for a person, until the desk exists. */
const request = z.looseObject({
  conversation: z.string(),
  account: z.string().optional(),
  text: z.string(),
  locale,
  at: instant,
});

/** The header of a conversation. `state` is the dialogs' own and carries its own version. */
const header = z.looseObject({
  state: z.unknown(),
  nextSeq: z.number().int(),
  channel: z.string(),
  /** How to send to it without an inbound activity; undefined on the embedded Direct Line. */
  reference: z.unknown().optional(),
  person: z.string().optional(),
  /** Others read along: nothing of an account is shown there. */
  group: z.boolean().optional(),
  /** Commands that were decided and not yet answered; the row that decided them. */
  pending: z.array(z.unknown()),
  pendingRow: z.string().optional(),
  /** Rows whose replies are known to have been sent: only ever suppresses a second sending. */
  delivered: z.array(z.string()),
});

/** One turn of a conversation: what came, what was answered, what was decided. */
const turn = z.looseObject({
  attempt: z.string(),
  from: z.number().int(),
  to: z.number().int(),
  items: z.array(
    z.looseObject({ seq: z.number().int(), author: z.enum(['user', 'bot', 'agent', 'system']), at: instant }),
  ),
  commands: z.array(z.unknown()),
  invoke: z.unknown().optional(),
});

const mail = z.looseObject({
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  sentAt: instant,
});

const secret = z.looseObject({ keys: z.array(z.string()) });
const counter = z.looseObject({ next: z.number().int() });

/** All kinds with the version that this process writes and knows. */
export const RECORD_KINDS = {
  order: { v: 1, shape: order },
  bill: { v: 1, shape: bill },
  pending: { v: 1, shape: pending },
  account: { v: 1, shape: account },
  application: { v: 1, shape: application },
  outbox: { v: 1, shape: outbox },
  pointer: { v: 1, shape: pointer },
  done: { v: 1, shape: done },
  signin: { v: 1, shape: signin },
  limit: { v: 1, shape: limit },
  request: { v: 1, shape: request },
  header: { v: 1, shape: header },
  turn: { v: 1, shape: turn },
  mail: { v: 1, shape: mail },
  secret: { v: 1, shape: secret },
  counter: { v: 1, shape: counter },
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

/** Where each kind lives. Customers are `customer:<tenant, or the order number where there is none>`. */
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
  fapiao: (number: string) => ({ pk: `fapiao:${number}`, id: 'pointer' }),
  header: (conversation: string) => ({ pk: `conversation:${conversation}`, id: 'header' }),
  turn: (conversation: string, row: string) => ({ pk: `conversation:${conversation}`, id: `turn:${row}` }),
  signin: (conversation: string) => ({ pk: `conversation:${conversation}`, id: 'signin' }),
  done: (pk: string, command: string) => ({ pk, id: `done:${command}` }),
  limit: (scope: string, hash: string) => ({ pk: `limit:${scope}:${hash}`, id: 'limit' }),
  secret: () => ({ pk: 'system', id: 'secret' }),
  counter: (name: string) => ({ pk: `counter:${name}`, id: 'counter' }),
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

/** The typed body of a stored document. Throws StoreTooNew for a version above ours, an Error for another kind's document. */
export function bodyOf<K extends KindName>(kind: K, doc: Stored | Doc): Body<K> {
  if (doc.kind !== kind) throw new Error(`expected a ${kind}, found a ${doc.kind} at ${doc.id}`);
  if (doc.v > RECORD_KINDS[kind].v)
    throw new StoreTooNew(`${kind} has version ${doc.v}; this process knows ${RECORD_KINDS[kind].v}`);
  if (CHECKED) check(kind, doc.id, doc.body);
  return doc.body as Body<K>;
}
