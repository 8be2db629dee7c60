// The small parts of a workbook: its sheets, how its formats show numbers, and the texts that its cells share.
import { FileRefused, type NumberCell } from './cell';
import { readXml } from './workbook-xml';
import type { Zip } from './zip';

export interface Sheet {
  name: string;
  part: string;
}

export interface Workbook {
  /** Those that are shown. */
  sheets: Sheet[];
  /** Days are counted from 1904. */
  from1904: boolean;
  /** By a cell's style. */
  styles: Style[];
  texts: string[];
}

export type Style = Pick<NumberCell, 'digits'> & { sheet: NonNullable<NumberCell['sheet']> | 'scaled' };

const MAX_TEXTS = 2_000_000;
const MAX_CHARACTERS = 48 * 1024 * 1024;
const MAX_TEXT = 32_767;

/** Where the workbook is, by the package's own word. */
async function homeOf(zip: Zip): Promise<string> {
  let home: string | undefined;
  await readXml(zip.part('_rels/.rels'), {
    open(name, { Type = '', Target = '' }) {
      if (name === 'Relationship' && Type.endsWith('/officeDocument')) home ??= Target.replace(/^\//, '');
    },
  });
  return home ?? 'xl/workbook.xml';
}

/** A target as the name of a part. */
function resolved(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const parts = `${folder}${target}`.split('/');
  const out: string[] = [];
  for (const part of parts) {
    if (part === '..') out.pop();
    else if (part !== '.') out.push(part);
  }
  return out.join('/');
}

/** Throws FileRefused: `otherKind` where the ZIP is no workbook. */
export async function readWorkbook(zip: Zip): Promise<Workbook> {
  const home = await homeOf(zip);
  if (!zip.has(home)) throw new FileRefused({ code: 'otherKind', kind: 'zip' });
  const folder = home.slice(0, home.lastIndexOf('/') + 1);
  const targets = new Map<string, string>();
  const parts: Record<string, string> = {};
  await readXml(zip.part(`${folder}_rels/${home.slice(folder.length)}.rels`), {
    open(name, { Id = '', Type = '', Target = '' }) {
      if (name !== 'Relationship') return;
      targets.set(Id, resolved(folder, Target));
      parts[Type.slice(Type.lastIndexOf('/') + 1)] = resolved(folder, Target);
    },
  });
  const sheets: Sheet[] = [];
  let from1904 = false;
  let root = '';
  await readXml(zip.part(home), {
    open(name, attributes) {
      root ||= name;
      if (name === 'workbookPr') from1904 = /^(?:1|true)$/.test(attributes.date1904 ?? '');
      const part = name === 'sheet' ? targets.get(attributes.id ?? '') : undefined;
      if (part && (attributes.state ?? 'visible') === 'visible')
        sheets.push({ name: (attributes.name ?? '').slice(0, 60), part });
    },
  });
  // A text document or slides.
  if (root !== 'workbook') throw new FileRefused({ code: 'otherKind', kind: 'zip' });
  return {
    sheets: sheets.filter(({ part }) => zip.has(part)),
    from1904,
    styles: await readStyles(zip, parts.styles ?? `${folder}styles.xml`),
    // Programs that write every text into its cell share none.
    texts: await readTexts(zip, parts.sharedStrings ?? `${folder}sharedStrings.xml`),
  };
}

/** Built-in formats: ECMA-376 part 1, 18.8.30; 27 to 36 and 50 to 58 are days in Chinese spreadsheets. */
const isDayFormat = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
const PERCENT = new Set([9, 10]);
const PLAIN = new Set([0, 1, 49]);

/** A sign or a name of money that is no yuan: `"USD" 0.00`, `[$€-2]`, `[$$-409]`, `[$¥-411]` of Japan. A locale alone, `[$-804]`, is none. */
const FOREIGN =
  /\b(?:usd|eur|gbp|hkd|jpy|twd|krw|sgd|aud|cad|chf|dkk|sek|nok)\b|[€£₩₽₹]|(?:us|hk|nt)?\$"|\\\$|\[\$¥-411\]|\[\$(?!(?:¥|￥|cny|rmb|元)?(?:-|\]))/i;

export function styleOf(id: number, code: string | undefined): Style {
  if (code === undefined) {
    if (isDayFormat(id)) return { sheet: 'date' };
    if (PERCENT.has(id)) return { sheet: 'scaled' };
    return { sheet: PLAIN.has(id) ? 'plain' : 'other' };
  }
  // Another currency is another amount.
  if (FOREIGN.test(code.slice(0, 255))) return { sheet: 'scaled' };
  // What is quoted, escaped or in brackets is shown as it is; the first part is that of numbers above zero.
  const bare =
    code
      .slice(0, 255)
      .replace(/"[^"]*"|\\.|_.|\*./g, '')
      .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
      .split(';')[0] ?? '';
  if (/[ymdhs年月日时分秒]/i.test(bare.replace(/general/i, ''))) return { sheet: 'date' };
  if (/%|[0#?],+(?![0#?,])|!/.test(bare)) return { sheet: 'scaled' };
  if (/^0{2,30}$/.test(bare) && bare === code) return { sheet: 'plain', digits: bare.length };
  return { sheet: /^(?:general|0|@|#)?$/i.test(bare) && bare === code ? 'plain' : 'other' };
}

async function readStyles(zip: Zip, part: string): Promise<Style[]> {
  const codes = new Map<number, string>();
  const styles: Style[] = [];
  let inside = false;
  await readXml(zip.part(part), {
    open(name, { numFmtId, formatCode = '' }) {
      if (name === 'numFmt') codes.set(Number(numFmtId), formatCode);
      if (name === 'cellXfs') inside = true;
      if (inside && name === 'xf') styles.push(styleOf(Number(numFmtId ?? 0), codes.get(Number(numFmtId))));
    },
    close(name) {
      if (name === 'cellXfs') inside = false;
    },
  });
  return styles;
}

/** Excel writes characters that XML has no place for as `_x000D_`. */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;

/** A copy: what was cut out of a piece of the file would keep all of the piece. */
const alone = (text: string): string => Buffer.from(text).toString();

async function readTexts(zip: Zip, part: string): Promise<string[]> {
  const texts: string[] = [];
  if (!zip.has(part)) return texts;
  let [all, text, depth] = [0, '', 0];
  let inText = false;
  await readXml(zip.part(part), {
    open(name) {
      if (name === 'si') text = '';
      // Phonetic signs are no part of the text.
      if (name === 'rPh') depth += 1;
      inText = name === 't' && !depth;
    },
    text(piece) {
      if (inText && text.length < MAX_TEXT) text += piece;
    },
    close(name) {
      if (name === 'rPh') depth -= 1;
      if (name === 't') inText = false;
      if (name !== 'si') return;
      all += text.length;
      if (all > MAX_CHARACTERS || texts.length >= MAX_TEXTS) throw new FileRefused({ code: 'bomb' });
      texts.push(alone(unescaped(text)));
    },
  });
  return texts;
}
