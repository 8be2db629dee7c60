// Demo mode's desk: an administrator, and a clerk who talks with customers, too; made once; and a code where nobody has an authenticator at hand.
import type { Role } from '../../domain/staff';
import type { EntryLink } from '../../domain/staff-view';
import { type Answer, no } from '../shared/once';
import type { Deps } from '../shared/deps';
import { addStaff } from '../staff/manage';
import { staffOf } from '../staff/staff';
import { authenticatorOf, codeAt } from '../staff/totp';

const PEOPLE: readonly { email: string; name: string; roles: Role[] }[] = [
  { email: 'administrator@demo.example', name: '韩梅梅', roles: ['administrator'] },
  { email: 'clerk@demo.example', name: '李雷', roles: ['clerk', 'agent'] },
];
const DEMO = { id: 'demo', name: 'demo' };

export interface DemoStaff {
  email: string;
  roles: readonly Role[];
  entry: EntryLink;
}

/** Whom this call has made, with their way in; nobody where they are there already. */
export async function seedDemoStaff(deps: Deps): Promise<DemoStaff[]> {
  const made: DemoStaff[] = [];
  for (const person of PEOPLE) {
    if (await staffOf(deps, person.email)) continue;
    const added = await addStaff(deps, DEMO, person);
    if (added.ok && added.entry) made.push({ ...person, entry: added.entry });
  }
  return made;
}

/**
 * What somebody's authenticator shows now, also while their way in waits. In demo mode only: the door to it is closed
 * elsewhere. Reasons: staffUnknown, noAuthenticator.
 */
export async function demoCode(deps: Deps, email: string): Promise<Answer<{ code: string }>> {
  const staff = await staffOf(deps, email);
  if (!staff) return no('staffUnknown');
  const { id, authenticator, entry } = staff.body;
  const secret = deps.secrets.unseal(authenticatorOf(id), authenticator ?? entry?.authenticator ?? '');
  return secret ? { ok: true, code: codeAt(secret.text, deps.now()) } : no('noAuthenticator');
}
