// Files added and taken away at the desk: not on what a colleague works on.
import type { StaffView } from '../../domain/staff-view';
import { findApplication } from '../application/applications';
import { addFile, type Added, type FileRefused, removeFile } from '../application/files';
import type { Deps } from '../shared/deps';
import { heldByOther } from './can';

async function heldAway(deps: Deps, staff: StaffView, number: string): Promise<FileRefused | undefined> {
  const found = await findApplication(deps, number);
  const reason = found && heldByOther(found.body.claim, staff, deps.now());
  return reason && { ok: false, reason };
}

/** Refused: `claimedBy` {name}, and what addFile refuses. */
export const addAtDesk = async (deps: Deps, staff: StaffView, file: Parameters<typeof addFile>[2]): Promise<Added> =>
  (await heldAway(deps, staff, file.number)) ?? addFile(deps, staff, file);

/** Refused: `claimedBy` {name}, and what removeFile refuses. */
export const removeAtDesk = async (
  deps: Deps,
  staff: StaffView,
  file: Parameters<typeof removeFile>[2],
): Promise<{ ok: true } | FileRefused> => (await heldAway(deps, staff, file.number)) ?? removeFile(deps, staff, file);
