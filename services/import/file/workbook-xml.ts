// Walks through the XML of a workbook piece by piece: no document type, no depth and no size without a bound.
import { SaxesParser } from 'saxes';
import { FileRefused } from './cell';

const MAX_DEPTH = 32;
const MAX_ATTRIBUTES = 200;

export interface XmlHandlers {
  /** Names without their prefix. */
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Yields after each piece, so that whoever takes rows of it can take what there is.
 * ASVS 5.0 1.5.1: a document type is refused, so no entity is ever resolved. Throws FileRefused: `bomb`, `sheetBroken`.
 */
export async function* walkXml(bytes: AsyncIterable<Buffer>, { open, text, close }: XmlHandlers): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let depth = 0;
  parser.on('doctype', () => {
    throw new FileRefused({ code: 'bomb' });
  });
  parser.on('error', () => {
    throw new FileRefused({ code: 'sheetBroken' });
  });
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1;
    if (depth > MAX_DEPTH || Object.keys(attributes).length > MAX_ATTRIBUTES) throw new FileRefused({ code: 'bomb' });
    if (!open) return;
    const plain: Record<string, string> = {};
    for (const key in attributes) plain[local(key)] = attributes[key] ?? '';
    open(local(name), plain);
  });
  if (text) {
    parser.on('text', text);
    parser.on('cdata', text);
  }
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    close?.(local(name));
  });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    let any = false;
    for await (const piece of bytes) {
      any = true;
      parser.write(decoder.decode(piece, { stream: true }));
      yield;
    }
    // A part that is not there: some programs leave out what they do not need.
    if (!any) return;
    parser.write(decoder.decode());
  } catch (error) {
    if (error instanceof FileRefused) throw error;
    // What zlib, the ZIP reader or the decoder found.
    throw new FileRefused({ code: 'sheetBroken' });
  }
  parser.close();
  yield;
}

/** All of a small part at once. */
export async function readXml(bytes: AsyncIterable<Buffer>, handlers: XmlHandlers): Promise<void> {
  const walk = walkXml(bytes, handlers);
  for (let step = await walk.next(); !step.done; step = await walk.next());
}
