// Work goes out: the list as a workbook to fill in, or as CSV for programs.
import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { ArrowDownloadRegular } from '@fluentui/react-icons/svg/arrow-download';
import { useMutation } from '@tanstack/react-query';
import type { ExportRequest, SheetFormat } from '../../../domain/worklist';
import { download } from '../api';
import { say } from '../say';
import { useMay } from '../session';
import { messageOf } from '../trouble';
import { useWords } from '../words';

export const FORMATS: readonly SheetFormat[] = ['xlsx', 'csv'];

export function useExport(): { take: (asked: ExportRequest) => void; pending: boolean } {
  const t = useWords();
  const taking = useMutation({
    mutationFn: (asked: ExportRequest) => download('export', asked),
    onSuccess: (name) => say(t('out.done', { name })),
    onError: (error) => say(messageOf(error, t), 'refused'),
  });
  return { take: (asked) => taking.isPending || taking.mutate(asked), pending: taking.isPending };
}

export function ExportMenu({ take, pending }: { take: (format: SheetFormat) => void; pending: boolean }) {
  const t = useWords();
  const may = useMay('export.pile');
  const all = useMay('export.all');
  if (!may) return null;
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button size="small" appearance="transparent" icon={<ArrowDownloadRegular />} disabledFocusable={pending}>
          {t('out.export')}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        {!all && <p className="menu-head">{t('out.own')}</p>}
        <MenuList>
          {FORMATS.map((format) => (
            <MenuItem key={format} onClick={() => take(format)}>
              {t(`out.${format}`)}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
