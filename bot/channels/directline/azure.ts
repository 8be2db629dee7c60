// Azure Direct Line's token broker: the secret stays here, a page gets a token for one conversation of its own.
import { z } from 'zod';
import type { DirectLineSettings } from '../../config/embedding';
import { nameOf } from '../../process/log';
import type { Read, Refusal } from '../../http/json';
import { badToken } from '../refusals';

/** What a page needs, as the embedded endpoint answers it. */
export interface ChatToken {
  domain: string;
  token: string;
  conversationId: string;
  userId: string;
  expiresIn: number;
  /** For `/api/webchat/revoke` and nothing else. */
  endToken?: string;
  azure?: true;
}

const TIMEOUT_MS = 5_000;
/** Azure says when to come back; else, or when that is absurd, so many seconds. */
const WAIT_SECONDS = 5;
const WAIT_MAX = 120;

const generated = z.object({ conversationId: z.string().min(1), token: z.string().min(1), expires_in: z.number() });

const refused: Refusal = {
  status: 502,
  code: 'DirectLineRefused',
  message: 'The chat service does not accept this server. It has been noted; please try again later.',
};
const unavailable = (retryAfter = WAIT_SECONDS): Refusal => ({
  status: 503,
  code: 'DirectLineUnavailable',
  message: 'The chat service does not answer at the moment. Try again.',
  retryAfter,
});

export interface BrokerOptions {
  settings: DirectLineSettings;
  /** Pages that may use the token: the chat's own, and those around it. */
  trustedOrigins: readonly string[];
  /** A UUID. */
  newId: () => string;
  log: { warn(fields: object, message: string): void };
  timeoutMs?: number;
}

export interface Broker {
  /** A new conversation's token, or why there is none now. */
  token(): Promise<Read<ChatToken>>;
  /** Whose conversation a token of Azure's is: Azure says so, as nobody else can. */
  conversationOf(token: string): Promise<Read<string>>;
}

/** Never throws, never logs what Azure said. */
export function createBroker(options: BrokerOptions): Broker {
  const { settings, trustedOrigins, newId, log, timeoutMs = TIMEOUT_MS } = options;
  const domain = `${settings.endpoint}/v3/directline`;
  const fail = (refusal: Refusal, fields: object): Read<never> => {
    log.warn(fields, 'direct line: Azure did not answer as hoped');
    return { ok: false, refusal };
  };

  /** `denied`: what 401 and 403 mean here. */
  async function ask<T>(path: string, key: string, denied: () => Read<T>, shape: z.ZodType<T>, body?: object) {
    try {
      const response = await fetch(`${domain}${path}`, {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
        headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      const { status } = response;
      if (status === 401 || status === 403) return denied();
      if (!response.ok) return fail(unavailable(waitOf(response)), { status });
      const read = shape.safeParse(await response.json());
      return read.success
        ? ({ ok: true, value: read.data } as const)
        : fail(unavailable(), { status, code: 'UnknownAnswer' });
    } catch (error) {
      return fail(unavailable(), { code: nameOf(error), setting: 'DIRECTLINE_ENDPOINT' });
    }
  }

  return {
    async token() {
      // Only a token may name a user whose id begins with dl_, so that nobody can pretend to be another one.
      const userId = `dl_${newId()}`;
      const denied = () => fail(refused, { setting: 'DIRECTLINE_SECRET' });
      const body = { user: { id: userId }, trustedOrigins };
      const made = await ask('/tokens/generate', settings.secret, denied, generated, body);
      if (!made.ok) return made;
      const { conversationId, token, expires_in: expiresIn } = made.value;
      return { ok: true, value: { domain, token, conversationId, userId, expiresIn, azure: true } };
    },
    async conversationOf(token) {
      // Its answer holds a newer token, which is left unread; the page renews its own.
      const found = await ask('/tokens/refresh', token, () => ({ ok: false, refusal: badToken }), generated);
      return found.ok ? { ok: true, value: found.value.conversationId } : found;
    },
  };
}

function waitOf(response: Response): number {
  const seconds = Number(response.headers.get('Retry-After') ?? WAIT_SECONDS);
  return seconds > 0 && seconds <= WAIT_MAX ? Math.ceil(seconds) : WAIT_SECONDS;
}
