// The blob port: files of customers by what they hold, each in the room and partition that it belongs to. Adapters in blobs/.
import { createHash } from 'node:crypto';
import type { Instant } from '../domain/result';
import { StoreMisuse } from './store';

/** What the files of a room are: those of issued fapiao. */
export type Room = 'fapiao';

export interface Blob {
  /** Of the content, in hex. */
  sha256: string;
  /** In bytes. */
  size: number;
}

/** All at once, or as it comes. */
export type Content = Uint8Array | AsyncIterable<Uint8Array>;

/** Calls throw StoreBusy and StoreDown as the store does, and StoreMisuse for a name that is none. */
export interface Blobs {
  /**
   * Writes it as `<folder>/<sha256>`, whole or not at all; the same content again changes nothing. Throws BlobTooLarge
   * above `max` bytes, and what `content` throws; then nothing of it is left.
   */
  put(folder: string, content: Content, max: number): Promise<Blob>;
  /** The bytes, proven to be what was put. Undefined: there are none. Throws StoreDamaged for others. */
  get(name: string): Promise<Buffer | undefined>;
  /** One by its name, or all of a folder; none is fine. */
  delete(prefix: string): Promise<void>;
  /** Every one, and when it was written, at the latest: by folder. What is written meanwhile may come or not. */
  all(): AsyncIterable<{ name: string; at: Instant }>;
}

export class BlobTooLarge extends Error {
  override name = 'BlobTooLarge';
  constructor(readonly max: number) {
    super(`more than ${max} bytes`);
  }
}

const FOLDER = /^[a-z]{1,20}\/[0-9a-f]{32}$/;
const NAME = /^[a-z]{1,20}\/[0-9a-f]{32}\/[0-9a-f]{64}$/;
export const isBlobName = (name: string): boolean => NAME.test(name);

/** Of a partition: customers' names are personal data, and no file system takes every letter. */
export const blobFolder = (room: Room, pk: string): string => `${room}/${sha256Of(pk).slice(0, 32)}`;

export const sha256Of = (content: Uint8Array | string): string => createHash('sha256').update(content).digest('hex');

/** ASVS 5.0 5.3.2: a name is made of what we know, so none leads out of its folder. Throws StoreMisuse. */
export function checkBlobName(name: string, what: 'folder' | 'name' | 'either'): void {
  if ((what !== 'name' && FOLDER.test(name)) || (what !== 'folder' && NAME.test(name))) return;
  throw new StoreMisuse(
    `not a ${what === 'folder' ? 'folder of blobs' : 'blob'}: ${JSON.stringify(name).slice(0, 80)}`,
  );
}

/** All of it, while it is not too much. Throws BlobTooLarge, and what `content` throws. */
export async function collect(content: Content, max: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of content instanceof Uint8Array ? [content] : content) {
    size += part.length;
    if (size > max) throw new BlobTooLarge(max);
    parts.push(part);
  }
  return Buffer.concat(parts, size);
}
