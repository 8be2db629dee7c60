// Who works at the desk, with which roles, whether their way in is open, and what an administrator can change about it.
import { Button } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { StaffItem, StaffListAnswer } from '../../../domain/staff-view';
import { call } from '../api';
import { listed, when } from '../format';
import { useMe } from '../session';
import { Table } from '../table';
import { Trouble } from '../trouble';
import { useWords, type Words } from '../words';
import { AddPerson } from './add-person';
import { ChangeRoles } from './change-roles';
import { EntryLinkShown } from './entry-link';
import { PersonMenu } from './person-menu';
import { staffKey, useStaffWrites } from './writes';

export function Staff() {
  const t = useWords();
  const me = useMe();
  const [adding, setAdding] = useState(false);
  const [changing, setChanging] = useState<StaffItem>();
  const { data, error } = useQuery({ queryKey: staffKey, queryFn: () => call<StaffListAnswer>('staff') });
  const writes = useStaffWrites();
  return (
    <section className="room" tabIndex={0} aria-label={t('rail.staff')}>
      <div className="room-head">
        <Button appearance="primary" size="small" icon={<AddRegular />} onClick={() => setAdding(true)}>
          {t('staff.add')}
        </Button>
      </div>
      <Trouble error={error ?? writes.error} />
      {writes.entry && <EntryLinkShown {...writes.entry} close={writes.forget} />}
      <Table
        columns={[
          { heading: t('staff.name') },
          { heading: t('signIn.email') },
          { heading: t('staff.roles') },
          { heading: t('staff.state') },
          { heading: t('staff.lastSeen'), className: 'num' },
          { heading: t('staff.recovery'), className: 'num' },
          { heading: t('staff.change'), className: 'end' },
        ]}
        rows={(data?.staff ?? []).map((person) => ({
          key: person.id,
          cells: [
            person.name,
            person.email,
            listed(person.roles.map((role) => t(`roles.${role}`))),
            stateOf(person, t),
            person.signedInAt ? when(person.signedInAt, t) : '—',
            person.recovery ?? '—',
            <PersonMenu
              person={person}
              own={person.id === me.id}
              act={(act) => writes.change(person, act)}
              changeRoles={() => setChanging(person)}
            />,
          ],
        }))}
      />
      {adding && <AddPerson add={writes.add} close={() => setAdding(false)} />}
      {changing && <ChangeRoles person={changing} save={writes.roles} close={() => setChanging(undefined)} />}
    </section>
  );
}

const stateOf = ({ state, entryUntil }: StaffItem, t: Words): string =>
  entryUntil && state !== 'disabled'
    ? t('staff.invitedUntil', { until: when(entryUntil, t) })
    : t(`staff.states.${state}`);
