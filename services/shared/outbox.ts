// Rows of the outbox: mails, and messages into chats. They say what happened and are worded only when they are shown.
import type { Instant } from '../../domain/result';
import { keys, type Outbox, record } from '../../storage/records';
import { duePlace } from '../../storage/dues';
import type { Write } from '../../storage/store';
import type { Locale } from '../../locales/list';
import type { Deps } from './deps';
import { personOf, tracePlace } from '../privacy/people';

/** The rows of one kind, or the one of a name. */
export type RowOf<To extends Outbox['to'], Name extends Outbox['name'] = Outbox['name']> = Extract<
  Outbox,
  { to: To; name: Name }
>;
/** What happened, as a row holds it. */
type Happened<Row> = Row extends { name: infer Name; params: infer Params } ? { name: Name; params: Params } : never;
/** The same for whoever writes it: what needs no particulars may leave them out. */
type Telling<Event> = Event extends { name: infer Name; params: infer Params }
  ? Params extends Record<string, never>
    ? { name: Name; params?: Params }
    : Partial<Params> extends Params
      ? { name: Name; params?: Params }
      : { name: Name; params: Params }
  : never;

/** Why work is not done yet, a code, and how many milliseconds it must wait at least. */
export interface NotYet {
  why: string;
  waitMs?: number;
}

/** Work by its name; answers only when it must be tried again. `row`: the same for every try. */
export type Jobs = {
  [Name in RowOf<'job'>['name']]?: (
    params: RowOf<'job', Name>['params'],
    row: { id: string; createdAt: Instant },
  ) => Promise<NotYet | undefined>;
};
/** What a conversation is told. */
export type ChatEvent = Happened<RowOf<'chat'>>;
/** What a row tells its conversation. */
export const eventIn = ({ name, params }: RowOf<'chat'>): ChatEvent => ({ name, params }) as ChatEvent;

/** An application that moved, as its holder saw it then. */
export type ApplicationChange = RowOf<'chat', 'applicationChanged'>['params'];

interface Place {
  /** The customer whose partition the batch is in; a pk for rows elsewhere. */
  customer?: string;
  pk?: string;
  /** Where the same event must not make a second row. */
  id?: string;
  locale: Locale;
  /** Told then, and counted as made then, so that what is told before it is not held up by it. Left out: at once. */
  at?: Instant;
}
type Row<To extends Outbox['to']> = Place & Telling<Happened<RowOf<To>>>;
type LinkIn = Extract<Outbox, { to: 'mail' }>['link'];

/** A mail to an address. `link`: the one-time link in it, made from the nonce when it is worded. */
export function mailRow(deps: Deps, row: Row<'mail'> & { to: string; link?: LinkIn }): Write {
  return outboxRow(deps, row, { to: 'mail', target: row.to, link: row.link });
}

/** A notice that becomes a turn of a conversation. */
export function chatRow(deps: Deps, row: Row<'chat'> & { conversation: string }): Write {
  return outboxRow(deps, row, { to: 'chat', target: row.conversation });
}

/** Work for the dispatcher. */
export function jobRow(deps: Deps, row: Row<'job'>): Write {
  return outboxRow(deps, row, { to: 'job', target: '' });
}

function outboxRow(
  deps: Deps,
  { customer = 'none', pk = keys.customer(customer), id = `outbox:${deps.newId()}`, locale, at, ...row }: AnyRow,
  where: Pick<Outbox, 'to' | 'target'> & { link?: LinkIn },
): Write {
  const now = at ?? deps.now();
  // Each of the three functions above takes only a name and particulars that belong together.
  const { name, params = {} } = row;
  const body = { ...where, name, locale, params, attempts: 0, createdAt: now } as Outbox;
  const people = where.to === 'mail' ? tracePlace(personOf(deps, where.target), id) : undefined;
  // The desk sees what became of it.
  const told = row.name === 'applicationChanged' ? toldPlace(row.params.number, now) : undefined;
  const lists = { due: duePlace(now, id), ...(people ? { people } : {}), ...(told ? { told } : {}) };
  return { op: 'create', doc: record('outbox', { pk, id }, body, { lists }) };
}

/** Of an application's mails and notices, by when they were to be told. */
const toldPlace = (number: string, at: Instant): string => `${number}#${at}`;

type AnyRow = Row<'mail'> | Row<'chat'> | Row<'job'>;
