// Every request to Cosmos DB passes here: it is given its time, its request units are counted, its failure is named.
import { randomUUID } from 'node:crypto';
import { createDefaultHttpClient, type HttpClient, type PipelineRequest } from '@azure/core-rest-pipeline';
import { TRY_MS } from './patience';
import { connectionTrouble, type Trouble, troubleOf } from './trouble';

/** What was asked of the service since the start. */
export interface Usage {
  requests: number;
  /** Request units, those of refused requests too. */
  units: number;
  /** Requests that were answered 429. */
  throttled: number;
}

/** One request as it ended, for measurements: `status` 0 had no answer. */
export interface Request {
  method: string;
  status: number;
  units: number;
}

/** A call under way, known to the requests that the library makes for it by the id in this header. */
const CALL = 'x-ms-activity-id';
interface Call {
  timeoutMs: number;
  trouble?: Trouble;
}

export interface Requests {
  client: HttpClient;
  usage: Usage;
  /**
   * Makes one call of the library, none of whose requests may take longer. Throws the Trouble that ended it: the
   * library's own errors have lost what happened (a batch keeps the sentence only).
   */
  call<T>(timeoutMs: number, work: (headers: Record<string, string>) => Promise<T>): Promise<T>;
}

const number = (text: string | undefined): number => Number(text ?? 0) || 0;

export function createRequests({
  onRequest = () => {},
  tryMs = TRY_MS,
}: {
  onRequest?: (request: Request) => void;
  tryMs?: number;
} = {}): Requests {
  const inner = createDefaultHttpClient();
  const calls = new Map<string, Call>();
  const usage: Usage = { requests: 0, units: 0, throttled: 0 };

  function count(method: string, status: number, units: number): void {
    usage.requests++;
    usage.units += units;
    if (status === 429) usage.throttled++;
    onRequest({ method, status, units });
  }

  /** Named for the library and, where a call waits for it, for the call. */
  function fail(call: Call | undefined, trouble: Trouble): never {
    if (call) call.trouble = trouble;
    throw trouble;
  }

  async function sendRequest(request: PipelineRequest) {
    const call = calls.get(request.headers.get(CALL) ?? '');
    // The library looks some things up by itself.
    request.timeout = call?.timeoutMs ?? tryMs;
    let response: Awaited<ReturnType<HttpClient['sendRequest']>>;
    try {
      response = await inner.sendRequest(request);
    } catch (error) {
      count(request.method, 0, 0);
      fail(call, connectionTrouble(error));
    }
    const { status, headers } = response;
    count(request.method, status, number(headers.get('x-ms-request-charge')));
    const trouble = troubleOf(
      status,
      number(headers.get('x-ms-substatus')),
      number(headers.get('x-ms-retry-after-ms')),
    );
    if (trouble) fail(call, trouble);
    return response;
  }

  return {
    client: { sendRequest },
    usage,
    async call(timeoutMs, work) {
      const id = randomUUID();
      const call: Call = { timeoutMs };
      calls.set(id, call);
      try {
        return await work({ [CALL]: id });
      } catch (error) {
        throw call.trouble ?? error;
      } finally {
        calls.delete(id);
      }
    },
  };
}
