// The files of issued fapiao: added after they were looked into, listed and read for whoever may, removed; bytes first, then the row.
import { yuan } from '../../domain/money';
import type { DeskFile, FileType } from '../../domain/desk-view';
import type { FileDifference } from '../../domain/file-difference';
import { type Fapiao, mediumOf } from '../../domain/fapiao';
import { MAX_FILE_BYTES, typeOfFile } from '../../domain/fapiao-file';
import type { Reason } from '../../domain/result';
import { clean } from '../../domain/text';
import { blobFolder, sha256Of } from '../../storage/blobs';
import { everyIn } from '../../storage/every';
import { type Application, type Body, bodyOf, keys, record } from '../../storage/records';
import { StoreDamaged, type Stored } from '../../storage/store';
import type { Deps } from '../shared/deps';
import { no } from '../shared/once';
import { audit, type Who } from '../staff/audit';
import { findApplication } from './applications';
import { readEInvoice } from './einvoice-xml';
import { differencesOf } from './file-check';
import { fapiaoLabel } from './notices';
import { zipNames } from './zip-names';

export type FileRow = Body<'file'>;

/** `differences`: with `fileDiffers`. */
export type FileRefused = { ok: false; reason: Reason; differences?: FileDifference[] };
export type Added = { ok: true; file: DeskFile } | FileRefused;

const NAME_MAX = 120;

export const fileView = ({ sha256: id, type, name, bytes, at, by }: FileRow): DeskFile => ({
  id,
  type,
  name,
  bytes,
  at,
  by,
});

/** Of one that is there: its numbers, with or without the code. */
function fapiaoNamed({ fapiaos }: Application, text: string): Fapiao | undefined {
  const digits = text.replace(/\s/g, '');
  const named = fapiaos.filter(({ number, code = '' }) => digits === number || digits === code + number);
  // Two old ones may have the same number under different codes: then the code must be given.
  return named.length === 1 ? named[0] : undefined;
}

/**
 * Adds a file to a fapiao of an application; the same again answers the same. Refused: `applicationUnknown`,
 * `fapiaoMedium`, `fileFapiao` (it has no such fapiao), those of typeOfFile and readEInvoice, `fileDiffers` with the
 * differences, and `fileThere` {type}: another file of this type is there and must be removed first.
 */
export async function addFile(
  deps: Deps,
  who: Who,
  { number, fapiao: named, name, bytes }: { number: string; fapiao: string; name: string; bytes: Uint8Array },
): Promise<Added> {
  const found = await findApplication(deps, number);
  if (!found || found.body.closed) return no('applicationUnknown');
  const application = found.body;
  if (mediumOf(application.kind) !== 'digital') return no('filePaper');
  const fapiao = fapiaoNamed(application, named);
  if (!fapiao) return no('fileFapiao');
  const type = typeOfFile(bytes, zipNames);
  if (!type.ok) return { ok: false, reason: type.reason };
  if (type.value === 'xml') {
    const refused = checkXml(application, fapiao, bytes);
    if (refused) return refused;
  }
  const label = fapiaoLabel(fapiao);
  const key = keys.file(application.customer, application.number, label, type.value);
  const there = await deps.store.get(key);
  const sha256 = sha256Of(bytes);
  if (there) return sameOrNot(there, sha256);
  const folder = blobFolder('fapiao', found.pk);
  await deps.blobs.put(folder, bytes, MAX_FILE_BYTES);
  const row: FileRow = {
    number: application.number,
    fapiao: label,
    type: type.value,
    sha256,
    name: nameOf(name, label, type.value),
    bytes: bytes.length,
    at: deps.now(),
    staff: who.id,
    by: who.name,
  };
  const lists = {
    files: `${row.number}#${label}#${row.type}`,
    blobs: `${folder}/${sha256}#${key.id}`,
  };
  const after = { fapiao: label, name: row.name, sha256 };
  const committed = await deps.store.commit(found.pk, [
    { op: 'create', doc: record('file', key, row, { lists }) },
    audit(deps, { who, what: 'application.addFile', thing: application.number, after, pk: found.pk }),
  ]);
  if (committed.ok) return { ok: true, file: fileView(row) };
  // Somebody was faster.
  const other = await deps.store.get(key);
  return other ? sameOrNot(other, sha256) : no('serviceBusy');
}

function sameOrNot(there: Stored, sha256: string): Added {
  const row = bodyOf('file', there);
  return row.sha256 === sha256 ? { ok: true, file: fileView(row) } : no('fileThere', { type: row.type.toUpperCase() });
}

function checkXml(application: Application, fapiao: Fapiao, bytes: Uint8Array): FileRefused | undefined {
  const said = readEInvoice(bytes);
  if (!said.ok) return { ok: false, reason: said.reason };
  const differences = differencesOf(application, fapiao, said.value);
  if (!differences.length) return undefined;
  const shown = (value: string | number | undefined) => (typeof value === 'number' ? yuan(value) : (value ?? '—'));
  const list = differences.map(({ wanted, found }) => `${shown(wanted)} ≠ ${shown(found)}`).join('; ');
  return { ...no('fileDiffers', { list }), differences };
}

/** Its name on the clerk's machine, in one line, with the ending that its content has. */
function nameOf(given: string, label: string, type: FileType): string {
  const last = clean(given.split(/[\\/]/).at(-1) ?? '');
  const stem = [...last.replace(/\.[A-Za-z0-9]{1,5}$/, '')].slice(0, NAME_MAX).join('');
  return `${stem || label.replace(' ', '-')}.${type}`;
}

/** The files of the fapiao that the application has now, in their order. */
export async function filesOf(
  deps: Pick<Deps, 'store'>,
  { customer, number, fapiaos }: Pick<Application, 'customer' | 'number' | 'fapiaos'>,
): Promise<FileRow[]> {
  if (!fapiaos.length) return [];
  const order = fapiaos.map(fapiaoLabel);
  const rows: FileRow[] = [];
  for await (const doc of everyIn(deps.store, 'files', { pk: keys.customer(customer), prefix: `${number}#` })) {
    const row = bodyOf('file', doc);
    if (order.includes(row.fapiao)) rows.push(row);
  }
  return rows.toSorted((a, b) => order.indexOf(a.fapiao) - order.indexOf(b.fapiao));
}

/** The bytes of a row. Throws StoreDamaged where they are gone: a backup has them. */
export async function bytesOf(deps: Pick<Deps, 'blobs'>, customer: string, { sha256 }: FileRow): Promise<Buffer> {
  const bytes = await deps.blobs.get(`${blobFolder('fapiao', keys.customer(customer))}/${sha256}`);
  if (!bytes) throw new StoreDamaged('a file of a fapiao is not there; restore the files from a backup');
  return bytes;
}

/** Takes a wrong file away, with why. Its bytes go with the sweep: another upload may be under way. Refused: `fileUnknown`. */
export async function removeFile(
  deps: Deps,
  who: Who,
  { number, sha256, text }: { number: string; sha256: string; text?: string },
): Promise<{ ok: true } | FileRefused> {
  const found = await findApplication(deps, number);
  if (!found || found.body.closed) return no('applicationUnknown');
  const pk = found.pk;
  for await (const doc of everyIn(deps.store, 'files', { pk, prefix: `${found.body.number}#` })) {
    const { sha256: own, fapiao, name } = bodyOf('file', doc);
    if (own !== sha256) continue;
    const before = { fapiao, name, sha256 };
    const deed = { who, what: 'application.removeFile', thing: found.body.number, before, pk } as const;
    await deps.store.commit(pk, [
      { op: 'delete', id: doc.id, etag: doc.etag },
      audit(deps, { ...deed, ...(text ? { text: clean(text) } : {}) }),
    ]);
    return { ok: true };
  }
  return no('fileUnknown');
}
