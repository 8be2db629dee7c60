// What an administrator does to the list of staff; a way in that comes of it is kept for showing once.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Role } from '../../../domain/staff';
import type { AddStaffRequest, EntryLink, StaffAct, StaffChanged, StaffItem } from '../../../domain/staff-view';
import { call } from '../api';

export const staffKey = ['staff'];

/** Whose way in it is. */
export type Entered = EntryLink & { name: string };

export interface StaffWrites {
  /** Of what a menu did; a dialog shows its own. */
  error: Error | null;
  /** The newest way in, until it is forgotten. */
  entry: Entered | undefined;
  forget(): void;
  change(person: StaffItem, act: Exclude<StaffAct, 'roles'>): void;
  /** Throws Refused, as the next. */
  add(person: AddStaffRequest): Promise<void>;
  roles(person: StaffItem, roles: Role[]): Promise<void>;
}

export function useStaffWrites(): StaffWrites {
  const client = useQueryClient();
  const [entry, setEntry] = useState<Entered>();
  const [error, setError] = useState<Error | null>(null);

  async function write(path: string, body: object, etag?: string): Promise<void> {
    setError(null);
    try {
      const changed = await call<StaffChanged>(path, { body, ...(etag ? { etag } : {}) });
      if (changed.entry) setEntry({ ...changed.entry, name: changed.staff.name });
    } finally {
      // Also after a refusal: a colleague may have changed it.
      await client.invalidateQueries({ queryKey: staffKey });
    }
  }
  const changed = ({ id, etag }: StaffItem, act: StaffAct, body: object) =>
    write(`staff/${encodeURIComponent(id)}/${act}`, body, etag);

  return {
    error,
    entry,
    forget: () => setEntry(undefined),
    change: (person, act) => void changed(person, act, {}).catch(setError),
    add: (person) => write('staff', person),
    roles: (person, roles) => changed(person, 'roles', { roles }),
  };
}
