// What an import says of rows and files, in the desk's languages; the command line speaks English. Never a value of a row.
import { type DeskLocale, translateDesk } from '../../locales';
import type { Column } from '../../services/import/columns';
import type { FileFault } from '../../services/import/file/cell';
import type { BadRow } from '../../services/import/faults';

export const columnName = (locale: DeskLocale, column: Column): string =>
  translateDesk(locale, { key: `desk:screens.import.columns.${column}` });

/** Why a row was not imported, without its line and its column. */
export const rowMessage = (locale: DeskLocale, { fault, other = '?' }: BadRow): string =>
  translateDesk(locale, { key: `desk:import.rows.${fault}`, values: { other } });

/** Why nothing of a file was imported. */
export function fileMessage(locale: DeskLocale, { code, ...given }: FileFault): string {
  const near = code === 'missingColumns' && 'line' in given && given.line !== undefined;
  const list = 'columns' in given ? given.columns : [];
  const named =
    code === 'missingColumns' ? (list as Column[]).map((column) => `${columnName(locale, column)} (${column})`) : list;
  const values = { ...given, columns: named.join(', ') };
  return translateDesk(locale, { key: `desk:import.files.${near ? 'missingColumnsNear' : code}`, values });
}
