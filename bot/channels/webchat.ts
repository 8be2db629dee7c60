// What a chat page asks beside Direct Line: its token, whom its host has signed in, and that all tokens end.
import type { Server } from 'restify';
import { z } from 'zod';
import { type HostNotice, ofSomebodyElse } from '../../dialogs/host';
import type { State } from '../../dialogs/state';
import type { Instant } from '../../domain/result';
import { type HostResolved, type HostUser } from '../../services/host';
import type { HostChecked, HostRefusal } from '../host/token';
import { isRevoked } from '../revoke';
import type { ChatToken } from './azure-directline';
import type { Deliver } from './directline-deliver';
import { joined } from './directline-deliver';
import type { Act, Guard, Handler, IpOf } from './directline-guard';
import { type Claims, TOKEN_SECONDS, type Tokens } from './directline-token';
import { answer, type Read, readJson, type Refusal, refuse } from './http';
import type { Limiter } from './limiter';
import { badLocale, badToken, bearer, expired, noToken, revoked, tooMany } from './refusals';

/** How people come signed in by the page around the chat. Left out where nothing is configured. */
export interface HostSignIn {
  check(token: string): Promise<HostChecked>;
  resolve(user: HostUser): Promise<HostResolved>;
  /** Uses a token up for this conversation; false when another one has. */
  take(id: string, conversationId: string, expiresAt: Instant): Promise<boolean>;
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
  /** Azure's tokens instead of ours. */
  broker?: () => Promise<Read<ChatToken>>;
  revoke: (claims: Claims) => Promise<void>;
}

/** Where the embedded Direct Line is. */
export const BASE = '/v3/directline';

const localeBody = z.object({ locale: z.string().max(35).nullish() }).nullish();
const userBody = z.object({ token: z.string() });

const said = (status: number, code: string, message: string): Refusal => ({ status, code, message });
const hostOff = said(404, 'HostSignInOff', 'Signing in by the page around the chat is not configured here.');
const noUserToken = said(400, 'BadArgument', 'token is the JWT of the page around the chat.');
const otherUser = said(
  409,
  'HostOtherUser',
  'This conversation belongs to somebody else. Begin a new one, or sign out.',
);
const usedUp = said(401, 'HostTokenUsed', 'This token was used in another conversation. Ask for a new one.');
const notOnAzure = said(501, 'NotOnAzure', 'Conversations of Azure Direct Line are not signed in or revoked here.');
const refusals: Record<HostRefusal, Refusal> = {
  expired: said(401, 'HostTokenExpired', 'The token of the page around the chat has expired.'),
  notYet: said(401, 'HostTokenNotYetValid', 'The token of the page around the chat is not valid yet.'),
  // ASVS 5 16.5.1: which check it failed is for nobody to know.
  refused: said(401, 'HostTokenRefused', 'The token of the page around the chat is not accepted.'),
  keys: { ...said(503, 'HostKeysUnavailable', "The admin centre's keys can't be read now. Try again."), retryAfter: 5 },
};

export function webchatRoutes(options: WebchatOptions): { paths: string[]; mount(server: Server): void } {
  const { guard, tokens, deliver, newId, ipOf, issues, posts, host, broker } = options;

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
    if (broker) {
      const made = await broker();
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

  /** The page around the chat hands over its signed token. Nothing of it is stored but what it says of the person. */
  const user: Act = async ({ claims, header }, req, res) => {
    if (!host) return refuse(res, hostOff);
    const wait = posts.hit(claims.conversationId);
    if (wait) return refuse(res, tooMany(wait));
    const body = await readJson(req);
    if (!body.ok) return refuse(res, body.refusal);
    const given = userBody.safeParse(body.value);
    if (!given.success) return refuse(res, noUserToken);
    const checked = await host.check(given.data.token);
    if (!checked.ok) return refuse(res, refusals[checked.why]);
    if (!checked.id) return refuse(res, refusals.refused);
    const { subject, locale } = checked.user;
    const resolved = await host.resolve(checked.user);
    const notice = { subject, ...resolved } satisfies HostNotice;
    // Before it is used up: the same token may still open a conversation of its own.
    if (header && ofSomebodyElse(header.state as State, notice)) return refuse(res, otherUser);
    // ASVS 5 9.2.1, 10.4.2: a token that was seen in one conversation is worth nothing in another.
    if (!(await host.take(checked.id, claims.conversationId, new Date(checked.expiresAt).toISOString())))
      return refuse(res, usedUp);
    if (!header) await deliver(claims, req, joined(claims.locale ?? locale));
    const input = { kind: 'notice', name: 'host', params: { ...notice } } as const;
    await deliver(claims, req, { dedupe: `host:${checked.id}`, input, locale });
    const after = (await guard.headerOf(claims))?.state as State | undefined;
    // The same token again after "sign out" brings nobody back.
    if (!after?.host) return refuse(res, usedUp);
    if (after.host.subject !== subject) return refuse(res, otherUser);
    const state = after.link ? 'linked' : 'known';
    answer(res, 200, { conversationId: claims.conversationId, user: { email: resolved.email }, state });
  };

  /** "Clear and sign out": also by a token that has ended, so that none of this conversation renews. */
  const revoke: Handler = guard.open(async (_base, req, res) => {
    const given = bearer(req);
    if (!given) return refuse(res, noToken);
    if (broker) return refuse(res, notOnAzure);
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
    [
      '/api/webchat/user',
      broker ? guard.open(async (_base, _req, res) => refuse(res, notOnAzure)) : guard.guarded(user),
    ],
    ['/api/webchat/revoke', revoke],
  ];
  return {
    paths: routes.map(([path]) => path),
    mount(server) {
      for (const [path, handler] of routes) server.post(path, async (req, res) => handler(req, res));
    },
  };
}
