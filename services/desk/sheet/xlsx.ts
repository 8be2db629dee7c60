// Writes a sheet as a workbook: every cell is text that stays text, also what is typed into the empty ones, but amounts.
import { yuan } from '../../../domain/money';
import { strToU8, Zip, ZipDeflate } from 'fflate';
import { SHEET_COLUMNS, type SheetColumn } from '../../../domain/worklist';
import type { SheetCell, SheetRow, SheetWords } from './rows';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const NS = 'http://schemas.openxmlformats.org';
const MAIN = `${NS}/spreadsheetml/2006/main`;
const REL = `${NS}/officeDocument/2006/relationships`;
const CT = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Places in `cellXfs`: as text (so that Excel rounds no number of 20 digits), to be filled in, headings, amounts. */
const STYLE = { text: 1, open: 2, heading: 3, amount: 4 };
const FILLED_IN: readonly SheetColumn[] = ['fapiao', 'waybill'];
const WIDTHS: Partial<Record<SheetColumn, number>> = {
  number: 14,
  nth: 6,
  fapiao: 24,
  waybill: 18,
  title: 34,
  taxId: 22,
  address: 34,
  bank: 26,
  account: 24,
  shipTo: 44,
  emails: 30,
  remark: 24,
};

/** ECMA-376, 22.9.2.19: what no XML may hold is left out, and what looks like its escape is escaped. */
const escaped = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])/g, '')
    .replace(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[&<>"]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char] ?? char);

const styleOf = (column: SheetColumn): number =>
  column === 'total' ? STYLE.amount : FILLED_IN.includes(column) ? STYLE.open : STYLE.text;

function cellXml(cell: SheetCell, style: number): string {
  if (typeof cell !== 'string') return `<c s="${style}"><v>${yuan(cell.fen)}</v></c>`;
  if (cell === '') return `<c s="${style}"/>`;
  return `<c s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
}

const rowXml = (cells: string[]): string => `<row>${cells.join('')}</row>`;

const PARTS = (name: string): Record<string, string> => ({
  '[Content_Types].xml': `${HEAD}<Types xmlns="${NS}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${CT}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${CT}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${CT}.styles+xml"/></Types>`,
  '_rels/.rels': `${HEAD}<Relationships xmlns="${NS}/package/2006/relationships"><Relationship Id="r1" Type="${REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${REL}"><sheets><sheet name="${escaped(name)}" sheetId="1" r:id="r1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="${NS}/package/2006/relationships"><Relationship Id="r1" Type="${REL}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${REL}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml': `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFF4CE"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf xfId="0"/><xf xfId="0" numFmtId="49" applyNumberFormat="1"/><xf xfId="0" numFmtId="49" fillId="2" applyNumberFormat="1" applyFill="1"/><xf xfId="0" numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/><xf xfId="0" numFmtId="2" applyNumberFormat="1"/></cellXfs></styleSheet>`,
});

function sheetStart(words: SheetWords): string {
  const columns = SHEET_COLUMNS.map(
    (name, at) =>
      `<col min="${at + 1}" max="${at + 1}" width="${WIDTHS[name] ?? 12}" customWidth="1" style="${styleOf(name)}"/>`,
  );
  const headings = SHEET_COLUMNS.map((name) => cellXml(words.column(name), STYLE.heading));
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/></sheetView></sheetViews><cols>${columns.join('')}</cols><sheetData>${rowXml(headings)}`;
}

/** In pieces, as rows come; nothing is kept. */
export async function* xlsxOf(batches: AsyncIterable<readonly SheetRow[]>, words: SheetWords): AsyncGenerator<Buffer> {
  const ready: Buffer[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    ready.push(Buffer.from(piece));
  });
  function part(name: string): ZipDeflate {
    const opened = new ZipDeflate(name, { level: 6 });
    zip.add(opened);
    return opened;
  }
  for (const [name, xml] of Object.entries(PARTS(words.name))) part(name).push(strToU8(xml), true);
  const sheet = part('xl/worksheets/sheet1.xml');
  sheet.push(strToU8(sheetStart(words)));
  for await (const rows of batches) {
    const xml = rows.map((row) => rowXml(SHEET_COLUMNS.map((name) => cellXml(row[name], styleOf(name)))));
    sheet.push(strToU8(xml.join('')));
    yield* ready.splice(0);
  }
  sheet.push(strToU8('</sheetData></worksheet>'), true);
  zip.end();
  yield* ready;
}
