// Who works at the desk, with which roles, and whether their way in is open.
import { useQuery } from '@tanstack/react-query';
import type { StaffListAnswer } from '../../../domain/desk-view';
import { call } from '../api';
import { listed } from '../format';
import { Trouble } from '../trouble';
import { useWords } from '../words';

export function Staff() {
  const t = useWords();
  const { data, error } = useQuery({ queryKey: ['staff'], queryFn: () => call<StaffListAnswer>('staff') });
  return (
    <section className="room">
      <Trouble error={error} />
      <table>
        <thead>
          <tr>
            <th>{t('staff.name')}</th>
            <th>{t('signIn.email')}</th>
            <th>{t('staff.roles')}</th>
            <th>{t('staff.state')}</th>
          </tr>
        </thead>
        <tbody>
          {data?.staff.map(({ id, name, email, roles, state }) => (
            <tr key={id}>
              <td>{name}</td>
              <td>{email}</td>
              <td>{listed(roles.map((role) => t(`roles.${role}`)))}</td>
              <td>{t(`staff.states.${state}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="quiet">{t('staff.how')}</p>
    </section>
  );
}
