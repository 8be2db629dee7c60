// Whom the page around the chat has signed in: its signed token is proven, used up, and becomes a turn of the conversation.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { ofSomebodyElse } from '../../../dialogs/answers/host';
import type { State } from '../../../dialogs/state';
import type { Instant } from '../../../domain/result';
import type { Locale } from '../../../locales/list';
import type { HostResolved, PageUser } from '../../../services/account/host';
import type { Header } from '../../../storage/records';
import type { HostChecked, HostRefusal } from '../../host/token';
import { stateOf } from '../../turn/parts';
import type { Delivery } from '../directline/deliver';
import { answer, readJson, type Refusal, refuse } from '../../http/json';
import { tooMany } from '../refusals';

/** How people come signed in by the page around the chat. Left out where nothing is configured. */
export interface HostSignIn {
  check(token: string): Promise<HostChecked>;
  /** `until`: the end of the token, and of what it links. */
  resolve(user: PageUser, until: Instant): Promise<HostResolved>;
  /** Uses a token up for this conversation; false when another one has. */
  take(id: string, conversationId: string, expiresAt: Instant): Promise<boolean>;
}

/** The conversation of a chat token, wherever it lives. */
export interface ChatPlace {
  conversationId: string;
  header: Header | undefined;
  /** Welcomes, where nobody has come yet. */
  begin(locale: Locale | undefined): Promise<void>;
  /** Plays a turn; the state afterwards. */
  tell(what: Delivery): Promise<State | undefined>;
}

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
const refusals: Record<HostRefusal, Refusal> = {
  expired: said(401, 'HostTokenExpired', 'The token of the page around the chat has expired.'),
  notYet: said(401, 'HostTokenNotYetValid', 'The token of the page around the chat is not valid yet.'),
  // ASVS 5.0 16.5.1: which check it failed is for nobody to know.
  refused: said(401, 'HostTokenRefused', 'The token of the page around the chat is not accepted.'),
  off: hostOff,
  keys: { ...said(503, 'HostKeysUnavailable', "The admin centre's keys can't be read now. Try again."), retryAfter: 5 },
};

/** Seconds to wait before a conversation is told anything more. */
export type Flooding = (conversationId: string, req: IncomingMessage) => Promise<number>;

export type SignInByHost = (place: ChatPlace, req: IncomingMessage, res: ServerResponse) => Promise<void>;

/** Answers `{ conversationId, user: { email }, state: 'linked' | 'known', expiresIn }` (seconds, of the token). Of the token nothing is stored but what it says of the person. */
export const createSignInByHost =
  ({
    host,
    flooding,
    nowMs,
  }: {
    host?: HostSignIn | undefined;
    flooding: Flooding;
    nowMs: () => number;
  }): SignInByHost =>
  async (place, req, res) => {
    if (!host) return refuse(res, hostOff);
    const { conversationId, header } = place;
    const wait = await flooding(conversationId, req);
    if (wait) return refuse(res, tooMany(wait));
    const body = await readJson(req);
    if (!body.ok) return refuse(res, body.refusal);
    const given = userBody.safeParse(body.value);
    if (!given.success) return refuse(res, noUserToken);
    const checked = await host.check(given.data.token);
    if (!checked.ok) return refuse(res, refusals[checked.why]);
    if (!checked.id) return refuse(res, refusals.refused);
    const { subject, locale } = checked.user;
    const until = new Date(checked.expiresAt).toISOString();
    const resolved = await host.resolve(checked.user, until);
    const notice = { subject, until, ...resolved };
    // Before it is used up: the same token may still open a conversation of its own.
    const before = stateOf(header);
    if (before && ofSomebodyElse(before, notice)) return refuse(res, otherUser);
    // ASVS 5.0 9.2.1, 10.5.1: a token that was seen in one conversation is worth nothing in another.
    if (!(await host.take(checked.id, conversationId, until))) return refuse(res, usedUp);
    if (!header) await place.begin(locale);
    const input = { kind: 'notice', name: 'host', params: notice } as const;
    const after = await place.tell({ dedupe: `host:${checked.id}`, input, locale });
    // The same token again after "sign out" brings nobody back.
    if (!after?.host) return refuse(res, usedUp);
    if (after.host.subject !== subject) return refuse(res, otherUser);
    const state = after.link ? 'linked' : 'known';
    const expiresIn = Math.max(0, Math.floor((checked.expiresAt - nowMs()) / 1000));
    answer(res, 200, { conversationId, user: { email: resolved.email }, state, expiresIn });
  };
