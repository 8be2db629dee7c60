// What else can be done with ticked rows: their labels, on which paper, and the rows as a file.
import {
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { MoreHorizontalRegular } from '@fluentui/react-icons/svg/more-horizontal';
import type { DeskRow } from '../../../domain/desk-view';
import { useMay } from '../session';
import { Key } from '../shell/key';
import { useWords } from '../words';
import { chooseSize, type Labels, SIZES, useSize } from './labels';
import { FORMATS, useExport } from './out';

/** Without `labels`: nothing of it is theirs to print. */
export function BulkMore({ rows, labels }: { rows: readonly DeskRow[]; labels: Labels | undefined }) {
  const t = useWords();
  const may = useMay('export.pile');
  const { take, pending } = useExport();
  const size = useSize();
  if (!may && !labels) return null;
  const numbers = rows.map(({ number }) => number);
  return (
    <Menu
      checkedValues={{ size: [size] }}
      onCheckedValueChange={(_, { checkedItems }) => chooseSize(checkedItems[0] === 'a4' ? 'a4' : 'label')}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button size="small" icon={<MoreHorizontalRegular />} aria-label={t('acts.more')} disabledFocusable={pending} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {labels && (
            <>
              <MenuItem onClick={() => labels.print(rows)} secondaryContent={<Key name="p" />}>
                {t('labels.many')}
              </MenuItem>
              {SIZES.map((one) => (
                <MenuItemRadio key={one} name="size" value={one}>
                  {t(`labels.size.${one}`)}
                </MenuItemRadio>
              ))}
              {may && <MenuDivider />}
            </>
          )}
          {may &&
            FORMATS.map((format) => (
              <MenuItem key={format} onClick={() => take({ format, numbers })}>
                {t('out.export')} · {t(`out.${format}`)}
              </MenuItem>
            ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
