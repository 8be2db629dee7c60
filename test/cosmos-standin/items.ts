// Operations on one item: what each does to what is stored, alone or in a batch.
import { charges } from './charges';
import type { StandinClock } from './clock';
import type { Doc } from './documents';
import { badRequest, notServed, Refusal, WORDS } from './errors';
import type { Container } from './resources';

export const ITEM_KINDS = ['Create', 'Upsert', 'Replace', 'Delete', 'Read'] as const;
export interface ItemOp {
  kind: (typeof ITEM_KINDS)[number];
  /** Of the item that is meant; creates and upserts name it in the body. */
  id?: string;
  body?: unknown;
  ifMatch?: string;
}

export interface Played {
  status: number;
  id: string;
  /** What is stored afterwards, or was read. */
  doc?: Doc;
  /** Absent: nothing changes. Without `doc`: the item goes. */
  write?: { doc?: Doc };
  charge: number;
}

export interface PlayContext {
  container: Container;
  pk: string;
  clock: StandinClock;
  newEtag: () => string;
  /** What the operation finds. */
  current: (id: string) => Doc | undefined;
  /** Reads cost twice. */
  strong: boolean;
}

export const MAX_ITEM_BYTES = 2 * 1024 * 1024;
const MAX_PK_BYTES = 2048;
const MAX_ID_BYTES = 1023;
const SYSTEM = ['_rid', '_self', '_etag', '_ts', '_attachments', '_lsn'];

/** Throws a Refusal where the service answers an error. */
export function play(op: ItemOp, context: PlayContext): Played {
  if (op.kind === 'Read') return readItem(op, context);
  if (op.kind === 'Delete') return deleteItem(op, context);
  const body = itemBody(op.body, context.pk);
  const id = idOf(body.id);
  if (op.id !== undefined && op.id !== id)
    throw badRequest('The id of the resource in the body differs from the one that is addressed.');
  const before = context.current(id);
  if (op.kind === 'Create') {
    if (op.ifMatch !== undefined) throw notServed('If-Match on a create');
    if (before) throw new Refusal(409, WORDS.exists, { charge: charges.refused });
  } else if (op.kind === 'Replace' && !before) {
    throw new Refusal(404, WORDS.noItem, { charge: charges.refused });
  }
  if (op.ifMatch !== undefined) {
    if (!before) throw notServed('If-Match on an upsert of an item that does not exist');
    matchEtag(op.ifMatch, before);
  }
  const doc = makeDoc(body, id, before, context);
  const charge = before ? charges.replace(doc.size, doc.indexed) : charges.create(doc.size, doc.indexed);
  return { status: before ? 200 : 201, id, doc, write: { doc }, charge };
}

function readItem({ id, ifMatch }: ItemOp, { current, strong }: PlayContext): Played {
  if (ifMatch !== undefined) throw notServed('If-Match on a read');
  const doc = current(idOf(id));
  if (!doc) throw new Refusal(404, WORDS.noItem, { charge: charges.read(0, strong) });
  return { status: 200, id: doc.id, doc, charge: charges.read(doc.size, strong) };
}

function deleteItem({ id, ifMatch }: ItemOp, { current }: PlayContext): Played {
  const doc = current(idOf(id));
  if (!doc) throw new Refusal(404, WORDS.noItem, { charge: charges.refused });
  if (ifMatch !== undefined) matchEtag(ifMatch, doc);
  return { status: 204, id: doc.id, write: {}, charge: charges.delete(doc.size, doc.indexed) };
}

function matchEtag(ifMatch: string, doc: Doc): void {
  if (ifMatch !== '*' && ifMatch !== doc.etag) throw new Refusal(412, WORDS.stale, { charge: charges.refused });
}

/** The partition key that a request names. */
export function pkOf(header: string | undefined): string {
  if (header === undefined) {
    throw badRequest(
      'The partition key supplied in x-ms-partitionkey header has fewer components than defined in the the collection.',
      { substatus: 1001 },
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(header);
  } catch {
    throw badRequest(`Partition key ${header} is invalid.`);
  }
  const [pk] = Array.isArray(value) && value.length === 1 ? (value as unknown[]) : [];
  if (typeof pk !== 'string') throw notServed('partition keys that are not one text');
  if (Buffer.byteLength(pk) > MAX_PK_BYTES)
    throw badRequest(`Partition key value is longer than the ${MAX_PK_BYTES} bytes that are allowed.`);
  return pk;
}

function idOf(id: unknown): string {
  if (typeof id !== 'string' || !id)
    throw badRequest("The input content is invalid because the required properties - 'id; ' - are missing");
  if (/[/\\?#]/.test(id)) throw badRequest(`The input id '${id}' contains illegal characters: / \\ ? #.`);
  if (Buffer.byteLength(id) > MAX_ID_BYTES)
    throw badRequest(`The input id is longer than the ${MAX_ID_BYTES} bytes that are allowed.`);
  return id;
}

type ItemBody = Record<string, unknown>;

function itemBody(body: unknown, pk: string): ItemBody {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw badRequest('The request payload is invalid. Ensure to provide a valid request payload.');
  }
  const item = body as ItemBody;
  if (item.pk !== pk) {
    throw badRequest(
      "PartitionKey extracted from document doesn't match the one specified in the header. Learn more: https://aka.ms/CosmosDB/sql/errors/wrong-pk-value",
      { substatus: 1001 },
    );
  }
  const { ttl } = item;
  if (
    ttl !== undefined &&
    !(typeof ttl === 'number' && Number.isInteger(ttl) && (ttl === -1 || (ttl > 0 && ttl <= 2147483647)))
  ) {
    throw badRequest(
      `The input ttl '${JSON.stringify(ttl)}' is invalid. Ensure to provide a nonzero positive integer less than or equal to '2147483647', or -1.`,
    );
  }
  return item;
}

function makeDoc(
  body: ItemBody,
  id: string,
  before: Doc | undefined,
  { container, pk, clock, newEtag }: PlayContext,
): Doc {
  const user = SYSTEM.some((name) => name in body)
    ? Object.fromEntries(Object.entries(body).filter(([name]) => !SYSTEM.includes(name)))
    : body;
  const json = JSON.stringify(user);
  const size = Buffer.byteLength(json);
  if (size > MAX_ITEM_BYTES) throw new Refusal(413, WORDS.tooLarge, { charge: charges.refused });
  const { rid, order } = before ?? container.newDoc();
  const etag = newEtag();
  const ts = Math.floor(clock.now() / 1000);
  const system = {
    _rid: rid,
    _self: `${container.self}docs/${rid}/`,
    _etag: etag,
    _attachments: 'attachments/',
    _ts: ts,
  };
  const { lists, kind, expiresAt, ttl } = user;
  return {
    pk,
    id,
    ...(typeof kind === 'string' && { kind }),
    text: `${json.slice(0, -1)},${JSON.stringify(system).slice(1)}`,
    size,
    indexed: indexedValues(container, user),
    etag,
    ts,
    rid,
    order,
    lists:
      typeof lists === 'object' && lists !== null && !Array.isArray(lists) ? (lists as Record<string, unknown>) : {},
    ...(expiresAt !== undefined && { expiresAt }),
    ...(typeof ttl === 'number' && { ttl }),
  };
}

/** How many values the container's policy puts into its index. */
function indexedValues(container: Container, value: unknown, path = ''): number {
  if (typeof value !== 'object' || value === null) return path && container.indexes(path) ? 1 : 0;
  if (Array.isArray(value))
    return value.reduce<number>((sum, one) => sum + indexedValues(container, one, `${path}/[]`), 0);
  let count = 0;
  for (const [name, one] of Object.entries(value)) count += indexedValues(container, one, `${path}/${name}`);
  return count;
}
