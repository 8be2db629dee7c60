// What can be done about somebody: roles, a new way in, shutting them out and letting them in again.
import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { MoreHorizontalRegular } from '@fluentui/react-icons/svg/more-horizontal';
import type { StaffAct, StaffItem } from '../../../domain/staff-view';
import { useWords } from '../words';

interface PersonMenuProps {
  person: StaffItem;
  /** Nobody changes their own roles or disables themselves. */
  own: boolean;
  act: (act: Exclude<StaffAct, 'roles'>) => void;
  changeRoles: () => void;
}

export function PersonMenu({ person: { name, state }, own, act, changeRoles }: PersonMenuProps) {
  const t = useWords();
  const disabled = state === 'disabled';
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button
          size="small"
          appearance="subtle"
          icon={<MoreHorizontalRegular />}
          aria-label={t('staff.menu', { name })}
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {!own && <MenuItem onClick={changeRoles}>{t('staff.acts.roles')}</MenuItem>}
          {!disabled && <MenuItem onClick={() => act('reset')}>{t('staff.acts.reset')}</MenuItem>}
          {!own && (
            <MenuItem onClick={() => act(disabled ? 'enable' : 'disable')}>
              {t(disabled ? 'staff.acts.enable' : 'staff.acts.disable')}
            </MenuItem>
          )}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
