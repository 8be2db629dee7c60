// Sends activities to a channel's connector: plain JSON over kept connections, with the bot's token.
import { trimOf } from '../../../domain/text';
import { setTimeout as wait } from 'node:timers/promises';
import { isPassing, NoToken, NotSent } from './fault';
import { isLocalService } from './local-service';
import { type Answer, createRequester } from './request';

interface Place {
  serviceUrl: string;
  conversation: string;
}

export interface ConnectorClient {
  /** Posts an activity into a conversation, as an answer to `replyTo` if given; its id, where the channel tells one. Throws NotSent, NoToken or what the connection threw. */
  send(to: Place & { replyTo?: string }, activity: object): Promise<string | undefined>;
  /** Replaces an activity that was sent before. Throws the same. */
  update(to: Place & { activity: string }, activity: object): Promise<void>;
}

const TRIES = 3;
const LONGEST_WAIT_MS = 2_000;
/** A code as a log may hold it. */
const codeOf = ({ body }: Answer): string | undefined => {
  const code = body?.error?.code;
  return typeof code === 'string' && /^\w{1,60}$/.test(code) ? code : undefined;
};

/**
 * The SDK's client builds an Azure pipeline for each turn and serializes each activity by schema, a quarter of a turn's
 * cost. `token`: the bot's bearer token, none where there is no app id; `renew`: the one before was refused. `localOnly`:
 * to this machine's own clients alone. Redirects are not followed: where a service sends us on to, nobody has proven.
 */
export function createConnectorClient(
  token: (renew: boolean) => Promise<string | undefined>,
  { localOnly = false }: { localOnly?: boolean } = {},
): ConnectorClient {
  const ask = createRequester();

  const bearer = async (renew: boolean) => {
    try {
      return await token(renew);
    } catch (error) {
      throw new NoToken(error);
    }
  };

  async function accepted(method: 'POST' | 'PUT', url: URL, activity: object): Promise<Answer> {
    const body = Buffer.from(JSON.stringify(activity));
    let renewed = false;
    for (let tries = 1; ; tries += 1) {
      const answer = await ask(method, url, body, await bearer(renewed));
      const { status, retryAfterMs } = answer;
      if (status >= 200 && status < 300) return answer;
      // A token that was good when it was made: its secret was rolled, or the clock of one side is wrong.
      if (status === 401 && !renewed) {
        renewed = true;
        continue;
      }
      if (!isPassing(status) || tries >= TRIES || retryAfterMs > LONGEST_WAIT_MS)
        throw new NotSent(status, codeOf(answer), retryAfterMs);
      await wait(retryAfterMs || 200 * tries);
    }
  }

  function placeOf({ serviceUrl, conversation }: Place, activity: string | undefined): URL {
    const all = `v3/conversations/${encodeURIComponent(conversation)}/activities`;
    const path = activity === undefined ? all : `${all}/${encodeURIComponent(activity)}`;
    const url = new URL(path, `${trimOf(serviceUrl, undefined, /\//)}/`);
    // A conversation that is called `..` would be another path.
    if (!url.pathname.endsWith(`/${path}`)) throw new NotSent(0, 'BadPath');
    if (localOnly && !isLocalService(serviceUrl)) throw new NotSent(0, 'BadPath');
    return url;
  }

  return {
    async send({ replyTo, ...place }, activity) {
      const { body } = await accepted('POST', placeOf(place, replyTo), activity);
      return typeof body?.id === 'string' ? body.id : undefined;
    },
    async update({ activity: id, ...place }, activity) {
      await accepted('PUT', placeOf(place, id), activity);
    },
  };
}
