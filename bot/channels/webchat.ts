// What a chat page asks beside Direct Line: its token, whom its host has signed in, and that all tokens end.
import type { Server } from 'restify';
import { z } from 'zod';
import type { State } from '../../dialogs/state';
import { isRevoked } from '../revoke';
import type { Broker, ChatToken } from './azure-directline';
import type { Deliver } from './directline-deliver';
import { joined } from './directline-deliver';
import type { Act, Guard, Handler, IpOf } from './directline-guard';
import { type Claims, TOKEN_SECONDS, type Tokens } from './directline-token';
import { answer, readJson, type Refusal, refuse } from './http';
import type { Limiter } from './limiter';
import { badLocale, badToken, bearer, expired, gone, noToken, revoked, tooMany } from './refusals';
import { type ChatPlace, createSignInByHost, type HostSignIn } from './webchat-user';

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
  ipOf: IpOf;
  /** Tokens a minute and address; messages and tokens of the host a conversation. */
  issues: Limiter;
  posts: Limiter;
  host?: HostSignIn;
  /** Azure's conversations instead of ours. */
  azure?: AzureChat;
  revoke: (claims: Claims) => Promise<void>;
}

/** Where the embedded Direct Line is. */
export const BASE = '/v3/directline';

const localeBody = z.object({ locale: z.string().max(35).nullish() }).nullish();
const notOnAzure: Refusal = {
  status: 501,
  code: 'NotOnAzure',
  message: 'Azure Direct Line has no way to revoke a token; it ends by itself.',
};

export function webchatRoutes(options: WebchatOptions): { paths: string[]; mount(server: Server): void } {
  const { guard, tokens, deliver, newId, ipOf, issues, posts, host, azure } = options;

  const answered = (base: string, claims: Claims): ChatToken => ({
    domain: `${base}${BASE}`,
    token: tokens.issue(claims),
    conversationId: claims.conversationId,
    userId: claims.user,
    expiresIn: TOKEN_SECONDS,
  });

  /** Our own page gets its token here; an ended token as bearer renews for the same conversation. */
  const token: Handler = guard.open(async (base, req, res) => {
    const wait = issues.hit(ipOf(req) ?? '');
    if (wait) return refuse(res, tooMany(wait));
    const body = await readJson(req);
    if (!body.ok) return refuse(res, body.refusal);
    const shape = localeBody.safeParse(body.value);
    if (!shape.success) return refuse(res, badLocale);
    if (azure) {
      const made = await azure.broker.token();
      return made.ok ? answer(res, 200, made.value) : refuse(res, made.refusal);
    }
    const old = bearer(req);
    if (old) {
      const renewed = tokens.checkRenewal(old);
      if (!renewed.ok) return refuse(res, { ...expired, message: 'This token renews no more. Begin anew.' });
      if (isRevoked(await guard.headerOf(renewed.claims), renewed.claims.tokenEpoch)) return refuse(res, revoked);
      return answer(res, 200, answered(base, renewed.claims));
    }
    const locale = shape.data?.locale;
    const ids = { user: `dl_${newId()}`, conversationId: newId(), tokenEpoch: 0 };
    answer(res, 200, answered(base, { ...ids, ...(locale ? { locale } : {}) }));
  });

  const signIn = createSignInByHost({ host, posts });

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
      const wait = issues.hit(ipOf(req) ?? '');
      if (wait) return refuse(res, tooMany(wait));
      const found = await asked.conversationOf(given);
      if (!found.ok) return refuse(res, found.refusal);
      const known = await place(found.value);
      // The bot hears of it with Azure's first activity.
      return known ? signIn(known, req, res) : refuse(res, gone);
    });

  /** "Clear and sign out": also by a token that has ended, so that none of this conversation renews. */
  const revoke: Handler = guard.open(async (_base, req, res) => {
    const given = bearer(req);
    if (!given) return refuse(res, noToken);
    if (azure) return refuse(res, notOnAzure);
    const checked = tokens.checkRenewal(given);
    if (!checked.ok) return refuse(res, checked.why === 'expired' ? expired : badToken);
    const { claims } = checked;
    // The epoch needs a place, also where nobody has said anything yet.
    if (!(await guard.headerOf(claims))) await deliver(claims, req, joined(claims.locale));
    await options.revoke(claims);
    answer(res, 200, { revoked: true });
  });

  const routes: [path: string, handler: Handler][] = [
    ['/api/webchat/token', token],
    ['/api/webchat/user', azure ? azureUser(azure) : guard.guarded(user)],
    ['/api/webchat/revoke', revoke],
  ];
  return {
    paths: routes.map(([path]) => path),
    mount(server) {
      for (const [path, handler] of routes) server.post(path, async (req, res) => handler(req, res));
    },
  };
}
