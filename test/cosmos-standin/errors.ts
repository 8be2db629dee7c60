// What the service answers instead of doing it: a status, its sub-status, and the words of Cosmos.

export interface RefusalOptions {
  substatus?: number;
  retryAfterMs?: number;
  /** Further members of the body, beside code and message. */
  body?: object;
  /** Request units of the answer. */
  charge?: number;
}

export class Refusal extends Error {
  override name = 'Refusal';
  /** Added where it is known which range answered. */
  headers: Record<string, string> = {};
  constructor(
    readonly status: number,
    message: string,
    readonly options: RefusalOptions = {},
  ) {
    super(message);
  }
}

const CODES: Record<number, string> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  408: 'RequestTimeout',
  409: 'Conflict',
  410: 'Gone',
  412: 'PreconditionFailed',
  413: 'RequestEntityTooLarge',
  429: 'TooManyRequests',
  449: 'RetryWith',
  500: 'InternalServerError',
  501: 'NotImplemented',
  503: 'ServiceUnavailable',
};

export const codeOf = (status: number): string => CODES[status] ?? String(status);

export const WORDS = {
  noItem: 'Entity with the specified id does not exist in the system.',
  noOwner: 'Owner resource does not exist.',
  noResource: 'Resource Not Found. Learn more: https://aka.ms/cosmosdb-tsg-not-found',
  exists: 'Entity with the specified id already exists in the system.',
  stale: 'One of the specified pre-condition is not met.',
  tooLarge: 'Request size is too large',
  busy: 'Request rate is large. More Request Units may be needed, so no changes were made. Please retry this request later. Learn more: http://aka.ms/cosmosdb-error-429',
} as const;

/** Nothing is answered by silence: what the stand-in can't do says so. */
export const notServed = (what: string): Refusal =>
  new Refusal(501, `The stand-in does not serve ${what}: the product's adapter does not use it.`);

export const badRequest = (message: string, options?: RefusalOptions): Refusal => new Refusal(400, message, options);
