// What somebody may do, changed.
import { useState } from 'react';
import type { Role } from '../../../domain/staff';
import type { StaffItem } from '../../../domain/staff-view';
import { useWords } from '../words';
import { PersonForm, RolesField } from './person-form';

interface ChangeRolesProps {
  person: StaffItem;
  save: (person: StaffItem, roles: Role[]) => Promise<void>;
  close: () => void;
}

export function ChangeRoles({ person, save, close }: ChangeRolesProps) {
  const t = useWords();
  const [roles, setRoles] = useState<Role[]>(person.roles);
  return (
    <PersonForm
      title={t('staff.rolesOf', { name: person.name })}
      action={t('staff.rolesConfirm')}
      send={() => save(person, roles)}
      close={close}
      fields={(refused) => <RolesField roles={roles} set={setRoles} refusal={refused('roles')} />}
    />
  );
}
