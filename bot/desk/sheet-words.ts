// The words of sheets in the language of whoever asked for one.
import { type DeskLocale, say, translate, translateDesk } from '../../locales';
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
