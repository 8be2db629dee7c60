// Staff administration and the audit, for the desk.
import { z } from 'zod';
import { ROLES } from '../../domain/staff';
import type { AuditAnswer } from '../../domain/audit-view';
import type { StaffListAnswer } from '../../domain/staff-view';
import { STAFF_ACTS, type StaffChanged } from '../../domain/staff-view';
import type { Deps } from '../../services/shared/deps';
import type { Answer } from '../../services/shared/once';
import { readAudit } from '../../services/staff/audit';
import { addStaff, changeStaff } from '../../services/staff/manage';
import { everyStaff, itemOf } from '../../services/staff/staff';
import { StoreMisuse } from '../../storage/store';
import { answer } from '../http/json';
import type { Routes } from '../http/routes';
import { bodyIn, refuseFor } from './call';
import type { DeskCall, DeskGuard } from './guard';

const roles = z.array(z.enum(ROLES)).max(ROLES.length);
const adding = z.object({ email: z.string().max(300), name: z.string().max(300).optional(), roles });
const changing = z.object({ roles: roles.optional() });
const auditQuery = z.object({
  staff: z.string().max(100).optional(),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
  after: z.string().max(1_000).optional(),
});

/** Shapes in domain/staff-view.ts. */
export function staffRoutes({ deps, guard }: { deps: Deps; guard: DeskGuard }): { mount(routes: Routes): void } {
  const told = (call: DeskCall, changed: Answer<StaffChanged>): void => {
    if (!changed.ok) return refuseFor(call, changed, deps.now());
    const { staff, entry } = changed;
    answer(call.res, 200, { staff, entry } satisfies StaffChanged);
  };

  async function list({ res }: DeskCall): Promise<void> {
    const staff = (await everyStaff(deps)).map(itemOf);
    answer(res, 200, { staff } satisfies StaffListAnswer);
  }

  async function add(call: DeskCall): Promise<void> {
    const given = bodyIn(call, adding);
    if (given) told(call, await addStaff(deps, call.staff, given));
  }

  async function change(call: DeskCall): Promise<void> {
    const act = STAFF_ACTS.find((one) => one === call.params.act);
    if (!act) return call.refuse(404, { code: 'unknown' });
    const given = bodyIn(call, changing);
    if (!given) return;
    const { etag } = call;
    told(call, await changeStaff(deps, call.staff, call.params.id ?? '', { act, roles: given.roles, etag }));
  }

  async function audited(call: DeskCall): Promise<void> {
    const asked = auditQuery.safeParse(Object.fromEntries([...call.query].filter(([, value]) => value !== '')));
    if (!asked.success) return call.refuse(400, { code: 'notJson' });
    try {
      answer(call.res, 200, (await readAudit(deps, asked.data)) satisfies AuditAnswer);
    } catch (error) {
      if (!(error instanceof StoreMisuse)) throw error;
      call.refuse(400, { code: 'notJson' });
    }
  }

  return {
    mount(routes) {
      guard.get(routes, '/desk/api/staff', 'staff', list);
      guard.post(routes, '/desk/api/staff', 'staff', add);
      guard.post(routes, '/desk/api/staff/:id/:act', 'staff', change);
      guard.get(routes, '/desk/api/audit', 'audit', audited);
    },
  };
}
