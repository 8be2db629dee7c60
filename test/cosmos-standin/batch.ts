// The transactional batch: all or nothing, on one partition key, with an answer for each operation.
import { rounded } from './charges';
import type { Doc } from './documents';
import { badRequest, notServed, Refusal } from './errors';
import { ITEM_KINDS, type ItemOp, play, type PlayContext } from './items';

const MAX_OPERATIONS = 100;
/** Of those that did not fail themselves. */
export const FAILED_DEPENDENCY = 424;

interface Result {
  statusCode: number;
  requestCharge: number;
  eTag?: string;
  resourceBody?: unknown;
  subStatusCode?: number;
  retryAfterMilliseconds?: number;
  message?: string;
}

export interface Batched {
  /** 200, or 207 when nothing happened. */
  status: number;
  body: string;
  charge: number;
  writes: { pk: string; id: string; doc?: Doc }[];
  log: { op: string; id: string; kind?: string; status: number }[];
}

/** `minimal`: no bodies in the answers to writes. */
export function playBatch(body: unknown, context: PlayContext, { minimal }: { minimal: boolean }): Batched {
  const ops = operationsOf(body, context.pk);
  const overlay = new Map<string, Doc | undefined>();
  const current = (id: string): Doc | undefined => (overlay.has(id) ? overlay.get(id) : context.current(id));
  const results: string[] = [];
  const log: Batched['log'] = [];
  let charge = 0;
  for (const [n, op] of ops.entries()) {
    try {
      const played = play(op, { ...context, current });
      if (played.write) overlay.set(played.id, played.write.doc);
      charge += played.charge;
      const doc = minimal && op.kind !== 'Read' ? undefined : played.doc?.text;
      const result: Result = {
        statusCode: played.status,
        requestCharge: rounded(played.charge),
        ...(played.doc && { eTag: played.doc.etag }),
      };
      results.push(withBody(result, doc));
      log.push({
        op: op.kind,
        id: played.id,
        ...kindOf(played.doc ?? context.current(played.id)),
        status: played.status,
      });
    } catch (error) {
      if (!(error instanceof Refusal) || error.status === 501) throw error;
      const { substatus, charge: cost = 0 } = error.options;
      const result: Result = {
        statusCode: error.status,
        requestCharge: rounded(cost),
        ...(substatus && { subStatusCode: substatus }),
        message: error.message,
      };
      return { ...failed(ops, n, result), charge: charge + cost };
    }
  }
  const writes = [...overlay].map(([id, doc]) => ({ pk: context.pk, id, ...(doc && { doc }) }));
  return { status: 200, body: `[${results.join(',')}]`, charge, writes, log };
}

/** The answer in which one operation was throttled. */
export function throttledBatch(body: unknown, pk: string, at: number, retryAfterMs: number, charge: number): Batched {
  const ops = operationsOf(body, pk);
  const n = Math.min(at, ops.length - 1);
  return {
    ...failed(ops, n, {
      statusCode: 429,
      requestCharge: charge,
      subStatusCode: 3200,
      retryAfterMilliseconds: retryAfterMs,
    }),
    charge,
  };
}

function failed(ops: readonly ItemOp[], at: number, result: Result): Batched {
  const results = ops.map((_, n): Result => (n === at ? result : { statusCode: FAILED_DEPENDENCY, requestCharge: 0 }));
  const log = ops.map((op, n) => ({
    op: op.kind,
    id: nameOf(op),
    ...kindOf(op.body),
    status: results[n]?.statusCode ?? 0,
  }));
  return { status: 207, body: JSON.stringify(results), charge: 0, writes: [], log };
}

const withBody = (result: Result, text: string | undefined): string => {
  const json = JSON.stringify(result);
  return text === undefined ? json : `${json.slice(0, -1)},"resourceBody":${text}}`;
};

const nameOf = ({ id, body }: ItemOp): string => id ?? String((body as { id?: unknown } | undefined)?.id ?? '');
const kindOf = (of: unknown): { kind?: string } => {
  const kind = (of as { kind?: unknown } | undefined)?.kind;
  return typeof kind === 'string' ? { kind } : {};
};

function operationsOf(body: unknown, pk: string): ItemOp[] {
  if (!Array.isArray(body) || !body.length)
    throw badRequest('One of the specified inputs is invalid: a batch is a list of operations.');
  if (body.length > MAX_OPERATIONS) {
    throw badRequest(
      `Batch request has more operations than what is supported. Number of operations: ${body.length}, maximum: ${MAX_OPERATIONS}.`,
    );
  }
  return (body as Record<string, unknown>[]).map((raw) => {
    const kind = ITEM_KINDS.find((one) => one === raw.operationType);
    if (!kind) throw notServed(`batch operations of the type ${String(raw.operationType)}`);
    if (raw.ifNoneMatch !== undefined) throw notServed('ifNoneMatch in a batch');
    if (raw.partitionKey !== undefined && raw.partitionKey !== JSON.stringify([pk])) {
      throw badRequest('The partition key of an operation differs from the one of its batch.', { substatus: 1001 });
    }
    return {
      kind,
      ...(typeof raw.id === 'string' && { id: raw.id }),
      body: raw.resourceBody,
      ...(typeof raw.ifMatch === 'string' && { ifMatch: raw.ifMatch }),
    };
  });
}
