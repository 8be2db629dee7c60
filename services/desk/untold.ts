// What an act has told nobody yet: undo takes it away, and a correction words it anew, so that nobody reads the wrong number first.
import type { StaffView } from '../../domain/staff-view';
import type { Instant } from '../../domain/result';
import { duePlace } from '../../storage/dues';
import { type Application, type Body, bodyOf, keys, record } from '../../storage/records';
import type { Stored, Write } from '../../storage/store';
import type { StoredApplication } from '../application/change';
import { changeOf } from '../application/notices';
import type { Deps } from '../shared/deps';

type Undo = Body<'undo'>;

/** The rows as they are; undefined where one was taken: it moved in `due`, or is gone. */
export async function waitingRows(deps: Deps, pk: string, rows: Undo['rows']): Promise<Stored[] | undefined> {
  const found = await Promise.all(rows.map(({ id }) => deps.store.get({ pk, id })));
  const waiting = found.filter((doc, i): doc is Stored => doc !== undefined && doc.lists?.due === rows[i]?.due);
  return waiting.length < rows.length ? undefined : waiting;
}

/** The newest act, where it was this person's, and all that it tells is still waiting. */
export async function untoldAct(deps: Deps, { pk, body: { number } }: StoredApplication, staff: StaffView) {
  const kept = await deps.store.get(keys.undo(pk, number));
  const undo = kept && bodyOf('undo', kept);
  if (!undo || undo.staff !== staff.id || !undo.rows.length || deps.now() >= undo.until) return undefined;
  const rows = await waitingRows(deps, pk, undo.rows);
  return rows && { undo, rows };
}

/** The rows with what is right now, to be told at `until`. */
export function reworded(rows: readonly Stored[], next: Application, until: Instant): Write[] {
  return rows.map((doc) => {
    const body = bodyOf('outbox', doc);
    const params = body.name === 'applicationChanged' ? { ...changeOf(next), event: body.params.event } : body.params;
    const key = { pk: doc.pk, id: doc.id };
    const lists = { ...doc.lists, due: duePlace(until, doc.id) };
    return {
      op: 'replace',
      doc: record('outbox', key, { ...body, params, createdAt: until } as typeof body, { lists }),
      etag: doc.etag,
    };
  });
}
