// Documents as Cosmos DB keeps them, and back: ids, places in lists, ETags, time to live.
import { createHash } from 'node:crypto';
import type { Instant } from '../../domain/result';
import type { Doc, Key, ListName, Stored } from '../store';

/** What lies in the container. `_etag` is the service's. */
export interface Item {
  id: string;
  pk: string;
  /** The document's own id, where it is too long for Cosmos DB's. */
  name?: string;
  kind: string;
  v: number;
  body: unknown;
  /** Each place is followed by partition and id, so that no two documents share one and one index serves the order. */
  lists?: Partial<Record<ListName, string>>;
  expiresAt?: Instant;
  ttl?: number;
  /** The commit that wrote it: tells whose write it was when the answer to one is lost. */
  attempt: string;
  _etag?: string;
}

/** Cosmos DB takes 1,023 bytes; what gets longer is hashed, and the id kept in `name`. */
const MAX_ID = 900;
const HASHED = '**';
/** Left behind by a commit that only deletes: the change feed shows no deletions. Gone a minute later. */
const BELL = '*_';
const BELL_SECONDS = 60;
/** The clocks of processes differ: the service deletes later than any of them stops seeing a document. */
const GRACE_SECONDS = 60;

/** `/ \ ? #` are forbidden, blanks are cut off, and `.` and `%` mean something in an address: all but the safest is escaped. */
const escaped = (char: string): string => Buffer.from(char).toString('hex').replace(/../g, '*$&');

export function encodeId(id: string): string {
  const text = id.replace(/[^\w:@-]+/gu, escaped);
  return text.length <= MAX_ID ? text : HASHED + createHash('sha256').update(id).digest('hex');
}

const decodeId = (id: string): string =>
  id.replace(/(?:\*[0-9a-f]{2})+/g, (run) => Buffer.from(run.replaceAll('*', ''), 'hex').toString());

const SEPARATOR = '\u0001\u0001';
/** Keeps the order: U+0001 is the lowest character that the port allows, and the separator sorts before its escape. */
const escapePart = (text: string): string => text.replaceAll('\u0001', '\u0001\u0002');

/** All that is kept at `place` or behind it is greater than this, all before it is less: a kept place goes on with a separator. */
export const placeBound = escapePart;

export const writePlace = (place: string, { pk, id }: Key): string => [place, pk, id].map(escapePart).join(SEPARATOR);

const readPlace = (text: string): string => (text.split(SEPARATOR)[0] as string).replaceAll('\u0001\u0002', '\u0001');

function mapLists(lists: Doc['lists'], change: (place: string) => string): Doc['lists'] {
  const entries = Object.entries(lists ?? {}).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(entries.map(([list, place]) => [list, change(place)]));
}

/** `body` as its JSON text: the caller may change the object while the commit waits. */
export function itemOf(doc: Doc, body: string, attempt: string, now: Instant): Item {
  const id = encodeId(doc.id);
  return {
    id,
    pk: doc.pk,
    ...(id.startsWith(HASHED) ? { name: doc.id } : {}),
    kind: doc.kind,
    v: doc.v,
    body: JSON.parse(body),
    ...(doc.lists ? { lists: mapLists(doc.lists, (place) => writePlace(place, doc)) } : {}),
    ...(doc.expiresAt === undefined ? {} : { expiresAt: doc.expiresAt, ttl: ttlOf(doc.expiresAt, now) }),
    attempt,
  };
}

const ttlOf = (expiresAt: Instant, now: Instant): number =>
  Math.max(1, Math.ceil((Date.parse(expiresAt) - Date.parse(now)) / 1000) + GRACE_SECONDS);

export function storedOf<B>(item: Item): Stored<B> {
  return {
    pk: item.pk,
    id: idOf(item),
    kind: item.kind,
    v: item.v,
    body: item.body as B,
    etag: etagOf(item._etag ?? '', item.expiresAt),
    ...(item.lists ? { lists: mapLists(item.lists, readPlace) } : {}),
    ...(item.expiresAt === undefined ? {} : { expiresAt: item.expiresAt }),
  };
}

export const idOf = (item: Item): string => item.name ?? decodeId(item.id);

/** The change feed shows nothing of a deletion, and neither does a lost answer: this document does. */
export const bellOf = (pk: string, attempt: string): Item => ({
  id: BELL + attempt,
  pk,
  kind: 'bell',
  v: 1,
  body: null,
  ttl: BELL_SECONDS,
  attempt,
});
export const isBell = (item: Item): boolean => item.id.startsWith(BELL);

export const isExpired = (item: { expiresAt?: Instant }, now: Instant): boolean =>
  item.expiresAt !== undefined && item.expiresAt <= now;

/** The port's ETag carries the expiry, so that a late replace is refused without another read. */
export const etagOf = (etag: string, expiresAt?: Instant): string =>
  expiresAt === undefined ? etag : `${etag}@${expiresAt}`;

export function readEtag(etag: string): { match: string; expiresAt?: Instant } {
  const at = etag.lastIndexOf('@');
  return at < 0 ? { match: etag } : { match: etag.slice(0, at), expiresAt: etag.slice(at + 1) };
}
