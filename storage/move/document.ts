// A document as it is moved: without its ETag, and with a hash that is the same whatever store it comes from.
import { createHash } from 'node:crypto';
import type { Instant } from '../../domain/result';
import { checkWrites } from '../rules';
import { type Doc, type Key, StoreMisuse } from '../store';

/** What is remembered of a document to compare it: some 250 bytes, however large it is. */
export interface Entry {
  hash: string;
  kind: string;
  expiresAt?: Instant;
}

export interface Moved extends Entry {
  doc: Doc;
  /** Hash of the key: keys hold order numbers and hashes of addresses, which no report shows. */
  key: string;
  /** The document as JSON. */
  text: string;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export const keyHash = ({ pk, id }: Key): string => sha256(`${pk}\0${id}`).slice(0, 32);

/** Databases may keep members in another order, and an empty `lists` or none: the hash does not know the difference. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, ordered(member)]));
}

const isExpired = ({ expiresAt }: { expiresAt?: Instant }, now: Instant): boolean =>
  expiresAt !== undefined && expiresAt <= now;

export const isAlive = (entry: { expiresAt?: Instant }, now: Instant): boolean => !isExpired(entry, now);

export function moved({ pk, id, kind, v, body, lists, expiresAt }: Doc): Moved {
  const doc: Doc = { pk, id, kind, v, body };
  if (lists && Object.keys(lists).length) doc.lists = lists;
  if (expiresAt !== undefined) doc.expiresAt = expiresAt;
  const entry: Entry = { hash: sha256(JSON.stringify(ordered(doc))), kind };
  return {
    ...entry,
    ...(expiresAt === undefined ? {} : { expiresAt }),
    doc,
    key: keyHash(doc),
    text: JSON.stringify(doc),
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What was read from a file as a document of the port; undefined when a store would not take it. */
export function asDocument(value: unknown): Doc | undefined {
  if (!isRecord(value)) return undefined;
  const { pk, id, kind, v, body, lists, expiresAt, ...others } = value;
  if (typeof pk !== 'string' || typeof id !== 'string' || typeof kind !== 'string' || !kind) return undefined;
  if (!Number.isSafeInteger(v) || body === undefined || Object.keys(others).length) return undefined;
  if (lists !== undefined && !(isRecord(lists) && Object.values(lists).every((place) => typeof place === 'string')))
    return undefined;
  if (expiresAt !== undefined && typeof expiresAt !== 'string') return undefined;
  const doc = value as unknown as Doc;
  try {
    checkWrites(pk, [{ op: 'create', doc }]);
    return doc;
  } catch (error) {
    if (error instanceof StoreMisuse) return undefined;
    throw error;
  }
}
