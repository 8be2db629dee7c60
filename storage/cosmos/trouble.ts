// What can go wrong between us and Cosmos DB, what it means for a write that was on its way, and the sentence for it.
import { StoreBusy, StoreDown, StoreMisuse, StoreUnusable } from '../store';

/**
 * `throttled`: 429, not done. `again`: 449 or 410, not done. `lost`: perhaps done. `unreachable`: never sent.
 * `refused`, `missing`: not done, and waiting does not help.
 */
export type TroubleKind = 'throttled' | 'again' | 'lost' | 'unreachable' | 'refused' | 'missing';

/** One request that did not get through. The client library knows neither its name nor a code, so it retries nothing. */
export class Trouble extends Error {
  override name = 'Trouble';
  /** The library's change feed hands on a code and nothing else of an error. */
  readonly code = this;
  constructor(
    readonly kind: TroubleKind,
    readonly why: string,
    readonly retryAfterMs?: number,
  ) {
    super(why);
  }
}

/** The trouble that an error of the library stands for; undefined for other errors. */
export function troubleIn(error: unknown): Trouble | undefined {
  if (error instanceof Trouble) return error;
  const code = (error as { code?: unknown } | undefined)?.code;
  if (code instanceof Trouble) return code;
  // A document that is missing is an answer; what else is looked up must be there.
  return code === 404 ? new Trouble('missing', 'container') : undefined;
}

/** https://learn.microsoft.com/rest/api/cosmos-db/http-status-codes-for-cosmosdb */
const STATUS: Record<number, TroubleKind> = {
  401: 'refused',
  403: 'refused',
  408: 'lost',
  429: 'throttled',
  449: 'again',
  500: 'lost',
  502: 'lost',
  503: 'lost',
  504: 'lost',
};
/** 403: the region takes no writes, the account moved. 404: the session's newest write is not there yet. The library helps itself. */
const LIBRARYS_OWN = new Set(['403/3', '403/1008', '404/1002']);
/** 404 with this substatus: not the document is missing but its container. */
const NO_CONTAINER = 1003;

/** What a status means for an operation on documents; undefined when it is an answer. */
export function troubleOf(status: number, substatus: number, retryAfterMs?: number): Trouble | undefined {
  if (LIBRARYS_OWN.has(`${status}/${substatus}`)) return undefined;
  if (status === 404 && substatus === NO_CONTAINER) return new Trouble('missing', 'container');
  const kind = STATUS[status];
  return kind && new Trouble(kind, String(status), retryAfterMs);
}

/** The connection was never made: the request can't have arrived. */
const NEVER_SENT =
  /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|CERT_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/;

/** What a failed connection means. */
export function connectionTrouble(error: unknown): Trouble {
  const code = String((error as { code?: unknown }).code ?? (error as Error).name);
  return new Trouble(NEVER_SENT.test(code) ? 'unreachable' : 'lost', code);
}

/** The port's error for it: the sentence names the setting that may be wrong, never a value. */
export function asStoreError(cause: unknown): Error {
  if (cause instanceof StoreDown || cause instanceof StoreBusy || cause instanceof StoreMisuse) return cause;
  if (!(cause instanceof Trouble)) return unexpected(cause);
  switch (cause.kind) {
    case 'throttled':
      return new StoreBusy('Cosmos DB has fewer request units than are asked for', { cause });
    case 'again':
    case 'lost':
      return new StoreDown(`Cosmos DB did not answer in time (${cause.why})`, { cause });
    case 'unreachable':
      return new StoreDown(
        /^(ENOTFOUND|EAI_AGAIN)$/.test(cause.why)
          ? 'the host that COSMOS_ENDPOINT names is not known'
          : `COSMOS_ENDPOINT can not be reached (${cause.why})`,
        { cause },
      );
    case 'refused':
      return new StoreUnusable(
        cause.why === '401'
          ? 'Cosmos DB refuses the key: COSMOS_KEY is not one of the account that COSMOS_ENDPOINT names'
          : 'Cosmos DB refuses this client: its identity has no role for data there, or the firewall keeps it out',
        { cause },
      );
    case 'missing':
      return new StoreDown(
        'Cosmos DB has no such database or container (COSMOS_DATABASE, COSMOS_CONTAINER); make them: npm run store -- setup',
        { cause },
      );
  }
}

/** Entra ID's library has errors of its own for a token that can't be had. */
function unexpected(cause: unknown): Error {
  const name = cause instanceof Error ? cause.name : '';
  return /Credential|Authentication/.test(name)
    ? new StoreDown('no token for Cosmos DB could be had from Entra ID (COSMOS_KEY is not set)', { cause })
    : new StoreDown('Cosmos DB failed', { cause });
}
