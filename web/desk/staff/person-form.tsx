// A dialog about somebody: its fields, what was refused beside the field that it is about, and nothing typed is lost.
import { Checkbox } from '@fluentui/react-components';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Role } from '../../../domain/staff';
import type { FieldRefusal } from '../door/refusal';
import { refusalOf, slotOf } from '../door/refusal';
import { Modal } from '../modal';
import { useWords } from '../words';

interface PersonFormProps {
  title: string;
  action: string;
  /** Throws Refused. */
  send: () => Promise<void>;
  close: () => void;
  /** `refused` answers what a field shows, by the name that the server gives it. */
  fields: (refused: (slot: string) => FieldRefusal) => ReactNode;
}

export function PersonForm({ title, action, send, close, fields }: PersonFormProps) {
  const t = useWords();
  const sending = useMutation({ mutationFn: send, onSuccess: close });
  const { error } = sending;
  const slot = slotOf(error);
  return (
    <Modal title={title} action={action} pending={sending.isPending} send={() => sending.mutate()} close={close}>
      {fields((name) => (slot === name ? refusalOf(error, t) : {}))}
      {error && !slot && <p role="alert">{refusalOf(error, t).validationMessage}</p>}
    </Modal>
  );
}

/** Demands every role, and only once. */
const EVERY: Record<Role, true> = { clerk: true, agent: true, supervisor: true, administrator: true, auditor: true };
const ROLES = Object.keys(EVERY) as Role[];

interface RolesFieldProps {
  roles: readonly Role[];
  set: (change: (roles: Role[]) => Role[]) => void;
  refusal: FieldRefusal;
}

export function RolesField({ roles, set, refusal }: RolesFieldProps) {
  const t = useWords();
  return (
    // No Field: it would give all its boxes one id.
    <fieldset className="roles">
      <legend>{t('staff.roles')}</legend>
      {ROLES.map((role) => (
        <Checkbox
          key={role}
          label={t(`roles.${role}`)}
          checked={roles.includes(role)}
          onChange={(_, { checked }) =>
            set((before) => ROLES.filter((one) => (one === role ? checked === true : before.includes(one))))
          }
        />
      ))}
      <p role="alert" className="form-error">
        {refusal.validationMessage}
      </p>
    </fieldset>
  );
}
