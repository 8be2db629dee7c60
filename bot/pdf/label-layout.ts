// Lays courier labels out: recipient and phone large, the address as large as it fits, the application's number also as a code to scan.
import PDFDocument from 'pdfkit';
import qrcode from 'qrcode-generator';
import { openFont, type PaperFont } from './fonts';
import type { Label, LabelSheet, LabelSize } from './labels';

const MM = 72 / 25.4;
const PAGES: Record<LabelSize, { width: number; height: number; across: number; down: number }> = {
  label: { width: 100 * MM, height: 150 * MM, across: 1, down: 1 },
  a4: { width: 210 * MM, height: 297 * MM, across: 2, down: 4 },
};
const PAD = 5 * MM;
const CODE = 19 * MM;
const LINE = '#b0b0b0';
const STRONG = 0.4;
/** An address is never cut: it gets smaller. */
const ADDRESS = { largest: 16, smallest: 6 };

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}
type Doc = PDFKit.PDFDocument;

/** The PDF's bytes; a viewer that may do so asks for a printer at once. */
export async function layOutLabels({ size, title, labels }: LabelSheet, created: Date): Promise<Buffer> {
  const { font, fit } = openFont();
  const { width, height, across, down } = PAGES[size];
  const doc = new PDFDocument({
    size: [width, height],
    margin: 0,
    autoFirstPage: false,
    pdfVersion: '1.7',
    lang: 'zh-CN',
    displayTitle: true,
    info: { Title: fit(title), Producer: 'pdfkit', Creator: '', CreationDate: created },
  });
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise<Buffer>((resolve, reject) => {
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
  });
  doc.registerFont('text', font);
  for (const [at, label] of labels.entries()) {
    const place = at % (across * down);
    if (place === 0) doc.addPage().font('text');
    const cell = { width: width / across, height: height / down };
    const box = { x: (place % across) * cell.width, y: Math.floor(place / across) * cell.height, ...cell };
    if (across > 1) doc.rect(box.x, box.y, box.width, box.height).lineWidth(0.25).dash(2, { space: 2 }).stroke(LINE);
    doc.undash();
    draw(doc, fit, label, { x: box.x + PAD, y: box.y + PAD, width: box.width - 2 * PAD, height: box.height - 2 * PAD });
  }
  printAtOnce(doc);
  doc.end();
  return done;
}

/** ISO 32000-1, 12.6.4.11: the action that viewers have for it. */
function printAtOnce(doc: Doc): void {
  const { _root: root } = doc as unknown as { _root: { data: Record<string, unknown> } };
  root.data.OpenAction = { Type: 'Action', S: 'Named', N: 'Print' };
}

function draw(doc: Doc, fit: PaperFont['fit'], label: Label, { x, y, width, height }: Box): void {
  const beside = width - CODE - 6;
  function write(text: string, top: number, style: { size: number; strong?: boolean; width?: number }): number {
    const { size, strong = false, width: within = width } = style;
    doc.fontSize(size).fillColor('#000').strokeColor('#000').lineWidth(STRONG);
    doc.text(fit(text), x, top, { width: within, lineGap: 1, ...(strong ? { fill: true, stroke: true } : {}) });
    return doc.y;
  }
  scanned(doc, label.number, { x: x + width - CODE, y, width: CODE, height: CODE });
  let at = write(label.carrier, y, { size: 16, strong: true, width: beside });
  at = write(label.number, at + 2, { size: 14, width: beside });
  at = write(label.inside, at + 2, { size: 9, width: beside });
  at = Math.max(at, y + CODE) + 6;
  doc
    .moveTo(x, at)
    .lineTo(x + width, at)
    .lineWidth(0.75)
    .stroke('#000');
  at = write(label.recipient, at + 6, { size: nameSize(label.recipient), strong: true });
  at = write(label.mobile, at + 2, { size: 16, strong: true });
  const sender = label.sender.join('  ');
  doc.fontSize(7);
  const foot = doc.heightOfString(fit(sender), { width, lineGap: 1 }) + 6;
  const room = y + height - foot - at - 4;
  let size = ADDRESS.largest;
  const tall = () => doc.fontSize(size).heightOfString(fit(label.address), { width, lineGap: 1 });
  while (size > ADDRESS.smallest && tall() > room) size -= 0.5;
  write(label.address, at + 4, { size });
  doc
    .moveTo(x, y + height - foot)
    .lineTo(x + width, y + height - foot)
    .lineWidth(0.5)
    .stroke(LINE);
  write(sender, y + height - foot + 4, { size: 7 });
}

const nameSize = (name: string): number => (name.length > 16 ? 11 : 18);

/** A QR code: every hand scanner reads it, also from a creased envelope (ISO/IEC 18004, level Q). */
function scanned(doc: Doc, text: string, { x, y, width }: Box): void {
  const code = qrcode(0, 'Q');
  code.addData(text);
  code.make();
  const count = code.getModuleCount();
  const dot = width / count;
  for (let row = 0; row < count; row += 1) {
    for (let column = 0; column < count; column += 1) {
      if (code.isDark(row, column)) doc.rect(x + column * dot, y + row * dot, dot, dot);
    }
  }
  doc.fill('#000');
}
