// Sends activities to a channel's connector: plain JSON over kept connections, with the bot's token and patience for 429.
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import { ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import { type AppCredentials, AuthenticationConstants, GovernmentConstants } from 'botframework-connector';

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
 * cost. Tokens still come from the SDK's credentials, which cache and renew them. Without an app id none is sent.
 */
export function createConnectorClient(settings: Record<string, string>): ConnectorClient {
  const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };
  let credentials: Promise<AppCredentials> | undefined;

  async function token(): Promise<string | undefined> {
    const appId = settings.MicrosoftAppId;
    if (!appId) return undefined;
    const { audience, login, validate } = cloudOf(settings);
    credentials ??= new ConfigurationServiceClientCredentialFactory(settings)
      .createCredentials(appId, audience, login, validate)
      .then((made) => made as AppCredentials);
    credentials.catch(() => (credentials = undefined));
    return (await credentials).getToken();
  }

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
      req.on('error', reject);
      req.end(body);
    });
  }

  return {
    async send({ serviceUrl, conversation, replyTo }, activity) {
      const path = `v3/conversations/${encodeURIComponent(conversation)}/activities`;
      const url = new URL(
        replyTo ? `${path}/${encodeURIComponent(replyTo)}` : path,
        `${serviceUrl.replace(/\/+$/, '')}/`,
      );
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

/** Whom tokens are for and where they are had: the configured cloud's, else the government's or the public one's. */
function cloudOf(settings: Record<string, string>): { audience: string; login: string; validate: boolean } {
  const government = settings.ChannelService === GovernmentConstants.ChannelService;
  const cloud = government ? GovernmentConstants : AuthenticationConstants;
  const tenant = settings.MicrosoftAppTenantId || AuthenticationConstants.DefaultChannelAuthTenant;
  return {
    audience: settings.ToChannelFromBotOAuthScope || cloud.ToChannelFromBotOAuthScope,
    login:
      settings.ToChannelFromBotLoginUrl ||
      (government
        ? GovernmentConstants.ToChannelFromBotLoginUrl
        : `${AuthenticationConstants.ToChannelFromBotLoginUrlPrefix}${tenant}`),
    validate: settings.ValidateAuthority !== 'false',
  };
}
