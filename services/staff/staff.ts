// Who works at the desk, as stored: found by id or address, seen by others without anything secret.
import type { StaffItem, StaffView } from '../../domain/staff-view';
import { everyIn } from '../../storage/every';
import { bodyOf, keys, type Staff, typed } from '../../storage/records';
import type { Stored, Write } from '../../storage/store';
import { foldEmail } from '../account/logins';
import type { Deps } from '../shared/deps';

export type StoredStaff = Stored<Staff>;

export async function staffAt(deps: Pick<Deps, 'store'>, id: string): Promise<StoredStaff | undefined> {
  const found = await deps.store.get(keys.staff(id));
  return found && typed('staff', found);
}

export const emailKey = (deps: Pick<Deps, 'secrets'>, email: string) =>
  keys.staffEmail(deps.secrets.fingerprint('staff', foldEmail(email)));

/** Always two reads, so that an unknown address takes what a known one takes (ASVS 5.0 6.3.8). */
export async function staffOf(deps: Pick<Deps, 'store' | 'secrets'>, email: string): Promise<StoredStaff | undefined> {
  const key = emailKey(deps, email);
  const pointer = await deps.store.get(key);
  return staffAt(deps, pointer ? bodyOf('pointer', pointer).holder : key.id);
}

/** Everybody, by address. */
export async function everyStaff(deps: Pick<Deps, 'store'>): Promise<StoredStaff[]> {
  const all: StoredStaff[] = [];
  for await (const doc of everyIn(deps.store, 'staff')) all.push(typed('staff', doc));
  return all;
}

/** The document with another body, to be written if nobody wrote it since. */
export function withBody({ etag, ...doc }: StoredStaff, change: (body: Staff) => Staff): Write {
  return { op: 'replace', doc: { ...doc, body: change(doc.body) }, etag };
}

export const viewOf = ({ id, name, email, roles }: Staff): StaffView => ({ id, name, email, roles });

const stateOf = ({ disabled, passwordHash }: Staff): StaffItem['state'] =>
  disabled ? 'disabled' : passwordHash ? 'active' : 'invited';

export const itemOf = ({ body, etag }: StoredStaff): StaffItem => ({
  ...viewOf(body),
  state: stateOf(body),
  createdAt: body.createdAt,
  entryUntil: body.entry?.expiresAt,
  signedInAt: body.signedInAt,
  recovery: body.recovery?.length,
  etag,
});
