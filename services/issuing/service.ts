// The issuing service as one that acts beside the staff: it works on applications as a clerk does, and stands in history and audit by its name.
import type { Claim } from '../../domain/desk';
import type { Actor } from '../../domain/people';
import type { Instant } from '../../domain/result';
import type { StaffView } from '../../domain/staff-view';

/** No account of staff has this id, so nobody can sign in as it. */
export const SERVICE: StaffView = { id: 'issuing-service', name: 'issuing service', email: '', roles: ['clerk'] };

export const isService = ({ id }: Pick<StaffView, 'id'>): boolean => id === SERVICE.id;

/** Whoever acts at the desk, as an application's course names them. */
export const actorOf = (staff: StaffView): Actor =>
  isService(staff) ? { role: 'staff', name: staff.name, service: true } : { role: 'staff', name: staff.name };

/** That it works on an application. */
export const serviceClaim = (at: Instant): Claim => ({ staff: SERVICE.id, name: SERVICE.name, at });
