// The words of sheets in the language of whoever asked for one.
import { SHEET_COLUMNS, type SheetColumn } from '../../domain/worklist';
import { type DeskLocale, say, translate, translateDesk } from '../../locales';
import { DESK_LOCALES } from '../../locales/list';
import type { SheetWords } from '../../services/desk/sheet/rows';

export function sheetWords(locale: DeskLocale): SheetWords {
  const t = (key: string) => translateDesk(locale, { key: `desk:${key}` as 'desk:sheet.name' });
  return {
    column: (name) => t(`sheet.columns.${name}`),
    state: (state) => t(`screens.states.${state}`),
    kind: (kind) => t(`screens.kinds.${kind}`),
    method: (method) => t(`screens.methods.${method}`),
    item: translate(locale, say('bills:product')),
    yes: t('screens.yes'),
    name: t('sheet.name'),
  };
}

const folded = (text: string): string => text.normalize('NFKC').replace(/\s/g, '').toLowerCase();

/** What a heading of a sheet stands for, whichever language it was exported in. */
export function sheetHeadings(): (heading: string) => SheetColumn | undefined {
  const known = new Map<string, SheetColumn>();
  for (const locale of DESK_LOCALES) {
    const { column } = sheetWords(locale);
    for (const name of SHEET_COLUMNS) known.set(folded(column(name)), name);
  }
  return (heading) => known.get(folded(heading));
}
