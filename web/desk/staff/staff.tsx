// Who works at the desk, with which roles, and whether their way in is open.
import { useQuery } from '@tanstack/react-query';
import type { StaffListAnswer } from '../../../domain/staff-view';
import { call } from '../api';
import { listed } from '../format';
import { Table } from '../table';
import { Trouble } from '../trouble';
import { useWords } from '../words';

export function Staff() {
  const t = useWords();
  const { data, error } = useQuery({ queryKey: ['staff'], queryFn: () => call<StaffListAnswer>('staff') });
  return (
    <section className="room">
      <Trouble error={error} />
      <Table
        columns={[
          { heading: t('staff.name') },
          { heading: t('signIn.email') },
          { heading: t('staff.roles') },
          { heading: t('staff.state') },
        ]}
        rows={(data?.staff ?? []).map(({ id, name, email, roles, state }) => ({
          key: id,
          cells: [name, email, listed(roles.map((role) => t(`roles.${role}`))), t(`staff.states.${state}`)],
        }))}
      />
      <p className="quiet">{t('staff.how')}</p>
    </section>
  );
}
