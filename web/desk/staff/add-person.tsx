// Adding somebody: their address, what colleagues call them, and what they may do.
import { Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import type { Role } from '../../../domain/staff';
import type { AddStaffRequest } from '../../../domain/staff-view';
import { useWords } from '../words';
import { PersonForm, RolesField } from './person-form';

interface AddPersonProps {
  add: (person: AddStaffRequest) => Promise<void>;
  close: () => void;
}

export function AddPerson({ add, close }: AddPersonProps) {
  const t = useWords();
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [roles, setRoles] = useState<Role[]>(['clerk']);
  return (
    <PersonForm
      title={t('staff.add')}
      action={t('staff.addConfirm')}
      send={() => add({ email, name, roles })}
      close={close}
      fields={(refused) => (
        <>
          <Field label={t('signIn.email')} {...refused('email')}>
            <Input
              type="email"
              required
              autoFocus
              autoComplete="off"
              maxLength={200}
              value={email}
              onChange={(_, { value }) => setEmail(value)}
            />
          </Field>
          <Field label={t('staff.name')} hint={t('staff.nameHint')} {...refused('name')}>
            <Input autoComplete="off" maxLength={60} value={name} onChange={(_, { value }) => setName(value)} />
          </Field>
          <RolesField roles={roles} set={setRoles} refusal={refused('roles')} />
        </>
      )}
    />
  );
}
