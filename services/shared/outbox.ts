// Rows of the outbox: mails, and messages into chats, worded only when they are sent. Written with what they tell of.
import { keys, type Outbox, record } from '../../storage/records';
import { duePlace } from '../../storage/dues';
import type { Write } from '../../storage/store';
import type { Locale } from '../../locales/list';
import type { Deps } from './deps';
import { personOf, tracePlace } from '../privacy/people';

interface Row {
  /** The customer whose partition the batch is in; a pk for rows elsewhere. */
  customer?: string;
  pk?: string;
  /** Where the same event must not make a second row. */
  id?: string;
  name: string;
  locale: Locale;
  params?: Record<string, unknown>;
}

/** A mail of template `name` to an address. `link`: the one-time link in it, made from the nonce when it is worded. */
export function mailRow(deps: Deps, row: Row & { to: string; link?: { purpose: string; nonce: string } }): Write {
  return outboxRow(deps, row, { to: 'mail', target: row.to, ...(row.link ? { link: row.link } : {}) });
}

/** A notice that becomes a turn of a conversation. */
export function chatRow(deps: Deps, row: Row & { conversation: string }): Write {
  return outboxRow(deps, row, { to: 'chat', target: row.conversation });
}

/** Work of a name for the dispatcher. */
export function jobRow(deps: Deps, row: Row): Write {
  return outboxRow(deps, row, { to: 'job', target: '' });
}

function outboxRow(deps: Deps, row: Row, where: Pick<Outbox, 'to' | 'target' | 'link'>): Write {
  const now = deps.now();
  const id = row.id ?? `outbox:${deps.newId()}`;
  const pk = row.pk ?? keys.customer(row.customer ?? 'none');
  const body: Outbox = {
    ...where,
    name: row.name,
    locale: row.locale,
    params: row.params ?? {},
    attempts: 0,
    createdAt: now,
  };
  const person = where.to === 'mail' ? { people: tracePlace(personOf(deps, where.target), id) } : {};
  const lists = { due: duePlace(now, id), ...person };
  return { op: 'create', doc: record('outbox', { pk, id }, body, { lists }) };
}
