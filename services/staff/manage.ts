// Who may work at the desk: adding, roles, disabling, a new way in. The same for the command line and the desk.
import { parseEmail } from '../../domain/contact';
import { isRole, type Role, ROLES } from '../../domain/staff';
import type { EntryLink, StaffAct, StaffChanged } from '../../domain/staff-view';
import { keys, record, type Staff } from '../../storage/records';
import type { Deps } from '../shared/deps';
import { type Answer, no, settle } from '../shared/once';
import { audit, type Who } from './audit';
import { newEntry } from './entry';
import { emailKey, itemOf, type StoredStaff, staffAt, staffOf, withBody } from './staff';

const NAME_MAX = 60;

export interface NewStaff {
  email: string;
  name?: string | undefined;
  roles: readonly string[];
}

/** In the order of ROLES, each once. */
function rolesOf(given: readonly string[]): Answer<{ roles: Role[] }> {
  const other = given.find((one) => !isRole(one));
  if (other !== undefined) return no('roleUnknown', { role: other.slice(0, NAME_MAX) }, 'roles');
  const roles = ROLES.filter((role) => given.includes(role));
  return roles.length ? { ok: true, roles } : no('rolesMissing', undefined, 'roles');
}

/** Reasons: emailFormat, empty (slot `email`), roleUnknown {role}, rolesMissing (slot `roles`), nameTooLong {max}, staffExists. */
export async function addStaff(
  deps: Deps,
  by: Who,
  { email: typed, name: called = '', roles: wanted }: NewStaff,
): Promise<Answer<StaffChanged>> {
  const email = parseEmail(typed);
  if (!email.ok) return { ok: false, reason: email.reason, slot: 'email' };
  const roles = rolesOf(wanted);
  if (!roles.ok) return roles;
  const name = called.trim().normalize('NFC') || email.value;
  if (called.trim().length > NAME_MAX) return no('nameTooLong', { max: NAME_MAX }, 'name');
  const id = deps.newId();
  const { entry, link } = await newEntry(deps, id);
  const body: Staff = { id, email: email.value, name, roles: roles.roles, epoch: 1, createdAt: deps.now(), entry };
  const doc = record('staff', keys.staff(id), body, { lists: { staff: body.email } });
  const at = emailKey(deps, body.email);
  const pointer = record('pointer', at, { customer: 'none', holder: id, claimedAt: deps.now() });
  const made = await settle<Answer>(deps, doc.pk, async () => {
    if (await deps.store.get(at)) return { writes: [], answer: no('staffExists', undefined, 'email') };
    const written = audit(deps, {
      who: by,
      what: 'staff.add',
      thing: body.email,
      pk: doc.pk,
      after: { name, roles: body.roles },
    });
    return {
      writes: [{ op: 'create', doc: pointer }, { op: 'create', doc }, written],
      answer: { ok: true },
    };
  });
  return made.ok ? answered(deps, id, link) : made;
}

export interface Changing {
  act: StaffAct;
  /** With `roles`. */
  roles?: readonly string[] | undefined;
  /** Of what the screen showed; without one the newest is changed. */
  etag?: string | undefined;
}

/**
 * Every change ends the sessions of whom it is about (ASVS 5.0 7.4.3, 7.4.5), at their next request. Reasons: staffUnknown,
 * roleUnknown {role}, rolesMissing, ownAccount (nobody takes away or gives themselves roles, nor disables themselves),
 * staffDisabled (reset), changed.
 */
export async function changeStaff(
  deps: Deps,
  by: Who,
  id: string,
  { act, roles: wanted = [], etag }: Changing,
): Promise<Answer<StaffChanged>> {
  const roles = act === 'roles' ? rolesOf(wanted) : undefined;
  if (roles && !roles.ok) return roles;
  // ASVS 5.0 8.2.1: the last administrator can't be lost by a slip; the command line is above that.
  if (by.id === id && act !== 'reset') return no('ownAccount');
  const fresh = act === 'reset' ? await newEntry(deps, id) : undefined;
  const done = await settle<Answer>(deps, keys.staff(id).pk, async () => {
    const staff = await staffAt(deps, id);
    if (!staff) return { writes: [], answer: no('staffUnknown') };
    if (etag !== undefined && etag !== staff.etag) return { writes: [], answer: no('changed') };
    if (act === 'reset' && staff.body.disabled) return { writes: [], answer: no('staffDisabled') };
    const change = (body: Staff): Staff => ({
      ...changedBy(deps, act, body, roles?.roles, fresh?.entry),
      epoch: body.epoch + 1,
    });
    const written = audit(deps, {
      who: by,
      what: `staff.${act}`,
      thing: staff.body.email,
      pk: staff.pk,
      ...told(act, staff, roles?.roles),
    });
    return { writes: [withBody(staff, change), written], answer: { ok: true } };
  });
  return done.ok ? answered(deps, id, fresh?.link) : done;
}

function changedBy(deps: Deps, act: StaffAct, body: Staff, roles: Role[] | undefined, entry: Staff['entry']): Staff {
  if (act === 'roles') return { ...body, roles: roles ?? body.roles };
  if (act === 'disable') {
    // A link that waits does not come back to life when they are let in again.
    const { entry: _, ...rest } = body;
    return { ...rest, disabled: deps.now() };
  }
  if (act === 'enable') {
    const { disabled: _, ...enabled } = body;
    return enabled;
  }
  // Nothing of before opens anything: password, authenticator and recovery codes are set anew.
  const { passwordHash: _, authenticator: __, recovery: ___, counter: ____, ...bare } = body;
  return { ...bare, entry };
}

const told = (act: StaffAct, { body }: StoredStaff, roles: Role[] | undefined) =>
  act === 'roles' ? { before: { roles: body.roles }, after: { roles } } : {};

async function answered(deps: Deps, id: string, entry: EntryLink | undefined): Promise<Answer<StaffChanged>> {
  const staff = await staffAt(deps, id);
  return staff ? { ok: true, staff: itemOf(staff), entry } : no('staffUnknown');
}

/** `changeStaff` by address, for the command line. */
export async function changeStaffOf(
  deps: Deps,
  by: Who,
  email: string,
  change: Changing,
): Promise<Answer<StaffChanged>> {
  const staff = await staffOf(deps, email);
  return staff ? changeStaff(deps, by, staff.body.id, change) : no('staffUnknown');
}
