// The token of a chat page: a new conversation's, or the renewed one of a conversation that goes on.
import { z } from 'zod';
import { bearer } from '../../http/caller';
import { answer, readJson, type Read, refuse } from '../../http/json';
import type { Handler } from '../../http/routes';
import { isRevoked } from '../../turn/revoke';
import type { ChatToken } from '../directline/azure';
import { BASE } from '../directline/paths';
import type { Claims } from '../directline/token';
import { badLocale, expired, revoked, tooMany } from '../refusals';
import type { AzureChat, WebchatOptions } from './options';

const localeBody = z.object({ locale: z.string().max(35).nullish() }).nullish();

/** Our own page gets its token here; an ended token as bearer renews for the same conversation. */
export const chatToken = (options: WebchatOptions): Handler =>
  options.guard.open(async (base, req, res) => {
    const { guard, tokens, newId, ipOf, floods, azure } = options;
    const wait = floods.token(ipOf(req) ?? '');
    if (wait) return refuse(res, tooMany(wait));
    const body = await readJson(req);
    if (!body.ok) return refuse(res, body.refusal);
    const shape = localeBody.safeParse(body.value);
    if (!shape.success) return refuse(res, badLocale);
    if (azure) {
      const full = floods.conversation();
      if (full) return refuse(res, tooMany(full));
      const made = await azureToken(options, azure);
      return made.ok ? answer(res, 200, made.value) : refuse(res, made.refusal);
    }
    const old = bearer(req);
    if (old) {
      const renewed = await tokens.checkRenewal(old);
      if (!renewed.ok) return refuse(res, { ...expired, message: 'This token renews no more. Begin anew.' });
      if (isRevoked(await guard.headerOf(renewed.claims), renewed.claims.tokenEpoch)) return refuse(res, revoked);
      return answer(res, 200, await answered(options, base, renewed.claims));
    }
    const full = floods.conversation();
    if (full) return refuse(res, tooMany(full));
    const locale = shape.data?.locale;
    const ids = { user: `dl_${newId()}`, conversationId: newId(), tokenEpoch: 0 };
    answer(res, 200, await answered(options, base, { ...ids, ...(locale ? { locale } : {}) }));
  });

async function answered({ tokens }: WebchatOptions, base: string, claims: Claims): Promise<ChatToken> {
  const { user: userId, conversationId } = claims;
  const [issued, endToken] = await Promise.all([tokens.issue(claims), tokens.issueEnd(claims)]);
  return { domain: `${base}${BASE}`, ...issued, conversationId, userId, endToken };
}

/** Azure's token, and ours that ends its conversation: Azure's may have run out by then. */
async function azureToken({ tokens }: WebchatOptions, { broker }: AzureChat): Promise<Read<ChatToken>> {
  const made = await broker.token();
  if (!made.ok) return made;
  const { userId: user, conversationId } = made.value;
  return {
    ok: true,
    value: { ...made.value, endToken: await tokens.issueEnd({ user, conversationId, tokenEpoch: 0 }) },
  };
}
