// What the issuing service does with an application: the desk's own acts, each once for its key, wherever the application lies.
import type { ActRequest } from '../../domain/desk-view';
import type { Application } from '../../storage/records';
import { keys, record, bodyOf } from '../../storage/records';
import { DAY, later } from '../../domain/time';
import { act, type Acted, type Acting } from '../desk/act';
import { addAtDesk } from '../desk/files';
import type { Added } from '../application/files';
import type { Deps } from '../shared/deps';
import { hashOf, no } from '../shared/once';
import { SERVICE } from './service';
import type { IssuingAct } from './shapes';
import { sha256Of } from '../../storage/blobs';

/** As long as the outcome of what it began (services/shared/once.ts). */
const KEPT_MS = 7 * DAY;

export interface IssuingCommand {
  number: Application['number'];
  act: IssuingAct;
  data: ActRequest;
  /** Of the caller: the same again answers the same. */
  key: string;
  etag?: string | undefined;
  wordReason: Acting['wordReason'];
}

/** What of the service's keys is told apart from the desk's. */
const idOf = (key: string): string => `issuing-${key}`;

/**
 * A key belongs to one request, whichever application it names: an outcome lies with its application, so the key is
 * noted first in a place of its own. False: it was another request's.
 */
async function ownKey(deps: Deps, key: string, content: unknown): Promise<boolean> {
  const place = keys.done(`command:${idOf(key)}`, key);
  const hash = hashOf(content);
  const expiresAt = later(deps.now(), KEPT_MS);
  const doc = record('done', place, { hash, outcome: null }, { expiresAt });
  const made = await deps.store.commit(place.pk, [{ op: 'create', doc }]);
  if (made.ok) return true;
  const before = await deps.store.get(place);
  return before === undefined || bodyOf('done', before).hash === hash;
}

/** Refused: `commandReused`, and what act refuses (services/desk/act.ts). */
export async function actAsService(
  deps: Deps,
  { key, data, act: name, number, ...more }: IssuingCommand,
): Promise<Acted> {
  if (!(await ownKey(deps, key, [number, name, data]))) return no('commandReused');
  return act(deps, { ...more, number, act: name, data, staff: SERVICE, commandId: idOf(key) });
}

/** A file, as the desk adds it: the same bytes again answer the same. Refused: `commandReused`, and what addAtDesk refuses. */
export async function addAsService(
  deps: Deps,
  file: { number: string; fapiao: string; name: string; bytes: Uint8Array },
  key: string | undefined,
): Promise<Added> {
  const { bytes, ...named } = file;
  if (key && !(await ownKey(deps, key, { ...named, sha256: sha256Of(bytes) }))) return no('commandReused');
  return addAtDesk(deps, SERVICE, file);
}
