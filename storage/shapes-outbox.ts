// The shapes of the outbox's rows: what happened, as data. Whoever shows it chooses the words then, so that no row holds any.
import { z } from 'zod';
import { APPLICATION_STATES, COURSE_EVENTS } from '../domain/application';
import { PILES } from '../domain/desk';
import { DELIVERY_METHODS } from '../domain/fapiao';
import { CARRIERS } from '../domain/shipping';
import { LOCALES } from '../locales/list';
import { deadly } from './deadly';

const instant = z.string();

const row = {
  locale: z.enum(LOCALES),
  /** Mail: the address. Chat: the conversation. */
  target: z.string(),
  attempts: z.number().int(),
  createdAt: instant,
  /** Given up then, and why (a code); kept for whoever looks into it. */
  dead: instant.optional(),
  why: z.string().optional(),
  /** Of what tells of an application: taken by the mail server, or stands in the chat. */
  sent: instant.optional(),
  deadly,
};

/** A mail: its name is its template's. `link`: of this purpose, made from the nonce when the mail is worded, so that no token lies here. */
const mail = <Name extends string, Params extends z.ZodRawShape>(name: Name, params: Params) =>
  z.object({
    ...row,
    to: z.literal('mail'),
    name: z.literal(name),
    params: z.object(params),
    link: z.object({ purpose: z.string(), nonce: z.string() }).optional(),
  });

/** A notice that becomes a turn of a conversation. */
const chat = <Name extends string, Params extends z.ZodType>(name: Name, params: Params) =>
  z.object({ ...row, to: z.literal('chat'), name: z.literal(name), params });

/** Work for the dispatcher. */
const job = <Name extends string, Params extends z.ZodRawShape>(name: Name, params: Params) =>
  z.object({ ...row, to: z.literal('job'), name: z.literal(name), params: z.object(params) });

/** An application that moved: the event, and the application as its holder saw it then. */
const applicationChanged = {
  customer: z.string(),
  /** Its holder, and where it was applied for: there a refusal of the mail is told. */
  account: z.string(),
  conversation: z.string().optional(),
  number: z.string(),
  event: z.enum(COURSE_EVENTS),
  state: z.enum(APPLICATION_STATES),
  medium: z.enum(['digital', 'paper']),
  method: z.enum(DELIVERY_METHODS),
  /** How many. */
  bills: z.number().int(),
  amount: z.number().int(),
  dueAt: instant,
  provisional: z.boolean(),
  expectedAt: instant.optional(),
  scheduledFor: instant.optional(),
  reason: z.string().optional(),
  /** What stands on them: the code before the number where there is one. */
  fapiaos: z.array(z.string()).optional(),
  emails: z.array(z.string()).optional(),
  carrier: z.enum(CARRIERS).optional(),
  waybill: z.string().optional(),
};

const orderAnswered = { customer: z.string(), account: z.string(), order: z.string() };
/** When the link in the mail ends. */
const ends = { expiresAt: instant.optional() };

const mails = [
  mail('activation', ends),
  mail('accountExists', {}),
  mail('otherAddressRegistered', { email: z.string(), order: z.string() }),
  mail('agreementAsked', { email: z.string(), order: z.string() }),
  mail('orderOpened', orderAnswered),
  mail('orderClosed', orderAnswered),
  mail('holderAsked', { asker: z.string() }),
  /** `waiting`: orders that are not open yet. */
  mail('activated', { waiting: z.array(z.string()).optional() }),
  mail('resetPassword', ends),
  mail('passwordChanged', {}),
  mail('confirmEmail', ends),
  /** The new address, masked. */
  mail('emailChanging', { email: z.string(), ...ends }),
  mail('emailChanged', { email: z.string() }),
  mail('myData', ends),
  mail('dataErased', {}),
  mail('applicationChanged', applicationChanged),
  /** To the service centre: open work by pile, and the new ones that are due first. Nothing of a customer. */
  mail('digest', {
    since: instant,
    until: instant,
    piles: z.array(
      z.object({ pile: z.enum(PILES), all: z.number().int(), fresh: z.number().int(), late: z.number().int() }),
    ),
    newest: z.array(z.object({ number: z.string(), medium: z.enum(['digital', 'paper']), due: instant })),
  }),
  /** What somebody at the desk wrote, and what it answers. */
  mail('requestAnswered', { text: z.string(), asked: z.string() }),
] as const;

const chats = [
  chat(
    'linked',
    z.object({
      customer: z.string(),
      account: z.string(),
      epoch: z.number().int(),
      until: instant,
      email: z.string(),
    }),
  ),
  chat('applicationChanged', z.object(applicationChanged)),
  /** Of a registration, or about an application. */
  chat(
    'mailRefused',
    z.union([
      z.object({ email: z.string(), number: z.string(), account: z.string() }),
      z.object({ email: z.string(), number: z.undefined().optional() }),
    ]),
  ),
  chat('orderOpened', z.object(orderAnswered)),
  chat('orderClosed', z.object(orderAnswered)),
] as const;

/** What an issuing service is told: there is one to issue, it is not to be issued any more, or somebody else changed it. */
export const ISSUING_EVENTS = ['application.submitted', 'application.withdrawn', 'application.changed'] as const;

const jobs = [
  /** To the issuing service: what it is told is read when it is told, so nothing of a customer lies here. */
  job('issuing', { customer: z.string(), number: z.string(), event: z.enum(ISSUING_EVENTS) }),
  /** Replies that a channel did not take: the conversation's header names them. */
  job('replies', { conversation: z.string() }),
  /** Due dates of open applications, by the calendar of this version of the settings. `round`: 1, and 2 for what was submitted by a process that did not know of it yet. */
  job('dueDates', { version: z.number().int(), round: z.number().int() }),
  /** Instead of a mail to an address that nobody has. */
  job('nobody', {}),
  /** What erasing a person needs, once begun: no address in it. */
  job('forget', {
    /** Ids of accounts and fingerprints of addresses: places in list `people`. */
    persons: z.array(z.string()),
    /** Partitions of single documents that belong to the person: logins, links, limits, the newest registration. */
    logins: z.array(z.string()),
    links: z.array(z.string()),
    limits: z.array(z.string()),
    registering: z.array(z.string()),
    account: z.object({ customer: z.string(), id: z.string() }).optional(),
  }),
] as const;

const known = z.discriminatedUnion('to', [
  z.discriminatedUnion('name', mails),
  z.discriminatedUnion('name', chats),
  z.discriminatedUnion('name', jobs),
]);
const NAMES = new Set<string>([...mails, ...chats, ...jobs].map(({ shape }) => shape.name.value));

/** What a newer process writes under a name that this one does not know waits for that one, as it is. */
const newer = z.looseObject({ ...row, name: z.string().refine((name) => !NAMES.has(name)) });

export const outbox = z.union([known, newer]) as unknown as z.ZodType<z.infer<typeof known>>;
