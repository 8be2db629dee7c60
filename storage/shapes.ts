// The shape of every kind of document's body. Unknown fields are kept, so that an older process loses nothing of a newer one.
import { z } from 'zod';
import { APPLICATION_STATES, COURSE_EVENTS } from '../domain/application';
import { CARRIERS } from '../domain/shipping';
import { LOCALES } from '../locales/list';
import { deadly } from './deadly';
import { withParticulars, withRemembered } from './shapes-application';

export { outbox } from './shapes-outbox';
export { mail, secret } from './shapes-own';

const instant = z.string();
const locale = z.enum(LOCALES);
const fapiao = z.looseObject({
  number: z.string(),
  code: z.string().optional(),
  amount: z.number().int(),
  bills: z.array(z.string()),
  issuedAt: instant,
});

export const order = z.looseObject({
  order: z.string(),
  customer: z.string(),
  payer: z.string(),
  /** The address that the import knows; told when another one registers, and asked when it is of another company. */
  contact: z.string().optional(),
  method: z.string().optional(),
  paidAt: instant.optional(),
  /** The active account that holds the order. */
  holder: z.string().optional(),
  /** The newest bill whose import row gave these values, so that importing the same rows again changes nothing. */
  asOf: z.string().optional(),
  /** What came of an address that is not the contact's. Missing: nobody had to be told. */
  consent: z
    .looseObject({
      state: z.enum(['waiting', 'open', 'refused']),
      /** Since when. */
      at: instant,
      /** Whose word it is: `contact`, `address` (of the same company), `host`, `staff:<name>`; missing while it waits. */
      by: z.string().optional(),
      /** The account; missing where the registration was refused before there was one. */
      account: z.string().optional(),
      /** The chat that registered, to be told. */
      conversation: z.string().optional(),
      /** Hash of the link that the contact got, and of those in earlier mails about the same. */
      hash: z.string().optional(),
      earlier: z.array(z.string()).optional(),
    })
    .optional(),
  /** Fingerprints of addresses that the contact or customer service refused: never again for this order. */
  refused: z.array(z.string()).optional(),
});

export const bill = z.looseObject({
  bill: z.string(),
  order: z.string(),
  /** `2026-11` */
  period: z.string(),
  amount: z.number().int(),
  payer: z.string(),
  /** How it was paid. */
  method: z.string().optional(),
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
export const pending = z.looseObject({
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
  /** More orders of the same customer that the account gets, as far as nobody holds them by then. */
  others: z.array(z.string()).optional(),
  /** Hash of the "not me" link that the order's known contact got. */
  contactHash: z.string().optional(),
  /** Who agreed already, before the activation: as `by` of an order's consent. */
  agreed: z.string().optional(),
});

export const account = z.looseObject({
  id: z.string(),
  customer: z.string(),
  email: z.string(),
  passwordHash: z.string(),
  locale,
  /** Those that are open to the account: nothing else of an order may be read or applied for. */
  orders: z.array(z.string()),
  /** Those that wait until their contact agrees. */
  waiting: z.array(z.string()).optional(),
  /** Rises with every password change, address change and "sign out everywhere": links with another epoch are void. */
  epoch: z.number().int(),
  activatedAt: instant,
  /** Its erasure was ordered then: it is closed, and goes last. */
  erasing: instant.optional(),
  /** The privacy notice that its page showed. */
  privacy: z.string().optional(),
  /** What the last confirmed application used (R32). */
  last: withRemembered({ at: instant }).optional(),
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
  event: z.enum(COURSE_EVENTS),
  state: z.enum(APPLICATION_STATES),
  note: z.string().optional(),
});

export const application = withParticulars({
  id: z.string(),
  number: z.string(),
  customer: z.string(),
  account: z.string(),
  bills: z.array(z.looseObject({ bill: z.string(), order: z.string(), period: z.string(), amount: z.number().int() })),
  amount: z.number().int(),
  payer: z.string(),
  /** The command that submitted it. */
  command: z.string().optional(),
  state: z.enum(APPLICATION_STATES),
  submittedAt: instant,
  /** Issued by then (24:00 of the second working day, Asia/Shanghai). */
  dueAt: instant,
  /** The calendar of that year was not known. */
  provisional: z.boolean(),
  /** So many were promised; missing in those from before there were settings. */
  workingDays: z.number().int().optional(),
  /** Expected issue date while issuing is delayed. */
  expectedAt: instant.optional(),
  /** A scheduled application is submitted by itself then. */
  scheduledFor: instant.optional(),
  /** Why it was rejected, as the customer reads it; and which of the list's reasons that was. */
  reason: z.string().optional(),
  rejection: z.string().optional(),
  events: z.array(event),
  fapiaos: z.array(fapiao),
  /** Its person was erased then: kept for the law alone, shown to nobody. */
  closed: instant.optional(),
  shipment: z.looseObject({ carrier: z.enum(CARRIERS), waybill: z.string(), sentAt: instant }).optional(),
  /** Who of the staff works on it. */
  claim: z.looseObject({ staff: z.string(), name: z.string(), at: instant }).optional(),
  /** Where it was applied for, and the language to tell it in. */
  conversation: z.string().optional(),
  locale,
});

/** A one-document pointer: who holds an order number, a login, a link, a fapiao number. */
export const pointer = z.looseObject({
  customer: z.string(),
  holder: z.string(),
  claimedAt: instant,
  data: z.string().optional(),
});

/** What a command came to: the same id again answers this. */
export const done = z.looseObject({ hash: z.string(), outcome: z.unknown() });

export const signin = z.looseObject({
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
export const limit = z.looseObject({
  count: z.number().int(),
  since: instant,
  hits: z.array(instant).optional(),
  /** What each hit was marked with, in the same order; '' = not marked. */
  marks: z.array(z.string()).optional(),
});

/** A wish for a person; in list `requests` until somebody at the desk closes it. */
export const request = z.looseObject({
  conversation: z.string(),
  account: z.string().optional(),
  text: z.string(),
  locale,
  at: instant,
  /** What came of it: then it is in no list any more. `answered`: by a mail with this text. */
  closed: z
    .looseObject({ at: instant, staff: z.string(), name: z.string(), text: z.string(), answered: z.boolean() })
    .optional(),
});

/** The header of a conversation. `state` is the dialogs' own and carries its own version. */
export const header = z.looseObject({
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
  /** Rows whose replies the channel did not take, in order; `sent`: so many of their messages it did. The outbox sends the rest. */
  unsent: z.array(z.looseObject({ row: z.string(), sent: z.number().int() })).optional(),
  /** The channel has said that nothing is taken before. */
  heldUntil: instant.optional(),
  /** Why nothing reaches it until somebody writes there: a code of the channel's. */
  unreachable: z.string().optional(),
  /** Chat tokens with a lower one are revoked; none was, while it is missing. */
  tokenEpoch: z.number().int().optional(),
  /** Whoever talks here was known to be at the desk then. */
  ownerSeen: instant.optional(),
  deadly,
});

/** One turn of a conversation: what came, what was answered, what was decided. */
export const turn = z.looseObject({
  attempt: z.string(),
  from: z.number().int(),
  to: z.number().int(),
  items: z.array(
    z.looseObject({ seq: z.number().int(), author: z.enum(['user', 'bot', 'agent', 'system']), at: instant }),
  ),
  commands: z.array(z.unknown()),
  invoke: z.unknown().optional(),
});

export const counter = z.looseObject({ next: z.number().int() });

export { audit, file, note, presence, undo } from './shapes-desk';
export { settings } from './shapes-settings';
export { accountSession } from './shapes-account-session';
export { session, staff } from './shapes-staff';
export { job, missed, visit } from './shapes-upkeep';
