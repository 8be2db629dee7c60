// What a request is about, read from its verb, path and headers, before anything is done.
import type { Signed } from './auth';
import type { Operation } from './faults';

export interface Incoming {
  method: string;
  /** Decoded. */
  segments: string[];
  header(name: string): string | undefined;
  body: Buffer;
}

export interface Call extends Incoming {
  op: Operation;
  /** Of the container that the path names. */
  database?: string;
  container?: string;
  /** The item's, from path or body. */
  id?: string;
  /** As far as the header can be read. */
  pk?: string;
  range?: string;
  /** The body, or undefined when it is no JSON. */
  json: unknown;
  signed: Signed;
}

const isTrue = (header: string | undefined): boolean => header?.toLowerCase() === 'true';

export function describe(incoming: Incoming): Call {
  const { method, segments, header, body } = incoming;
  const json = body.length ? parsed(body) : undefined;
  const [first, database, second, container, third, item] = segments;
  const op = operation(incoming, first, second, third);
  const pk = readPk(header('x-ms-documentdb-partitionkey'));
  const range = header('x-ms-documentdb-partitionkeyrangeid');
  const id = item ?? (third === 'docs' && (op === 'create' || op === 'upsert') ? idOf(json) : undefined);
  return {
    ...incoming,
    op,
    json,
    ...(first === 'dbs' && database !== undefined && { database }),
    ...(second === 'colls' && container !== undefined && { container }),
    ...(id !== undefined && { id }),
    ...(pk !== undefined && { pk }),
    ...(range !== undefined && { range }),
    signed: signedFor(method, segments),
  };
}

/** A path with an even number of parts names a resource, else the feed of its last part below what comes before. */
function signedFor(verb: string, segments: string[]): Signed {
  const feed = segments.length % 2 === 1;
  const resourceType = (feed ? segments.at(-1) : segments.at(-2)) ?? '';
  const link = (feed ? segments.slice(0, -1) : segments).join('/');
  // An offer is signed by its id alone, in lower case.
  return { verb, resourceType, resourceLink: resourceType === 'offers' ? (segments[1] ?? '').toLowerCase() : link };
}

function operation({ method, segments, header }: Incoming, first?: string, second?: string, third?: string): Operation {
  if (!segments.length) return method === 'GET' ? 'account' : 'unsupported';
  if (first === 'offers' && segments.length === 1) return method === 'POST' ? 'offer' : 'unsupported';
  if (first !== 'dbs') return 'unsupported';
  const shape = `${method} ${segments.length}`;
  if (segments.length <= 2) return ['POST 1', 'GET 2', 'DELETE 2'].includes(shape) ? 'database' : 'unsupported';
  if (second !== 'colls') return 'unsupported';
  if (segments.length <= 4)
    return ['POST 3', 'GET 4', 'PUT 4', 'DELETE 4'].includes(shape) ? 'container' : 'unsupported';
  if (third === 'pkranges') return shape === 'GET 5' ? 'pkranges' : 'unsupported';
  if (third !== 'docs') return 'unsupported';
  switch (shape) {
    case 'GET 6':
      return 'read';
    case 'PUT 6':
      return 'replace';
    case 'DELETE 6':
      return 'delete';
    case 'GET 5':
      return header('a-im')?.toLowerCase() === 'incremental feed' ? 'changefeed' : 'unsupported';
    case 'POST 5':
      if (isTrue(header('x-ms-cosmos-is-query-plan-request'))) return 'queryplan';
      if (isTrue(header('x-ms-documentdb-isquery'))) return 'query';
      if (isTrue(header('x-ms-cosmos-is-batch-request')))
        return isTrue(header('x-ms-cosmos-batch-atomic')) ? 'batch' : 'unsupported';
      return isTrue(header('x-ms-documentdb-is-upsert')) ? 'upsert' : 'create';
    default:
      return 'unsupported';
  }
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

function readPk(header: string | undefined): string | undefined {
  const value = header === undefined ? undefined : parsed(Buffer.from(header));
  const pk: unknown = Array.isArray(value) ? value[0] : undefined;
  return typeof pk === 'string' ? pk : undefined;
}

function idOf(json: unknown): string | undefined {
  const id = (json as { id?: unknown } | null | undefined)?.id;
  return typeof id === 'string' ? id : undefined;
}
