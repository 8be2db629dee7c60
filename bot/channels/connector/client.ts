// Sends activities to a channel's connector: plain JSON over kept connections, with the bot's token and patience for 429.
import { trimOf } from '../../../domain/text';
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import { isLocalService } from './local-service';

export interface ConnectorClient {
  /** Posts an activity into a conversation, as an answer to `replyTo` if given. Throws when it was not accepted. */
  send(to: { serviceUrl: string; conversation: string; replyTo?: string }, activity: object): Promise<void>;
}

/** The channel gives up on our own answer after 15 s; what was not sent by then is sent when it delivers again. */
const TIMEOUT_MS = 5_000;
const TRIES = 3;
const LONGEST_WAIT_MS = 2_000;

export class NotSent extends Error {
  override name = 'NotSent';
  constructor(readonly status: number) {
    super(`the connector answered ${status}`);
  }
}

/**
 * The SDK's client builds an Azure pipeline for each turn and serializes each activity by schema, a quarter of a turn's
 * cost. `token`: the bot's bearer token, none where there is no app id. `localOnly`: to this machine's own clients alone.
 * Redirects are not followed: where a service sends us on to, nobody has proven.
 */
export function createConnectorClient(
  token: () => Promise<string | undefined>,
  { localOnly = false }: { localOnly?: boolean } = {},
): ConnectorClient {
  const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };

  function post(url: URL, body: Buffer, bearer: string | undefined): Promise<{ status: number; retryAfterMs: number }> {
    const secure = url.protocol === 'https:';
    return new Promise((resolve, reject) => {
      const req = (secure ? httpsRequest : httpRequest)(
        url,
        {
          method: 'POST',
          agent: secure ? agents.https : agents.http,
          timeout: TIMEOUT_MS,
          headers: {
            'Content-Type': 'application/json; charset=utf-8',
            'Content-Length': body.length,
            Accept: 'application/json',
            ...(bearer ? { Authorization: `Bearer ${bearer}` } : {}),
          },
        },
        (res) => {
          res.resume();
          res.on('end', () =>
            resolve({ status: res.statusCode ?? 0, retryAfterMs: Number(res.headers['retry-after'] ?? 0) * 1000 }),
          );
          res.on('error', reject);
        },
      );
      req.on('timeout', () => req.destroy(new NotSent(0)));
      req.on('error', (error: NodeJS.ErrnoException) =>
        // The connector closed a kept connection at the moment it was used again: nothing was read, a new one works.
        req.reusedSocket && error.code === 'ECONNRESET' ? resolve({ status: 503, retryAfterMs: 1 }) : reject(error),
      );
      req.end(body);
    });
  }

  return {
    async send({ serviceUrl, conversation, replyTo }, activity) {
      const path = `v3/conversations/${encodeURIComponent(conversation)}/activities`;
      const url = new URL(
        replyTo ? `${path}/${encodeURIComponent(replyTo)}` : path,
        `${trimOf(serviceUrl, undefined, /\//)}/`,
      );
      // A conversation that is called `..` would be another path.
      if (!url.pathname.endsWith(`/${path}${replyTo ? `/${encodeURIComponent(replyTo)}` : ''}`)) throw new NotSent(0);
      if (localOnly && !isLocalService(serviceUrl)) throw new NotSent(0);
      const body = Buffer.from(JSON.stringify(activity));
      for (let tries = 1; ; tries += 1) {
        const { status, retryAfterMs } = await post(url, body, await token());
        if (status >= 200 && status < 300) return;
        const again = status === 429 || status >= 500;
        if (!again || tries === TRIES || retryAfterMs > LONGEST_WAIT_MS) throw new NotSent(status);
        await wait(retryAfterMs || 200 * tries);
      }
    },
  };
}
