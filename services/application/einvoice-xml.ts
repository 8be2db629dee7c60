// Reads what the XML of a fapiao says: of fully digital ones (数电票, root EInvoice) and of those of 2019 on (root eInvoice, in OFD).
import { SaxesParser } from 'saxes';
import { type Fen, parseAmount } from '../../domain/money';
import { ok, type Parsed, refuse } from '../../domain/result';
import { clean } from '../../domain/text';

/** As it stands there; what is missing is undefined. */
export interface EInvoice {
  number: string;
  code?: string;
  buyer?: string;
  taxId?: string;
  /** With tax. */
  amount?: Fen;
}

type Field = keyof EInvoice | 'id';

/**
 * Where each field stands. 数电票: 电子凭证会计数据标准 (Ministry of Finance, 2023; `EIid` is the same number again). Before:
 * GB/T 36609 and http://www.edrm.org.cn/schema/e-invoice/2019.
 */
const PLACES: Record<string, Field> = {
  'EInvoice/TaxSupervisionInfo/InvoiceNumber': 'number',
  'EInvoice/Header/EIid': 'id',
  'EInvoice/EInvoiceData/BuyerInformation/BuyerName': 'buyer',
  'EInvoice/EInvoiceData/BuyerInformation/BuyerIdNum': 'taxId',
  'EInvoice/EInvoiceData/BasicInformation/TotalTax-includedAmount': 'amount',
  'eInvoice/InvoiceNo': 'number',
  'eInvoice/InvoiceCode': 'code',
  'eInvoice/Buyer/BuyerName': 'buyer',
  'eInvoice/Buyer/BuyerTaxID': 'taxId',
  'eInvoice/TaxInclusiveTotalAmount': 'amount',
};

const MAX_BYTES = 2 * 1024 * 1024;
const MAX_DEPTH = 32;
const MAX_ELEMENTS = 50_000;
const MAX_TEXT = 1_000;
const PIECE = 64 * 1024;

/** Why reading ended early. */
class Refused extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

/**
 * ASVS 5.0 1.5.1: no document type and so no entities, no depth and no size without a bound; nothing outside is ever read.
 * Refused: `fileBomb`, `fileHalf` (no whole XML), `fileNotFapiao` (another XML, or a field twice).
 */
export function readEInvoice(bytes: Uint8Array): Parsed<EInvoice> {
  if (bytes.length > MAX_BYTES) return refuse('fileBomb');
  try {
    return found(fieldsIn(decoded(bytes)));
  } catch (error) {
    if (error instanceof Refused) return refuse(error.code);
    throw error;
  }
}

/** Older programs wrote GBK; what a declaration does not name is UTF-8. */
function decoded(bytes: Uint8Array): string {
  const start = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  const named = /^[^>]{0,150}\bencoding\s?=\s?["'](gbk|gb2312|gb18030)["']/i.test(start) ? 'gb18030' : 'utf-8';
  try {
    return new TextDecoder(named, { fatal: true }).decode(bytes);
  } catch {
    throw new Refused('fileHalf');
  }
}

function fieldsIn(xml: string): Partial<Record<Field, string>> {
  const fields: Partial<Record<Field, string>> = {};
  const path: string[] = [];
  let elements = 0;
  let text = '';
  // Names with their prefix: who writes them differs, where they stand does not.
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on('doctype', () => {
    throw new Refused('fileBomb');
  });
  parser.on('error', () => {
    throw new Refused('fileHalf');
  });
  parser.on('opentag', ({ name }) => {
    path.push(name.replace(/^[^:]*:/, ''));
    if (path.length > MAX_DEPTH || (elements += 1) > MAX_ELEMENTS) throw new Refused('fileBomb');
    text = '';
  });
  const take = (part: string) => {
    text = (text + part).slice(0, MAX_TEXT);
  };
  parser.on('text', take);
  parser.on('cdata', take);
  parser.on('closetag', () => {
    const place = path.join('/');
    const field = Object.hasOwn(PLACES, place) ? PLACES[place] : undefined;
    // Two buyers: which one counts is nothing to guess.
    if (field && fields[field] !== undefined) throw new Refused('fileNotFapiao');
    if (field) fields[field] = clean(text);
    path.pop();
    text = '';
  });
  // A document type is refused before the rest is looked at.
  for (let at = 0; at < xml.length; at += PIECE) parser.write(xml.slice(at, at + PIECE));
  parser.close();
  return fields;
}

function found({ number, id, code, buyer, taxId, amount }: Partial<Record<Field, string>>): Parsed<EInvoice> {
  const own = number || id;
  if (!own) return refuse('fileNotFapiao');
  const fen = amount ? parseAmount(amount) : undefined;
  return ok({
    number: own,
    ...(code ? { code } : {}),
    ...(buyer ? { buyer } : {}),
    ...(taxId ? { taxId } : {}),
    ...(fen?.ok ? { amount: fen.value } : {}),
  });
}
