// Makes workbooks as spreadsheets write them, part by part, so that a test can also write one that no spreadsheet would.
import { strToU8, zipSync } from 'fflate';
import { ONE_TIME } from './fapiao-files';

/** A cell: text (shared or inline), a number as it is kept, a day, a formula with what it came to, an error, or raw XML. */
export type XlsxCell =
  | string
  | undefined
  | { n: string; style?: number }
  | { inline: string }
  | { formula: string; value?: string }
  | { error: string }
  | { raw: string };

/** Styles by name, as their places in `cellXfs`. */
export const STYLE = {
  general: 0,
  text: 1,
  day: 2,
  dayTime: 3,
  money: 4,
  percent: 5,
  month: 6,
  zeros: 7,
  tenThousand: 8,
  cnDay: 9,
};
const FORMATS = [
  [0],
  [49],
  [14],
  [22],
  [4],
  [10],
  [170, 'yyyy&quot;年&quot;m&quot;月&quot;'],
  [171, '00000000'],
  [172, '0!.0,&quot;万&quot;'],
  [173, '[$-804]yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@'],
] as const;

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char] ?? char);

export interface BookOptions {
  sheets: { name: string; rows: readonly (readonly XlsxCell[])[]; state?: string }[];
  from1904?: boolean;
  /** 0: parts are not packed. */
  level?: 0 | 6;
  /** Instead of the parts that would be written; undefined leaves one out. */
  parts?: Record<string, string | Uint8Array | undefined>;
}

const letters = (at: number): string =>
  (at < 26 ? '' : letters(Math.floor(at / 26) - 1)) + String.fromCharCode(65 + (at % 26));

function sheetXml(rows: readonly (readonly XlsxCell[])[], shared: string[]): string {
  const cell = (one: XlsxCell, at: number, line: number): string => {
    const r = `${letters(at)}${line}`;
    if (one === undefined) return '';
    if (typeof one === 'string') {
      shared.push(one);
      return `<c r="${r}" t="s"><v>${shared.length - 1}</v></c>`;
    }
    if ('n' in one) return `<c r="${r}" s="${one.style ?? 0}"><v>${one.n}</v></c>`;
    if ('inline' in one) return `<c r="${r}" t="inlineStr"><is><t>${escaped(one.inline)}</t></is></c>`;
    if ('formula' in one)
      return `<c r="${r}" t="str"><f>${escaped(one.formula)}</f>${one.value === undefined ? '' : `<v>${escaped(one.value)}</v>`}</c>`;
    if ('error' in one) return `<c r="${r}" t="e"><v>${one.error}</v></c>`;
    return one.raw;
  };
  const body = rows.map(
    (cells, i) => `<row r="${i + 1}">${cells.map((one, at) => cell(one, at, i + 1)).join('')}</row>`,
  );
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${body.join('')}</sheetData></worksheet>`;
}

/** The bytes of a workbook. */
export function workbook({ sheets, from1904 = false, level = 6, parts = {} }: BookOptions): Buffer {
  const shared: string[] = [];
  const made = sheets.map(({ rows }) => sheetXml(rows, shared));
  const formats = FORMATS.flatMap(([id, code]) => (code ? [`<numFmt numFmtId="${id}" formatCode="${code}"/>`] : []));
  const all: Record<string, string | Uint8Array | undefined> = {
    '[Content_Types].xml': `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    '_rels/.rels': `${HEAD}<Relationships><Relationship Id="rId1" Type="${REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${REL}"><workbookPr date1904="${from1904}"/><sheets>${sheets
      .map(
        ({ name, state }, i) =>
          `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="s${i}"${state ? ` state="${state}"` : ''}/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships>${sheets
      .map((_, i) => `<Relationship Id="s${i}" Type="${REL}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`)
      .join('')}<Relationship Id="x" Type="${REL}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts>${formats.join('')}</numFmts><cellXfs>${FORMATS.map(
      ([id]) => `<xf numFmtId="${id}"/>`,
    ).join('')}</cellXfs></styleSheet>`,
    ...Object.fromEntries(made.map((xml, i) => [`xl/worksheets/sheet${i + 1}.xml`, xml])),
    'xl/sharedStrings.xml': `${HEAD}<sst xmlns="${MAIN}">${shared.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`,
    ...parts,
  };
  const files = Object.entries(all).flatMap(([name, content]) =>
    content === undefined ? [] : [[name, typeof content === 'string' ? strToU8(content) : content] as const],
  );
  return Buffer.from(zipSync(Object.fromEntries(files), { level, ...ONE_TIME }));
}
