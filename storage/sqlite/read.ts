// Reads: one document by its key, pages of a list, and pages of everything. What has expired is not there.
import type { Instant } from '../../domain/result';
import { endOf, readCursor, writeCursor } from '../keyset';
import { type Key, type ListName, type ListQuery, type Page, type ScanQuery, StoreDown, type Stored } from '../store';
import type { Database, Statement, Value } from './driver';

interface Row extends Key {
  kind: string;
  v: number;
  body: string;
  lists: string | null;
  expires: string | null;
  seq: number;
}

interface Placed extends Row {
  place: string;
}

/** The check of the pages does not see what they say: a text that is damaged shows only here. */
function parsed<T>(kind: string, text: string): T {
  try {
    return JSON.parse(text) as T;
  } catch {
    // Without the cause: its message quotes the text.
    throw new StoreDown(`a document (${kind}) is damaged; restore a backup: npm run store -- restore FILE`);
  }
}

function stored<B>(key: Key, row: Row): Stored<B> {
  const doc: Stored<B> = {
    pk: key.pk,
    id: key.id,
    kind: row.kind,
    v: row.v,
    body: parsed(row.kind, row.body),
    etag: String(row.seq),
  };
  if (row.lists !== null) doc.lists = parsed(row.kind, row.lists);
  if (row.expires !== null) doc.expiresAt = row.expires;
  return doc;
}

/** `rows` has one more than `limit` when there is a next page. */
function page<B, R extends Row>(rows: readonly R[], limit: number, at: (row: R) => string[]): Page<B> {
  const docs = rows.slice(0, limit).map((row) => stored<B>(row, row));
  return rows.length > limit ? { docs, next: writeCursor(at(rows[limit - 1] as R)) } : { docs };
}

export function createReads(db: Database, now: () => Instant) {
  const one = db.prepare('SELECT kind, v, body, lists, expires, seq FROM docs WHERE pk = ? AND id = ?');
  const statements = new Map<string, Statement>();

  /** The few shapes of queries that exist are each prepared once. */
  function statement(sql: string): Statement {
    const known = statements.get(sql);
    if (known) return known;
    const made = db.prepare(sql);
    statements.set(sql, made);
    return made;
  }

  function get<B>(key: Key): Stored<B> | undefined {
    const row = one.get(key.pk, key.id) as Row | undefined;
    if (!row || (row.expires !== null && row.expires <= now())) return undefined;
    return stored(key, row);
  }

  function list<B>(name: ListName, query: ListQuery): Page<B> {
    const { pk, prefix, from, to, after, desc = false, limit } = query;
    const where = ['l.list = ?'];
    const values: Value[] = [name];
    const add = (condition: string, ...more: Value[]) => {
      where.push(condition);
      values.push(...more);
    };
    if (pk !== undefined) add('l.pk = ?', pk);
    if (from !== undefined) add('l.place >= ?', from);
    if (to !== undefined) add('l.place < ?', to);
    if (prefix) {
      add('l.place >= ?', prefix);
      const end = endOf(prefix);
      if (end !== undefined) add('l.place < ?', end);
    }
    if (after !== undefined) {
      const [place, lastPk, id] = readCursor(after, 3) as [string, string, string];
      if (pk === undefined) add(`(l.place, l.pk, l.id) ${desc ? '<' : '>'} (?, ?, ?)`, place, lastPk, id);
      else add(`(l.place, l.id) ${desc ? '<' : '>'} (?, ?)`, place, id);
    }
    add('(d.expires IS NULL OR d.expires > ?)', now());
    const order = (pk === undefined ? ['place', 'pk', 'id'] : ['place', 'id']).map(
      (c) => `l.${c}${desc ? ' DESC' : ''}`,
    );
    // CROSS JOIN keeps the order of the tables: the list leads, by its index, and nothing is sorted.
    const rows = statement(
      `SELECT l.place, l.pk, l.id, d.kind, d.v, d.body, d.lists, d.expires, d.seq
       FROM lists l CROSS JOIN docs d ON d.pk = l.pk AND d.id = l.id
       WHERE ${where.join(' AND ')} ORDER BY ${order.join(', ')} LIMIT ?`,
    ).all(...values, limit + 1) as Placed[];
    return page(rows, limit, (row) => [row.place, row.pk, row.id]);
  }

  /** By the index of the keys, so that nothing is sorted however many documents there are. */
  function scan<B>({ after, limit }: ScanQuery): Page<B> {
    const [pk, id] = after === undefined ? ['', ''] : (readCursor(after, 2) as [string, string]);
    const rows = statement(
      `SELECT pk, id, kind, v, body, lists, expires, seq FROM docs
       WHERE (pk, id) > (?, ?) AND (expires IS NULL OR expires > ?) ORDER BY pk, id LIMIT ?`,
    ).all(pk, id, now(), limit + 1) as Row[];
    return page(rows, limit, (row) => [row.pk, row.id]);
  }

  return { get, list, scan };
}
