// What the stand-in does with a request: from a call to an answer. Throws a Refusal for every error.
import { authorize, type AuthOptions } from './auth';
import { type Batched, playBatch, throttledBatch } from './batch';
import type { Call } from './calls';
import { feedPage } from './changefeed';
import { charges } from './charges';
import type { StandinClock } from './clock';
import type { PartitionRange } from './documents';
import { badRequest, notServed, Refusal, WORDS } from './errors';
import type { FaultRule } from './faults';
import { type ItemOp, MAX_ITEM_BYTES, pkOf, play, type PlayContext } from './items';
import { listPage } from './listing';
import { account, container, database, offer, ownerHeaders, pkranges } from './metadata';
import { planOf } from './plan';
import { parseListQuery, specOf } from './query';
import type { Container, Resources } from './resources';
import { type Consistency, effectiveLevel, readsTwice, sessionToken, shownLsn } from './session';
import type { LogEntry } from './stats';

export interface ServiceOptions extends AuthOptions {
  consistency: Consistency;
  account: string;
  region: string;
  serverless: boolean;
  secure: boolean;
}

export interface Service {
  options: ServiceOptions;
  resources: Resources;
  clock: StandinClock;
  newEtag: () => string;
}

export interface Answer {
  status: number;
  body?: string;
  headers: Record<string, string>;
  charge: number;
  /** For the log. */
  log?: Partial<Pick<LogEntry, 'kind' | 'list' | 'range' | 'batch'>>;
}

/** Headers that would change what a request means, and that nobody serves here. */
const UNSERVED = [
  'x-ms-documentdb-pre-trigger-include',
  'x-ms-documentdb-post-trigger-include',
  'x-ms-indexing-directive',
  'x-ms-start-epk',
  'x-ms-end-epk',
  'x-ms-cosmos-is-client-encrypted',
];

/** Does what the call asks. `fault`: the rule that bends the answer, if any. */
export function serve(service: Service, call: Call, fault?: FaultRule): Answer {
  authorize(service.options, call.header('authorization'), call.header('x-ms-date'), call.signed);
  const unserved = UNSERVED.find((name) => call.header(name) !== undefined);
  if (unserved) throw notServed(`the header ${unserved}`);
  if (call.body.length && call.json === undefined) {
    throw badRequest('The request payload is invalid. Ensure to provide a valid request payload.');
  }
  if (call.op === 'unsupported') throw notServed(`${call.method} /${call.segments.join('/')} with these headers`);
  if (call.header('if-none-match') !== undefined && call.op !== 'changefeed') throw notServed('If-None-Match here');
  switch (call.op) {
    case 'account':
      return account(service, call);
    case 'database':
      return database(service, call);
    case 'container':
      return container(service, call);
    case 'offer':
      return offer(service, call);
    case 'pkranges':
      return pkranges(service, call);
    default:
      return serveItems(service, call, fault);
  }
}

function serveItems(service: Service, call: Call, fault?: FaultRule): Answer {
  const owner = service.resources.container(call.database ?? '', call.container ?? '', true);
  const level = effectiveLevel(service.options.consistency, call.header('x-ms-consistency-level'));
  switch (call.op) {
    case 'queryplan':
      return plan(owner, call);
    case 'query':
      return query(owner, call, level, fault);
    case 'changefeed':
      return changeFeed(owner, call, level);
    case 'batch':
      return batch(service, owner, call, level, fault);
    default:
      return item(service, owner, call, level);
  }
}

/** Every answer from a range says how far the session has come. */
const rangeHeaders = (owner: Container, range: PartitionRange, lsn: number): Record<string, string> => ({
  ...ownerHeaders(owner),
  'x-ms-session-token': sessionToken(range, lsn),
  lsn: String(lsn),
});

/** Errors carry the session token, too: the client keeps it from 404, 409 and 412. */
function withHeaders<T>(headers: Record<string, string>, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) error.headers = headers;
    throw error;
  }
}

const isMinimal = (call: Call): boolean => call.header('prefer') === 'return=minimal';

function contextOf(
  service: Service,
  owner: Container,
  pk: string,
  range: PartitionRange,
  lsn: number,
  level: Consistency,
): PlayContext {
  const { clock, newEtag } = service;
  return { container: owner, pk, clock, newEtag, current: (id) => range.read(pk, id, lsn), strong: readsTwice(level) };
}

const KINDS = { create: 'Create', upsert: 'Upsert', replace: 'Replace', delete: 'Delete', read: 'Read' } as const;

function item(service: Service, owner: Container, call: Call, level: Consistency): Answer {
  const pk = pkOf(call.header('x-ms-documentdb-partitionkey'));
  const range = owner.rangeOf(pk);
  const kind = KINDS[call.op as keyof typeof KINDS];
  const lsn = kind === 'Read' ? shownLsn(range, level, call.header('x-ms-session-token')) : range.lsn();
  const ifMatch = call.header('if-match');
  const op: ItemOp = {
    kind,
    ...(call.segments[5] !== undefined && { id: call.segments[5] }),
    body: call.json,
    ...(ifMatch !== undefined && { ifMatch }),
  };
  const played = withHeaders(rangeHeaders(owner, range, lsn), () =>
    play(op, contextOf(service, owner, pk, range, lsn, level)),
  );
  const reached = played.write ? range.commit([{ pk, id: played.id, ...played.write }]) : lsn;
  const bodyless = !played.doc || (kind !== 'Read' && isMinimal(call));
  return {
    status: played.status,
    ...(!bodyless && played.doc && { body: played.doc.text }),
    headers: { ...rangeHeaders(owner, range, reached), ...(played.doc && { etag: played.doc.etag }) },
    charge: played.charge,
    log: { range: range.id, ...(played.doc?.kind && { kind: played.doc.kind }) },
  };
}

const RETRY_AFTER_MS = 20;

function batch(service: Service, owner: Container, call: Call, level: Consistency, fault?: FaultRule): Answer {
  const pk = pkOf(call.header('x-ms-documentdb-partitionkey'));
  const range = owner.rangeOf(pk);
  if (call.header('if-match') !== undefined) throw notServed('If-Match for a whole batch');
  if (call.body.length > MAX_ITEM_BYTES) throw new Refusal(413, WORDS.tooLarge, { charge: charges.refused });
  const context = contextOf(service, owner, pk, range, range.lsn(), level);
  const headers = rangeHeaders(owner, range, range.lsn());
  const batched: Batched = withHeaders(headers, () =>
    fault?.do === 'batch429'
      ? throttledBatch(call.json, pk, fault.at ?? 0, fault.retryAfterMs ?? RETRY_AFTER_MS, charges.throttled)
      : playBatch(call.json, context, { minimal: isMinimal(call) }),
  );
  const reached = batched.writes.length ? range.commit(batched.writes) : range.lsn();
  return {
    status: batched.status,
    body: batched.body,
    headers: rangeHeaders(owner, range, reached),
    charge: batched.charge,
    log: { range: range.id, batch: batched.log },
  };
}

function plan(owner: Container, call: Call): Answer {
  const parsed = checkedQuery(owner, call);
  return {
    status: 200,
    body: JSON.stringify(planOf(parsed)),
    headers: ownerHeaders(owner),
    // Made by the gateway; nothing in a range is read.
    charge: 0,
    log: { list: parsed.list },
  };
}

function checkedQuery(owner: Container, call: Call): ReturnType<typeof parseListQuery> {
  const parsed = parseListQuery(specOf(call.json).query);
  if (!owner.indexes(`/lists/${parsed.list}`))
    throw badRequest('The index path corresponding to the specified order-by item is excluded.');
  return parsed;
}

/** What the client understands as: ask for the plan, then ask each range. */
const NOT_BY_GATEWAY =
  'The provided cross partition query can not be directly served by the gateway. This is a first chance (internal) exception that all newer clients will know how to handle gracefully. This exception is traced, but unless you see it bubble up as an exception (which only happens on older SDK clients), then you can safely ignore this message.';

function query(owner: Container, call: Call, level: Consistency, fault?: FaultRule): Answer {
  const parsed = checkedQuery(owner, call);
  const header = call.header('x-ms-documentdb-partitionkey');
  const pk = header === undefined ? undefined : pkOf(header);
  if (pk === undefined && call.range === undefined) {
    throw badRequest(NOT_BY_GATEWAY, {
      substatus: 1004,
      body: { additionalErrorInfo: JSON.stringify(planOf(parsed)) },
    });
  }
  const range = pk === undefined ? rangeById(owner, call.range) : owner.rangeOf(pk);
  const lsn = shownLsn(range, level, call.header('x-ms-session-token'));
  const continuation = call.header('x-ms-continuation');
  const page = listPage({
    range,
    lsn,
    ...(pk !== undefined && { pk }),
    query: parsed,
    parameters: specOf(call.json).parameters,
    ...(continuation !== undefined && { continuation }),
    limit: pageSize(call),
    empty: fault?.do === 'emptyPage',
    strong: readsTwice(level),
  });
  return {
    status: 200,
    body: `{"_rid":"${owner.rid}","Documents":[${page.rows.join(',')}],"_count":${page.rows.length}}`,
    headers: {
      ...rangeHeaders(owner, range, lsn),
      'x-ms-item-count': String(page.rows.length),
      ...(page.continuation !== undefined && { 'x-ms-continuation': page.continuation }),
    },
    charge: page.charge,
    log: { range: range.id, list: parsed.list },
  };
}

function rangeById(owner: Container, id: string | undefined): PartitionRange {
  const found = owner.ranges.find((range) => range.id === id);
  if (!found) throw new Refusal(410, `The requested partition key range ${id} is gone.`, { substatus: 1002 });
  return found;
}

/** Recorded on a hosted account when no size is asked for. */
const DEFAULT_PAGE = 1000;

function pageSize(call: Call): number {
  const header = call.header('x-ms-max-item-count');
  const size = header === undefined ? DEFAULT_PAGE : Number(header);
  if (!Number.isInteger(size) || size < -1) {
    throw badRequest(
      `The input PageSize ${header} is invalid. Ensure to pass a valid page size which must be a positive integer or -1 for a dynamic page size.`,
    );
  }
  return size || DEFAULT_PAGE;
}

function changeFeed(owner: Container, call: Call, level: Consistency): Answer {
  if (call.header('x-ms-documentdb-partitionkey') !== undefined)
    throw notServed('the change feed of one partition key');
  if (call.range === undefined) throw notServed('a change feed without a partition key range');
  const range = rangeById(owner, call.range);
  const lsn = shownLsn(range, level, call.header('x-ms-session-token'));
  const since = call.header('if-modified-since');
  const page = feedPage(range, lsn, {
    from: call.header('if-none-match'),
    ...(since !== undefined && { since: Math.floor(Date.parse(since) / 1000) }),
    limit: call.header('x-ms-max-item-count') === undefined ? -1 : pageSize(call),
  });
  return {
    status: page.status,
    ...(page.status === 200 && {
      body: `{"_rid":"${owner.rid}","Documents":[${page.rows.join(',')}],"_count":${page.rows.length}}`,
    }),
    headers: { ...rangeHeaders(owner, range, lsn), etag: page.etag, 'x-ms-item-count': String(page.rows.length) },
    charge: page.charge,
    log: { range: range.id },
  };
}
