// The embedded Direct Line 3.0 channel: tokens, conversations, activities and the websocket, on the durable log.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Request, Server } from 'restify';
import { WebSocketServer } from 'ws';
import { z } from 'zod';
import type { Instant } from '../../domain/result';
import { bodyOf, keys } from '../../storage/records';
import type { Store } from '../../storage/store';
import type { Turns } from '../inbound';
import { nameOf } from '../log';
import { activityId, readActivity, type Render } from './directline-activity';
import { answer, baseOf, cors, originAllowed, readJson, refuse } from './http';
import { createLimiter } from './limiter';
import { conversationKey, createLogReader } from './directline-log';
import {
  badLocale,
  badToken,
  badWatermark,
  bearer,
  expired,
  foreignSite,
  gone,
  hangUp,
  noFiles,
  noToken,
  numberOf,
  refusalOf,
  tooMany,
  watermarkOf,
} from './refusals';
import { createStreams } from './directline-stream';
import { type Claims, createTokens, TOKEN_SECONDS } from './directline-token';

const BASE = '/v3/directline';
const STREAM = new RegExp(`^${BASE}/conversations/([^/]+)/stream$`);
/** Makes a URL of a request's path; no part of it is looked at. */
const LOCAL = 'http://local';
/** Enough for any history that a polling client takes at once. */
const POLL_SIZE = 1000;

export interface DirectLineOptions {
  store: Store;
  turns: Turns;
  secrets: { jwtKeys(): string[] };
  now: () => Instant;
  /** A UUID. */
  newId: () => string;
  render: Render;
  publicUrl: string;
  log: { warn(fields: object, message: string): void };
  /** Other sites whose pages may talk to the bot; `*` = every one. Our own pages always may. */
  allowedOrigins?: readonly string[];
  /** The client's address (TRUST_PROXY is the server's business). */
  ipOf?: (req: IncomingMessage) => string | undefined;
  /** Messages per 10 s and conversation; tokens per minute and address. */
  limits?: { posts?: number; tokens?: number };
  timing?: { keepAliveMs?: number; pollMs?: number };
}

type Handler = (req: Request, res: ServerResponse) => Promise<void>;
type Caller = { base: string; claims: Claims };
type Activities = (caller: Caller, req: Request, res: ServerResponse) => Promise<void> | void;

const startBody = z.object({ locale: z.string().max(35).nullish() }).nullish();

/** `mount` puts the routes and the websocket on a restify server; `close` ends the sockets (their clients reconnect elsewhere). */
export function createDirectLine(options: DirectLineOptions): { mount(server: Server): void; close(): void } {
  const { store, turns, now, newId, render, publicUrl, log, allowedOrigins = [], limits = {} } = options;
  const ipOf = options.ipOf ?? ((req: IncomingMessage) => req.socket.remoteAddress);
  const nowMs = () => Date.parse(now());
  const tokens = createTokens({ jwtKeys: () => options.secrets.jwtKeys(), now });
  const warn = (error: unknown) => log.warn({ error: nameOf(error) }, 'direct line: reading the log failed');
  const read = createLogReader({ store, render, warn });
  const streams = createStreams({
    store,
    read,
    partition: (conversationId) => keys.header(conversationKey(conversationId)).pk,
    warn,
    ...options.timing,
  });
  // ASVS 5 2.4.1: automated floods are stopped before they cost a turn.
  const posts = createLimiter({ count: limits.posts ?? 30, seconds: 10, nowMs });
  const issues = createLimiter({ count: limits.tokens ?? 60, seconds: 60, nowMs });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024, perMessageDeflate: false });

  /** Checks origin and token, and turns what breaks into an answer. */
  const guarded =
    (act: Activities): Handler =>
    async (req, res) => {
      const base = baseOf(req, publicUrl);
      if (!cors(req, res, base, allowedOrigins)) return refuse(res, foreignSite);
      const token = bearer(req);
      if (!token) return refuse(res, noToken);
      const checked = tokens.check(token, 'directline');
      if (!checked.ok) return refuse(res, checked.why === 'expired' ? expired : badToken);
      const wanted = req.params?.id as string | undefined;
      // ASVS 5 8.2.2: a token opens its own conversation only; another one's existence is not told.
      if (wanted !== undefined && wanted !== checked.claims.conversationId) return refuse(res, gone);
      await safely(res, async () => act({ base, claims: checked.claims }, req, res));
    };

  async function safely(res: ServerResponse, act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      log.warn({ error: nameOf(error) }, 'direct line: a request failed');
      if (!res.headersSent) refuse(res, refusalOf(error));
    }
  }

  const header = (claims: Claims) => store.get(keys.header(conversationKey(claims.conversationId)));

  function opened({ base, claims }: Caller, watermark: number) {
    const { conversationId } = claims;
    const t = tokens.issueStream(claims);
    const url = `${base.replace(/^http/, 'ws')}${BASE}/conversations/${conversationId}/stream?watermark=${watermark}&t=${t}`;
    return { conversationId, token: tokens.issue(claims), expires_in: TOKEN_SECONDS, streamUrl: url };
  }

  /** Our own page gets its token here; an ended token as bearer renews for the same conversation. */
  const token: Handler = async (req, res) => {
    const base = baseOf(req, publicUrl);
    if (!cors(req, res, base, allowedOrigins)) return refuse(res, foreignSite);
    const wait = issues.hit(ipOf(req) ?? '');
    if (wait) return refuse(res, tooMany(wait));
    const body = await readJson(req);
    if (!body.ok) return refuse(res, body.refusal);
    const shape = startBody.safeParse(body.value);
    if (!shape.success) return refuse(res, badLocale);
    const locale = shape.data?.locale;
    const old = bearer(req);
    const renewed = old ? tokens.checkRenewal(old) : undefined;
    if (renewed && !renewed.ok) return refuse(res, { ...expired, message: 'This token renews no more. Begin anew.' });
    const claims: Claims = renewed?.claims ?? {
      user: `dl_${newId()}`,
      conversationId: newId(),
      tokenEpoch: 0,
      ...(locale ? { locale } : {}),
    };
    answer(res, 200, {
      domain: `${base}${BASE}`,
      token: tokens.issue(claims),
      conversationId: claims.conversationId,
      userId: claims.user,
      expiresIn: TOKEN_SECONDS,
    });
  };

  const start: Activities = async (caller, req, res) => {
    const body = await readJson(req);
    if (!body.ok) return refuse(res, body.refusal);
    const shape = startBody.safeParse(body.value);
    if (!shape.success) return refuse(res, badLocale);
    const exists = (await header(caller.claims)) !== undefined;
    if (!exists)
      await deliver(caller.claims, req, { dedupe: 'joined', input: { kind: 'joined' }, locale: shape.data?.locale });
    answer(res, exists ? 200 : 201, opened(caller, 0));
  };

  const reconnect: Activities = async (caller, req, res) => {
    const known = await header(caller.claims);
    if (!known) return refuse(res, gone);
    const watermark = watermarkOf(req);
    if (watermark === 'bad') return refuse(res, badWatermark);
    // Without a watermark nothing is replayed, as on the Bot Service: from now on.
    answer(res, 200, opened(caller, watermark ?? bodyOf('header', known).nextSeq));
  };

  const refresh: Activities = (caller, _req, res) => {
    const { conversationId } = caller.claims;
    answer(res, 200, { conversationId, token: tokens.issue(caller.claims), expires_in: TOKEN_SECONDS });
  };

  const list: Activities = async (caller, req, res) => {
    const watermark = watermarkOf(req);
    if (watermark === 'bad') return refuse(res, badWatermark);
    if (!(await header(caller.claims))) return refuse(res, gone);
    const set = await read(caller.claims.conversationId, watermark ?? 0, POLL_SIZE);
    answer(res, 200, { activities: set.activities, watermark: String(set.next) });
  };

  const post: Activities = async ({ claims }, req, res) => {
    const wait = posts.hit(claims.conversationId);
    if (wait) return refuse(res, tooMany(wait));
    const body = await readJson(req);
    if (!body.ok) return refuse(res, body.refusal);
    const activity = readActivity(body.value);
    if (!activity.ok) return refuse(res, activity.refusal);
    if (activity.value.kind === 'ignored') return answer(res, 200, { id: `${claims.conversationId}|${newId()}` });
    const { input, locale, clientActivityId } = activity.value;
    const dedupe = clientActivityId ? `client:${clientActivityId}` : `server:${newId()}`;
    const items = await deliver(claims, req, { dedupe, input, locale, clientActivityId });
    const own = items.find((item) => item.author === 'user') ?? items[0];
    answer(res, 200, { id: activityId(claims.conversationId, own?.seq ?? 0) });
  };

  async function deliver(
    claims: Claims,
    req: IncomingMessage,
    what: Pick<Parameters<Turns['deliver']>[0], 'dedupe' | 'input' | 'clientActivityId'> & { locale?: string | null },
  ) {
    const locale = what.locale ?? claims.locale;
    const ip = ipOf(req);
    try {
      const result = await turns.deliver({
        conversation: conversationKey(claims.conversationId),
        channel: 'directline',
        person: claims.user,
        receivedAt: now(),
        dedupe: what.dedupe,
        input: what.input,
        ...(locale ? { locale } : {}),
        ...(what.clientActivityId ? { clientActivityId: what.clientActivityId } : {}),
        ...(ip ? { ip } : {}),
      });
      return result.items;
    } finally {
      streams.ring(claims.conversationId);
    }
  }

  const preflight: Handler = async (req, res) => {
    cors(req, res, baseOf(req, publicUrl), allowedOrigins);
    // Not chained: restify's writeHead returns nothing.
    res.writeHead(204);
    res.end();
  };

  const upload: Activities = (_caller, _req, res) => refuse(res, noFiles);

  function upgrade(server: Server, req: IncomingMessage, socket: Duplex, head: Buffer): void {
    // No handler of restify's stands around this: what throws here ends the process.
    const url = URL.canParse(req.url ?? '', LOCAL) ? new URL(req.url ?? '', LOCAL) : undefined;
    const id = STREAM.exec(url?.pathname ?? '')?.[1];
    if (!url || id === undefined) {
      // Nobody else waits for upgrades: an open socket without a reader would stay for ever.
      if (server.listenerCount('upgrade') === 0) hangUp(socket, 404);
      return;
    }
    // ASVS 5 4.4.2: the Origin of a websocket's handshake is checked.
    if (!originAllowed(req, baseOf(req, publicUrl), allowedOrigins)) return hangUp(socket, 403);
    const checked = tokens.check(url.searchParams.get('t') ?? '', 'directline-stream');
    if (!checked.ok || checked.claims.conversationId !== id) return hangUp(socket, 403);
    const watermark = numberOf(url.searchParams.get('watermark'));
    sockets.handleUpgrade(req, socket, head, (line) =>
      streams.attach(line, id, watermark === 'bad' ? 0 : (watermark ?? 0)),
    );
  }

  return {
    mount(server) {
      const routes: [method: 'get' | 'post', path: string, handler: Handler][] = [
        ['post', '/api/webchat/token', token],
        ['post', `${BASE}/conversations`, guarded(start)],
        ['get', `${BASE}/conversations/:id`, guarded(reconnect)],
        ['post', `${BASE}/tokens/refresh`, guarded(refresh)],
        ['get', `${BASE}/conversations/:id/activities`, guarded(list)],
        ['post', `${BASE}/conversations/:id/activities`, guarded(post)],
        ['post', `${BASE}/conversations/:id/upload`, guarded(upload)],
      ];
      for (const [method, path, handler] of routes) {
        server[method](path, async (req, res) => safely(res, () => handler(req, res)));
      }
      for (const path of ['/api/webchat/token', `${BASE}/*`]) {
        server.opts(path, async (req, res) => safely(res, () => preflight(req, res)));
      }
      // Never restify's handleUpgrades: it would answer the upgrade with a 404 of its own.
      server.server.on('upgrade', (req: IncomingMessage, socket: Duplex, head: Buffer) =>
        upgrade(server, req, socket, head),
      );
    },
    close() {
      streams.close();
      sockets.close();
    },
  };
}
