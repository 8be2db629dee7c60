// The desk's API on the router: every route stands behind one guard.
import type { IncomingMessage } from 'node:http';
import type { Deps } from '../../services/shared/deps';
import type { Routes } from '../http/routes';
import type { Log } from '../process/log';
import { accountRoutes } from './account';
import { createDeskGuard, type DeskGuard } from './guard';
import { staffRoutes } from './staff';

export interface DeskOptions {
  deps: Deps;
  ipOf: (req: IncomingMessage) => string;
  /** Nobody but this machine reaches us. */
  local: boolean;
  log: Log;
}

/** Mounts all of `/desk/api`. */
export function mountDesk(routes: Routes, { deps, ipOf, local, log }: DeskOptions): DeskGuard {
  const guard = createDeskGuard({ deps, ipOf, local, log });
  accountRoutes({ deps, guard }).mount(routes);
  staffRoutes({ deps, guard }).mount(routes);
  return guard;
}
