// What a chat page asks beside Direct Line: its token, whom its host has signed in, and that all tokens end.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { State } from '../../../dialogs/state';
import { isRevoked } from '../../turn/revoke';
import type { Broker, ChatToken } from '../directline/azure';
import type { Deliver } from '../directline/deliver';
import { joined } from '../directline/deliver';
import type { Act, Guard, IpOf } from '../directline/guard';
import type { Floods } from '../../http/floods';
import type { Claims, Tokens } from '../directline/token';
import { bearer } from '../../http/caller';
import { answer, readJson, type Read, refuse } from '../../http/json';
import type { Handler, Routes } from '../../http/routes';
import { badLocale, badToken, expired, gone, noToken, revoked, tooMany } from '../refusals';
import { type ChatPlace, createSignInByHost, type Flooding, type HostSignIn } from './user';

/** `place`: a conversation of Azure's that the bot has heard of. */
export interface AzureChat {
  broker: Broker;
  place(conversationId: string): Promise<ChatPlace | undefined>;
}

export interface WebchatOptions {
  guard: Guard;
  tokens: Tokens;
  deliver: Deliver;
  newId: () => string;
  nowMs: () => number;
  ipOf: IpOf;
  floods: Floods;
  /** Seconds to wait before a conversation is told anything more. */
  flooding: Flooding;
  host?: HostSignIn;
  /** Azure's conversations instead of ours. */
  azure?: AzureChat;
  revoke: (claims: Claims) => Promise<void>;
}

/** Where the embedded Direct Line is. */
export const BASE = '/v3/directline';

const localeBody = z.object({ locale: z.string().max(35).nullish() }).nullish();

export function webchatRoutes(options: WebchatOptions): { paths: string[]; mount(routes: Routes): void } {
  const { guard, tokens, deliver, newId, nowMs, ipOf, floods, flooding, host, azure } = options;

  async function answered(base: string, claims: Claims): Promise<ChatToken> {
    const { user: userId, conversationId } = claims;
    const [issued, endToken] = await Promise.all([tokens.issue(claims), tokens.issueEnd(claims)]);
    return { domain: `${base}${BASE}`, ...issued, conversationId, userId, endToken };
  }

  /** Azure's token, and ours that ends its conversation: Azure's may have run out by then. */
  async function azureToken({ broker }: AzureChat): Promise<Read<ChatToken>> {
    const made = await broker.token();
    if (!made.ok) return made;
    const { userId: user, conversationId } = made.value;
    return {
      ok: true,
      value: { ...made.value, endToken: await tokens.issueEnd({ user, conversationId, tokenEpoch: 0 }) },
    };
  }

  /** Our own page gets its token here; an ended token as bearer renews for the same conversation. */
  const token: Handler = guard.open(async (base, req, res) => {
    const wait = floods.token(ipOf(req) ?? '');
    if (wait) return refuse(res, tooMany(wait));
    const body = await readJson(req);
    if (!body.ok) return refuse(res, body.refusal);
    const shape = localeBody.safeParse(body.value);
    if (!shape.success) return refuse(res, badLocale);
    if (azure) {
      const full = floods.conversation();
      if (full) return refuse(res, tooMany(full));
      const made = await azureToken(azure);
      return made.ok ? answer(res, 200, made.value) : refuse(res, made.refusal);
    }
    const old = bearer(req);
    if (old) {
      const renewed = await tokens.checkRenewal(old);
      if (!renewed.ok) return refuse(res, { ...expired, message: 'This token renews no more. Begin anew.' });
      if (isRevoked(await guard.headerOf(renewed.claims), renewed.claims.tokenEpoch)) return refuse(res, revoked);
      return answer(res, 200, await answered(base, renewed.claims));
    }
    const full = floods.conversation();
    if (full) return refuse(res, tooMany(full));
    const locale = shape.data?.locale;
    const ids = { user: `dl_${newId()}`, conversationId: newId(), tokenEpoch: 0 };
    answer(res, 200, await answered(base, { ...ids, ...(locale ? { locale } : {}) }));
  });

  const signIn = createSignInByHost({ host, flooding, nowMs });

  const user: Act = ({ claims, header }, req, res) =>
    signIn(
      {
        conversationId: claims.conversationId,
        header,
        async begin(locale) {
          await deliver(claims, req, joined(claims.locale ?? locale));
        },
        async tell(what) {
          await deliver(claims, req, what);
          return (await guard.headerOf(claims))?.state as State | undefined;
        },
      },
      req,
      res,
    );

  /** A token of Azure's is proven by Azure: it says whose conversation it is. */
  const azureUser = ({ broker: asked, place }: AzureChat): Handler =>
    guard.open(async (_base, req, res) => {
      const given = bearer(req);
      if (!given) return refuse(res, noToken);
      const wait = floods.token(ipOf(req) ?? '');
      if (wait) return refuse(res, tooMany(wait));
      const found = await asked.conversationOf(given);
      if (!found.ok) return refuse(res, found.refusal);
      const known = await place(found.value);
      // The bot hears of it with Azure's first activity.
      return known ? signIn(known, req, res) : refuse(res, gone);
    });

  /** Somebody signs out: also by a token that has ended, or by the one for nothing else, so that none of this conversation renews. */
  const revoke: Handler = guard.open(async (_base, req, res) => {
    const given = bearer(req);
    if (!given) return refuse(res, noToken);
    const end = await tokens.check(given, 'directline-end');
    if (azure) return unlink(azure, end.ok ? end.claims.conversationId : undefined, given, req, res);
    const checked = end.ok ? end : await tokens.checkRenewal(given);
    if (!checked.ok) return refuse(res, checked.why === 'expired' ? expired : badToken);
    const { claims } = checked;
    // The epoch needs a place, also where nobody has said anything yet.
    if (!(await guard.headerOf(claims))) await deliver(claims, req, joined(claims.locale));
    await options.revoke(claims);
    answer(res, 200, { revoked: true });
  });

  /** Azure's tokens can't be revoked, they end within the half hour: the conversation becomes nobody's at once. */
  async function unlink(
    { broker, place }: AzureChat,
    known: string | undefined,
    given: string,
    req: IncomingMessage,
    res: ServerResponse,
  ): Promise<void> {
    const wait = floods.token(ipOf(req) ?? '');
    if (wait) return refuse(res, tooMany(wait));
    const found = known ? ({ ok: true, value: known } as const) : await broker.conversationOf(given);
    if (!found.ok) return refuse(res, found.refusal);
    const there = await place(found.value);
    const input = { kind: 'notice', name: 'signedOut', params: {} } as const;
    await there?.tell({ dedupe: `signedOut:${newId()}`, input });
    answer(res, 200, { revoked: false, unlinked: true });
  }

  const handlers: [path: string, handler: Handler][] = [
    ['/api/webchat/token', token],
    ['/api/webchat/user', azure ? azureUser(azure) : guard.guarded(user)],
    ['/api/webchat/revoke', revoke],
  ];
  return {
    paths: handlers.map(([path]) => path),
    mount(routes) {
      for (const [path, handler] of handlers) routes.route('POST', path, handler);
    },
  };
}
