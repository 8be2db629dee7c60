// Every request to Cosmos DB passes here: it is given its time, its request units are counted, its failure is named.
import { randomUUID } from 'node:crypto';
import { createDefaultHttpClient, type HttpClient, type PipelineRequest } from '@azure/core-rest-pipeline';
import type { Usage } from '../store';
import { TRY_MS } from './patience';
import { connectionTrouble, Trouble, troubleOf } from './trouble';

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

const GONE = 410;

const number = (text: string | undefined): number => Number(text ?? 0) || 0;

export function createRequests({ tryMs = TRY_MS }: { tryMs?: number } = {}): Requests {
  const inner = createDefaultHttpClient();
  const calls = new Map<string, Call>();
  const usage: Usage = { requests: 0, units: 0, throttled: 0 };

  function count(status: number, units: number): void {
    usage.requests++;
    usage.units += units;
    if (status === 429) usage.throttled++;
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
      count(0, 0);
      fail(call, connectionTrouble(error));
    }
    const { status, headers } = response;
    count(status, number(headers.get('x-ms-request-charge')));
    const trouble = troubleOf(
      status,
      number(headers.get('x-ms-substatus')),
      number(headers.get('x-ms-retry-after-ms')),
    );
    if (trouble) fail(call, trouble);
    // A partition has moved: the library finds the new one for a query and a feed, and gives up for the rest.
    if (status === GONE && call) call.trouble = new Trouble('again', 'gone');
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
