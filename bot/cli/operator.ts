// Who the audit names for what a command line did.
import { userInfo } from 'node:os';
import type { Who } from '../../services/staff/audit';

/** Whoever has an account on this machine. */
export function operator(): Who {
  try {
    return { id: 'cli', name: `cli: ${userInfo().username}` };
  } catch {
    // A user without a name, as in some containers.
    return { id: 'cli', name: 'cli' };
  }
}
