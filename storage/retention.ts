// How long every kind of document is kept, in one table, and the store that gives each document its end when it is written.
import type { Instant } from '../domain/result';
import type { Periods } from '../domain/retention';
import { DAY, later } from '../domain/time';
import type { Body, KindName } from './records';
import type { Doc, Store, Write } from './store';

type Days = (periods: Periods) => number;

/**
 * `write`: so many days after it was last written; `since` says for documents of before when that was. `purpose`: whoever
 * writes it says when its purpose ends, at the latest after so many days. `erasure`: until its person is erased. `ever`:
 * it names nobody, and its loss would break a promise.
 */
export type Rule<B = never> =
  | { ends: 'write'; days: Days; since: (body: B) => Instant | undefined }
  | { ends: 'purpose'; days: Days }
  | { ends: 'erasure' }
  | { ends: 'ever' };

const transcript: Days = ({ transcriptDays }) => transcriptDays;
const technical: Days = ({ technicalDays }) => technicalDays;
const mails: Days = ({ mailDays }) => mailDays;
/** With leap days. */
const law: Days = ({ fapiaoYears }) => Math.ceil(fapiaoYears * 365.25);
/** A link to an account lives 30 days, and messages are written until then. */
const LINKED_DAYS = 31;

const purpose = { ends: 'purpose', days: technical } as const;
const unknown = () => undefined;

/** A kind without a rule does not compile. Pointers differ by what they point from: `POINTER_RETENTION`. */
export const RETENTION: { [K in Exclude<KindName, 'pointer'>]: Rule<Body<K>> } = {
  // A message ends 180 days after itself and not with its conversation: who chats for years would else be kept for ever.
  turn: { ends: 'write', days: transcript, since: ({ items }) => items.at(-1)?.at },
  header: { ends: 'write', days: transcript, since: unknown },
  visit: { ends: 'write', days: (periods) => transcript(periods) + LINKED_DAYS, since: ({ at }) => at },
  request: { ends: 'write', days: transcript, since: ({ at }) => at },
  missed: { ends: 'write', days: transcript, since: ({ at }) => at },
  order: { ends: 'write', days: law, since: unknown },
  bill: { ends: 'write', days: law, since: unknown },
  application: { ends: 'write', days: law, since: ({ events, submittedAt }) => events.at(-1)?.at ?? submittedAt },
  account: { ends: 'erasure' },
  pending: purpose,
  done: purpose,
  signin: purpose,
  limit: purpose,
  outbox: { ends: 'write', days: mails, since: ({ dead, createdAt }) => dead ?? createdAt },
  mail: { ends: 'write', days: mails, since: ({ sentAt }) => sentAt },
  secret: { ends: 'ever' },
  counter: { ends: 'ever' },
  job: { ends: 'ever' },
  // What was done to a fapiao is proven as long as the fapiao; of a person whose data is erased it names nothing.
  // Who was let in, and who was not, says so itself and ends sooner.
  audit: { ends: 'purpose', days: law },
  note: { ends: 'write', days: law, since: ({ at }) => at },
  presence: purpose,
  undo: purpose,
  // Its bytes follow (services/application/file-sweep.ts).
  file: { ends: 'write', days: law, since: ({ at }) => at },
  // Who did what is asked for as long as what they did is kept: whoever leaves is disabled.
  staff: { ends: 'erasure' },
  session: purpose,
  accountSession: purpose,
  // Who said what to customers, and since when.
  settings: { ends: 'ever' },
};

const NOTE_OF_CONVERSATION: Rule<Body<'note'>> = { ends: 'write', days: transcript, since: ({ at }) => at };

/** By the first part of the partition. They hold numbers and hashes, no address. */
export const POINTER_RETENTION: Record<string, Rule<Body<'pointer'>>> = {
  order: { ends: 'ever' },
  bill: { ends: 'ever' },
  // A number is used once, also after its application is gone.
  fapiao: { ends: 'ever' },
  login: { ends: 'erasure' },
  registering: purpose,
  conversation: purpose,
  // Instead of a mail to an address that nobody has (services/account/for-nobody.ts).
  command: purpose,
  link: purpose,
  jti: purpose,
  // The address of somebody who works at the desk.
  staff: { ends: 'erasure' },
};

/** The rule of a document. A kind or pointer that this process does not know is left as it is. */
export function ruleOf({ kind, pk }: Pick<Doc, 'kind' | 'pk'>): Rule {
  // What staff noted beside a conversation goes with its messages; beside an application it belongs to the fapiao.
  if (kind === 'note' && pk.startsWith('conversation:')) return NOTE_OF_CONVERSATION as Rule;
  const known: Record<string, Rule> = kind === 'pointer' ? POINTER_RETENTION : RETENTION;
  const name = kind === 'pointer' ? (pk.split(':')[0] ?? '') : kind;
  return Object.hasOwn(known, name) ? (known[name] as Rule) : { ends: 'ever' };
}

export const daysAfter = (at: Instant, days: number): Instant => later(at, days * DAY);

function ended(doc: Doc, periods: Periods, now: Instant): Doc {
  const rule = ruleOf(doc);
  if (rule.ends === 'ever' || rule.ends === 'erasure') return doc;
  const latest = daysAfter(now, rule.days(periods));
  const own = rule.ends === 'purpose' ? doc.expiresAt : undefined;
  return { ...doc, expiresAt: own !== undefined && own < latest ? own : latest };
}

type Retaining = Store & { beneath: Store };

/** The store with an end for whatever is written through it: nobody who writes has to think of it. */
export function retaining(store: Store, periods: Periods, now: () => Instant): Store {
  const retained: Retaining = {
    ...store,
    beneath: store,
    commit(pk, writes, deadline) {
      const at = now();
      const timed = writes.map(
        (write): Write => (write.op === 'delete' ? write : { ...write, doc: ended(write.doc, periods, at) }),
      );
      return store.commit(pk, timed, deadline);
    },
  };
  return retained;
}

/** The same store without that: for a document whose end counts from an earlier moment. */
export const beneath = (store: Store): Store => (store as Partial<Retaining>).beneath ?? store;
