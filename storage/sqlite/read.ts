// Reads: one document by its key, and pages of a list. What has expired is not there.
import type { Instant } from '../../domain/result';
import { type Key, type ListName, type ListQuery, type Page, type Stored, StoreMisuse } from '../store';
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

function stored<B>(key: Key, row: Row): Stored<B> {
  const doc: Stored<B> = {
    pk: key.pk,
    id: key.id,
    kind: row.kind,
    v: row.v,
    body: JSON.parse(row.body),
    etag: String(row.seq),
  };
  if (row.lists !== null) doc.lists = JSON.parse(row.lists);
  if (row.expires !== null) doc.expiresAt = row.expires;
  return doc;
}

/** The first text after all that begin with `prefix`, in the order of code points; undefined when there is none. */
export function endOf(prefix: string): string | undefined {
  const points = Array.from(prefix);
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    const point = last.codePointAt(0) as number;
    // Half surrogate pairs are no characters: what follows U+D7FF is U+E000.
    if (point < 0x10ffff) return points.join('') + String.fromCodePoint(point === 0xd7ff ? 0xe000 : point + 1);
  }
  return undefined;
}

const next = ({ place, pk, id }: Placed): string => Buffer.from(JSON.stringify([place, pk, id])).toString('base64url');

function position(after: string): [string, string, string] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(after, 'base64url').toString());
    if (Array.isArray(parts) && parts.length === 3 && parts.every((part) => typeof part === 'string')) {
      return parts as [string, string, string];
    }
  } catch {
    // Told below: what is not a position is the caller's mistake, whatever it is.
  }
  throw new StoreMisuse('`after` is not the `next` of a page');
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
      const [place, lastPk, id] = position(after);
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
    const docs = rows.slice(0, limit).map((row) => stored<B>(row, row));
    return rows.length > limit ? { docs, next: next(rows[limit - 1] as Placed) } : { docs };
  }

  return { get, list };
}
