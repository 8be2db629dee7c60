// How a file was understood, and what in it should be looked at before it is imported.
import type { ImportFound } from '../../../domain/import-view';
import { listed, yuan } from '../format';
import { useWords } from '../words';

const LINES_SHOWN = 12;

export function Found({ found }: { found: ImportFound }) {
  const t = useWords();
  const { format, encoding, sheet, headingLine, rows, otherSheets, foreign, ignored, dayOrder, differs } = found;
  const how = [
    format.toUpperCase(),
    encoding && encoding !== 'utf-8' && t('import.encoding', { encoding: encoding.toUpperCase() }),
    sheet && t('import.sheet', { sheet }),
    headingLine && headingLine > 1 && t('import.headingLine', { line: headingLine }),
    t('import.rows', { count: rows.toLocaleString('en-US') }),
  ].filter(Boolean);
  const lines = `${ignored.slice(0, LINES_SHOWN).join(', ')}${ignored.length > LINES_SHOWN ? ' …' : ''}`;
  return (
    <>
      <p className="quiet">{how.join(' · ')}</p>
      {differs?.rows !== undefined && (
        <p className="doubted">{t('import.differsRows', { said: differs.rows, found: rows })}</p>
      )}
      {differs?.total && (
        <p className="doubted">
          {t('import.differsTotal', { said: yuan(differs.total.said), found: yuan(differs.total.found) })}
        </p>
      )}
      {otherSheets.length > 0 && <p className="doubted">{t('import.otherSheets', { sheets: listed(otherSheets) })}</p>}
      {dayOrder && <p className="quiet">{t(`import.dayOrder.${dayOrder}`)}</p>}
      {foreign.length > 0 && <p className="quiet">{t('import.foreign', { columns: listed(foreign) })}</p>}
      {ignored.length > 0 && <p className="quiet">{t('import.ignored', { lines })}</p>}
    </>
  );
}
