// One commit inside a transaction: conditions, documents, and the lists that they are in.
import type { Instant } from '../../domain/result';
import type { Committed, Doc, Write } from '../store';
import type { Database } from './driver';

interface Found {
  rowid: number;
  seq: number;
  lists: string | null;
  expires: string | null;
}

type Lists = Record<string, string | undefined>;

/** Answers a function that applies checked writes; `bodies` are their bodies as JSON. The caller undoes a refusal. */
export function createApply(db: Database, writer: number) {
  const change = db.prepare('INSERT INTO changes(pk, writer) VALUES(?, ?)');
  const find = db.prepare('SELECT rowid, seq, lists, expires FROM docs WHERE pk = ? AND id = ?');
  const insert = db.prepare(
    'INSERT INTO docs(kind, v, body, lists, expires, seq, pk, id) VALUES(?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const update = db.prepare(
    'UPDATE docs SET kind = ?, v = ?, body = ?, lists = ?, expires = ?, seq = ? WHERE rowid = ?',
  );
  const remove = db.prepare('DELETE FROM docs WHERE rowid = ?');
  const enter = db.prepare('INSERT INTO lists(list, place, pk, id) VALUES(?, ?, ?, ?)');
  const leave = db.prepare('DELETE FROM lists WHERE list = ? AND place = ? AND pk = ? AND id = ?');

  /** Only what differs is touched: most replaces leave a document where it is. */
  function relist(pk: string, id: string, before: string | null, after: string | null): void {
    if (before === after) return;
    const old: Lists = before ? JSON.parse(before) : {};
    const next: Lists = after ? JSON.parse(after) : {};
    for (const [list, place] of Object.entries(old)) {
      if (place !== undefined && next[list] !== place) leave.run(list, place, pk, id);
    }
    for (const [list, place] of Object.entries(next)) {
      if (place !== undefined && old[list] !== place) enter.run(list, place, pk, id);
    }
  }

  function save(pk: string, doc: Doc, body: string, found: Found | undefined, seq: number): void {
    const lists = doc.lists ? JSON.stringify(doc.lists) : null;
    const expires = doc.expiresAt ?? null;
    if (found) update.run(doc.kind, doc.v, body, lists, expires, seq, found.rowid);
    else insert.run(doc.kind, doc.v, body, lists, expires, seq, pk, doc.id);
    relist(pk, doc.id, found?.lists ?? null, lists);
  }

  return function apply(pk: string, writes: readonly Write[], bodies: readonly string[], now: Instant): Committed {
    const seq = Number(change.run(pk, writer).lastInsertRowid);
    for (const [at, write] of writes.entries()) {
      const id = write.op === 'delete' ? write.id : write.doc.id;
      const found = find.get(pk, id) as Found | undefined;
      const live = found !== undefined && (found.expires === null || found.expires > now);
      if (write.op === 'create' && live) return { ok: false, why: 'exists', at };
      if (write.op === 'replace' || write.op === 'delete') {
        if (!live) return { ok: false, why: 'missing', at };
        if (write.etag !== undefined && write.etag !== String(found.seq)) return { ok: false, why: 'stale', at };
      }
      if (write.op !== 'delete') {
        save(pk, write.doc, bodies[at] as string, found, seq);
      } else if (found) {
        remove.run(found.rowid);
        relist(pk, id, found.lists, null);
      }
    }
    return { ok: true, etags: writes.map(() => String(seq)) };
  };
}
