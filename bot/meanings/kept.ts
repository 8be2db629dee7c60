// The file of the learnt model: written by the build, read when a process starts, void when phrases or code have changed since.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { LOCALES } from '../../locales/list';

const ROOT = join(__dirname, '../..');
const CODE = extname(__filename);
/** Beside the compiled program; from sources, where tools keep what can be made again. */
export const KEPT =
  CODE === '.ts' ? join(ROOT, 'node_modules/.cache/fapiao-assistant/meanings.bin') : join(__dirname, 'meanings.bin');

/** The code that what is learnt depends on. */
const LEARNING = ['model', 'classifier', 'features', 'concepts', 'fold', 'exact', 'answers', 'names'];

/** A digest of the phrases and of the code that learns from them, as they are on the disk. */
function mark(): Buffer {
  const hash = createHash('sha256');
  for (const locale of LOCALES) hash.update(readFileSync(join(ROOT, 'locales', locale, 'phrases.json')));
  for (const name of LEARNING) hash.update(readFileSync(join(ROOT, 'dialogs/understanding', name + CODE)));
  return hash.digest();
}

/** Bytes of the model that was learnt from the phrases as they are; undefined: there is none, or it is of others. */
export function readKept(file = KEPT): Uint8Array | undefined {
  let kept: Buffer;
  try {
    kept = readFileSync(file);
  } catch {
    return undefined;
  }
  const wanted = mark();
  return kept.subarray(0, wanted.length).equals(wanted) ? kept.subarray(wanted.length) : undefined;
}

/** Keeps a model that was just learnt: whole or not at all, also when two processes do so. */
export function keep(bytes: Uint8Array, file = KEPT): void {
  mkdirSync(dirname(file), { recursive: true });
  const half = `${file}.${process.pid}`;
  writeFileSync(half, Buffer.concat([mark(), bytes]));
  renameSync(half, file);
}
