// Lays a paper out on A4 pages as a PDF: text that can be selected and searched, its font embedded with the glyphs it uses.
import PDFDocument from 'pdfkit';
import { type PaperFont, openFont } from './fonts';
import type { Fact, Paper, PaperPart } from './paper';

const INK = '#242424';
const SOFT = '#5c5c5c';
const LINE = '#d1d1d1';
const ACCENT = '#0f6cbd';
const TINT = '#ebf3fc';

const MARGIN = 56;
/** Kept free for the foot. */
const BOTTOM = 88;
const LABEL_WIDTH = 150;
const GAP = 14;
/** Above and below the text of a row, and between lines. */
const PAD = 5;
const LEADING = 2;
/** The one weight of the font made stronger by its outline, in points: a second weight would double every file. */
const STRONG = 0.35;

type Doc = PDFKit.PDFDocument;
type Style = { size?: number; color?: string; strong?: boolean; width?: number; align?: 'left' | 'right' };

interface Sheet {
  doc: Doc;
  width: number;
  /** Writes at a place; answers the height that it took. Does not move the pen. */
  write(text: string, x: number, y: number, style?: Style): number;
  height(text: string, style?: Style): number;
  /** Where the next part begins. */
  y: number;
  /** A page of its own for what does not fit on this one any more. */
  need(height: number): void;
  /** What is written becomes one element of the document's structure, for those who hear it. */
  tag(name: string, write: () => void): void;
  /** What is drawn says nothing. */
  deco(draw: () => void): void;
}

/** The PDF's bytes. Takes tens of milliseconds of computing: not for the thread that answers requests. */
export async function layOut(paper: Paper, created: Date): Promise<Buffer> {
  const { font, fit } = openFont();
  const doc = new PDFDocument({
    size: 'A4',
    margins: { top: MARGIN, bottom: 0, left: MARGIN, right: MARGIN },
    bufferPages: true,
    pdfVersion: '1.7',
    tagged: true,
    lang: paper.locale,
    displayTitle: true,
    info: { Title: fit(paper.title), Author: fit(paper.brand), Producer: 'pdfkit', Creator: '', CreationDate: created },
  });
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise<Buffer>((resolve, reject) => {
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
  doc.registerFont('text', font).font('text');
  const sheet = createSheet(doc, fit);
  head(sheet, paper);
  for (const part of paper.parts) PARTS[part.kind](sheet, part as never);
  feet(sheet, paper.foot);
  doc.end();
  return done;
}

function createSheet(doc: Doc, fit: PaperFont['fit']): Sheet {
  const width = doc.page.width - 2 * MARGIN;
  const root = doc.struct('Document');
  doc.addStructure(root);
  const options = ({ width: within = width, align = 'left', strong = false }: Style) =>
    ({ width: within, align, lineGap: LEADING, ...(strong ? { fill: true, stroke: true } : {}) }) as const;
  const sheet: Sheet = {
    doc,
    width,
    y: MARGIN,
    write(text, x, y, style = {}) {
      const { size = 10, color = INK } = style;
      doc.fontSize(size).fillColor(color).strokeColor(color).lineWidth(STRONG);
      doc.text(fit(text), x, y, options(style));
      return doc.y - y;
    },
    height(text, style = {}) {
      doc.fontSize(style.size ?? 10);
      return doc.heightOfString(fit(text), options(style));
    },
    need(height) {
      if (sheet.y + height <= doc.page.height - BOTTOM) return;
      doc.addPage();
      sheet.y = MARGIN;
    },
    tag(name, write) {
      root.add(doc.struct(name, {}, write));
    },
    deco(draw) {
      doc.markContent('Artifact', { type: 'Layout' });
      draw();
      doc.endMarkedContent();
    },
  };
  return sheet;
}

/** The seal and who speaks, the title, the amount. */
function head(sheet: Sheet, { brand, operator, title, subtitle, amount }: Paper): void {
  const { doc, width } = sheet;
  sheet.deco(() => {
    doc.roundedRect(MARGIN, sheet.y, 34, 34, 5).fill(ACCENT);
    sheet.write('票', MARGIN + 8, sheet.y + 5, { size: 18, color: '#ffffff', strong: true });
  });
  sheet.tag('P', () => {
    sheet.write(brand, MARGIN + 46, sheet.y, { size: 11, strong: true });
    sheet.write(operator, MARGIN + 46, sheet.y + 17, { size: 9, color: SOFT });
  });
  sheet.y += 34 + 32;
  sheet.tag('H1', () => {
    sheet.y += sheet.write(title, MARGIN, sheet.y, { size: 20, strong: true, width }) + 2;
  });
  sheet.tag('P', () => {
    sheet.y += sheet.write(subtitle, MARGIN, sheet.y, { size: 10, color: SOFT }) + 14;
  });
  if (amount) {
    sheet.tag('P', () => {
      sheet.write(amount[0], MARGIN, sheet.y, { size: 10, color: SOFT });
      sheet.y += 16 + sheet.write(amount[1], MARGIN, sheet.y + 16, { size: 24, color: ACCENT, strong: true }) + 10;
    });
  }
}

function heading(sheet: Sheet, text: string | undefined, below: number): void {
  if (text === undefined) return;
  sheet.need(40 + below);
  sheet.y += 8;
  sheet.tag('H2', () => {
    sheet.y += sheet.write(text, MARGIN, sheet.y, { size: 12, strong: true }) + 4;
  });
}

const rule = (sheet: Sheet): void =>
  sheet.deco(() => {
    sheet.doc
      .moveTo(MARGIN, sheet.y)
      .lineTo(MARGIN + sheet.width, sheet.y)
      .lineWidth(0.5)
      .stroke(LINE);
  });

function factRow(sheet: Sheet, [label, value]: Fact): void {
  const wide = { width: sheet.width - LABEL_WIDTH - GAP };
  const narrow = { width: LABEL_WIDTH, color: SOFT };
  const height = Math.max(sheet.height(label, narrow), sheet.height(value, wide)) + 2 * PAD - LEADING;
  sheet.need(height);
  rule(sheet);
  sheet.tag('P', () => {
    sheet.write(label, MARGIN, sheet.y + PAD, narrow);
    sheet.write(value, MARGIN + LABEL_WIDTH + GAP, sheet.y + PAD, wide);
  });
  sheet.y += height;
}

type Of<K extends PaperPart['kind']> = Extract<PaperPart, { kind: K }>;

const PARTS: { [K in PaperPart['kind']]: (sheet: Sheet, part: Of<K>) => void } = {
  facts(sheet, part) {
    heading(sheet, part.heading, 30);
    for (const fact of part.facts) factRow(sheet, fact);
    rule(sheet);
    sheet.y += GAP;
  },
  table(sheet, part) {
    heading(sheet, part.heading, 50);
    tableRow(sheet, part.head, SOFT);
    for (const row of part.rows) tableRow(sheet, row);
    rule(sheet);
    sheet.y += GAP;
  },
  note(sheet, { text }) {
    const inner = { width: sheet.width - 32, size: 10.5, strong: true };
    const height = sheet.height(text, inner) + 22 - LEADING;
    sheet.need(height);
    sheet.deco(() => {
      sheet.doc.roundedRect(MARGIN, sheet.y, sheet.width, height, 5).fill(TINT);
      sheet.doc.rect(MARGIN, sheet.y, 4, height).fill(ACCENT);
    });
    sheet.tag('P', () => void sheet.write(text, MARGIN + 18, sheet.y + 11, inner));
    sheet.y += height + GAP;
  },
  text(sheet, part) {
    const height = sheet.height(part.text);
    heading(sheet, part.heading, height);
    sheet.need(height);
    sheet.tag('P', () => void sheet.write(part.text, MARGIN, sheet.y));
    sheet.y += height + GAP;
  },
};

/** Columns of the same width; the last one to the right. */
function tableRow(sheet: Sheet, cells: readonly string[], color = INK): void {
  const width = (sheet.width - GAP * (cells.length - 1)) / cells.length;
  const style = (at: number): Style => ({ width, color, align: at > 0 && at === cells.length - 1 ? 'right' : 'left' });
  const height = Math.max(...cells.map((cell, at) => sheet.height(cell, style(at)))) + 2 * PAD - LEADING;
  sheet.need(height);
  rule(sheet);
  sheet.tag('P', () => {
    for (const [at, cell] of cells.entries()) {
      sheet.write(cell, MARGIN + at * (width + GAP), sheet.y + PAD, style(at));
    }
  });
  sheet.y += height;
}

/** When all pages are there: each says which one it is. */
function feet(sheet: Sheet, text: string): void {
  const { doc, width } = sheet;
  const { start, count } = doc.bufferedPageRange();
  for (let page = 0; page < count; page++) {
    doc.switchToPage(start + page);
    const y = doc.page.height - 60;
    doc.markContent('Artifact', { type: 'Pagination' });
    doc
      .moveTo(MARGIN, y)
      .lineTo(MARGIN + width, y)
      .lineWidth(0.5)
      .stroke(LINE);
    sheet.write(text, MARGIN, y + 8, { size: 8, color: SOFT, width: width - 60 });
    sheet.write(`${page + 1} / ${count}`, MARGIN + width - 50, y + 8, {
      size: 8,
      color: SOFT,
      width: 50,
      align: 'right',
    });
    doc.endMarkedContent();
  }
}
