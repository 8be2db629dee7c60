// The embedded Direct Line 3.0 channel: conversations, activities and the websocket, on the durable log.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { z } from 'zod';
import type { Instant } from '../../../domain/result';
import { keys } from '../../../storage/records';
import type { Store } from '../../../storage/store';
import type { Turns } from '../../turn/inbound';
import { nameOf } from '../../process/log';
import { isRevoked, revokeTokens } from '../../turn/revoke';
import { activityId, type Posted, readActivity, type Render } from './activity';
import { createDeliver, joined } from './deliver';
import { type Act, type Caller, createGuard, type IpOf } from './guard';
import { conversationKey, createLogReader } from './log';
import { createStreams, type StreamOptions } from './stream';
import { type Claims, createTokens } from './token';
import { createUploads } from './upload';
import { baseOf, cors, originAllowed } from '../../http/caller';
import { answer, type Read, readJson, refuse } from '../../http/json';
import { createFloods, type FloodOptions } from '../../http/floods';
import type { Router } from '../../http/router';
import type { Handler, Method } from '../../http/routes';
import { badLocale, badWatermark, gone, hangUp, numberOf, tooMany, watermarkOf } from '../refusals';
import { type AzureChat, BASE, webchatRoutes } from '../webchat';
import type { HostSignIn } from '../webchat/user';

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
  ipOf?: IpOf;
  limits?: FloodOptions['limits'];
  timing?: Pick<StreamOptions, 'keepAliveMs' | 'pollMs' | 'every'>;
  host?: HostSignIn;
  azure?: AzureChat;
}

const startBody = z.object({ locale: z.string().max(35).nullish() }).nullish();

/** `mount` puts the routes and the websocket on a server; `close` ends the sockets (their clients reconnect elsewhere). */
export function createDirectLine(options: DirectLineOptions): { mount(router: Router): void; close(): void } {
  const { store, turns, now, newId, render, publicUrl, log, allowedOrigins = [], limits, host, azure } = options;
  const ipOf: IpOf = options.ipOf ?? ((req) => req.socket.remoteAddress);
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
  const floods = createFloods({ store, nowMs, ...(limits ? { limits } : {}) });
  /** Its body is not read yet: what it says of its length counts, and no more is read than that. */
  const flooding = (conversationId: string, req: IncomingMessage) =>
    floods.message(
      { conversation: conversationKey(conversationId), ip: ipOf(req) },
      Number(req.headers['content-length'] ?? 0),
    );
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024, perMessageDeflate: false });
  const guard = createGuard({ store, tokens, publicUrl, allowedOrigins, log });
  const deliver = createDeliver({ turns, ipOf, now, ring: streams.ring });
  const webchat = webchatRoutes({
    guard,
    tokens,
    deliver,
    newId,
    nowMs,
    ipOf,
    floods,
    flooding,
    ...(host ? { host } : {}),
    ...(azure ? { azure } : {}),
    async revoke({ conversationId, tokenEpoch }) {
      await revokeTokens({ store, now, newId }, conversationKey(conversationId), tokenEpoch);
      streams.ring(conversationId);
    },
  });

  async function opened({ base, claims }: Caller, watermark: number) {
    const { conversationId } = claims;
    const [t, { token, expiresIn }] = await Promise.all([tokens.issueStream(claims), tokens.issue(claims)]);
    const url = `${base.replace(/^http/, 'ws')}${BASE}/conversations/${conversationId}/stream?watermark=${watermark}&t=${t}`;
    return { conversationId, token, expires_in: expiresIn, streamUrl: url };
  }

  const start: Act = async (caller, req, res) => {
    const body = await readJson(req);
    if (!body.ok) return refuse(res, body.refusal);
    const shape = startBody.safeParse(body.value);
    if (!shape.success) return refuse(res, badLocale);
    if (!caller.header) await deliver(caller.claims, req, joined(shape.data?.locale));
    answer(res, caller.header ? 200 : 201, await opened(caller, 0));
  };

  const reconnect: Act = async (caller, req, res) => {
    if (!caller.header) return refuse(res, gone);
    const watermark = watermarkOf(req);
    if (watermark === 'bad') return refuse(res, badWatermark);
    // Without a watermark nothing is replayed, as on the Bot Service: from now on.
    answer(res, 200, await opened(caller, watermark ?? caller.header.nextSeq));
  };

  const refresh: Act = async ({ claims }, _req, res) => {
    const { token, expiresIn } = await tokens.issue(claims);
    answer(res, 200, { conversationId: claims.conversationId, token, expires_in: expiresIn });
  };

  const list: Act = async ({ claims, header }, req, res) => {
    const watermark = watermarkOf(req);
    if (watermark === 'bad') return refuse(res, badWatermark);
    if (!header) return refuse(res, gone);
    const set = await read(claims.conversationId, watermark ?? 0, POLL_SIZE);
    answer(res, 200, { activities: set.activities, watermark: String(set.next) });
  };

  /** `reads`: how what was sent becomes an activity. */
  const taking =
    (reads: (req: IncomingMessage) => Promise<Read<Posted>>): Act =>
    async ({ claims }, req, res) => {
      const wait = await flooding(claims.conversationId, req);
      if (wait) return refuse(res, tooMany(wait));
      const activity = await reads(req);
      if (!activity.ok) return refuse(res, activity.refusal);
      if (activity.value.kind === 'ignored') return answer(res, 200, { id: `${claims.conversationId}|${newId()}` });
      const { input, locale, clientActivityId } = activity.value;
      const dedupe = clientActivityId ? `client:${clientActivityId}` : `server:${newId()}`;
      const items = await deliver(claims, req, { dedupe, input, locale, clientActivityId });
      const own = items.find((item) => item.author === 'user') ?? items[0];
      answer(res, 200, { id: activityId(claims.conversationId, own?.seq ?? 0) });
    };

  const preflight: Handler = (req, res) => {
    cors(req, res, baseOf(req, publicUrl), allowedOrigins);
    // Not chained: restify's writeHead returns nothing.
    res.writeHead(204);
    res.end();
  };

  const post = taking(async (req) => {
    const body = await readJson(req);
    return body.ok ? readActivity(body.value) : body;
  });
  const upload = taking(createUploads());

  function upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void {
    // No handler of the server's stands around this: what throws here ends the process.
    const url = URL.canParse(req.url ?? '', LOCAL) ? new URL(req.url ?? '', LOCAL) : undefined;
    const id = STREAM.exec(url?.pathname ?? '')?.[1];
    // Nobody else waits for upgrades: an open socket without a reader would stay for ever.
    if (!url || id === undefined) return hangUp(socket, 404);
    // ASVS 5.0 4.4.2: the Origin of a websocket's handshake is checked.
    if (!originAllowed(req, baseOf(req, publicUrl), allowedOrigins)) return hangUp(socket, 403);
    const watermark = numberOf(url.searchParams.get('watermark'));
    // While nobody else listens yet: an error without a listener ends the process.
    socket.on('error', () => socket.destroy());
    streamClaims(url.searchParams.get('t') ?? '', id).then(
      (claims) => {
        if (!claims) return hangUp(socket, 403);
        sockets.handleUpgrade(req, socket, head, (line) =>
          streams.attach(line, claims, watermark === 'bad' ? 0 : (watermark ?? 0)),
        );
      },
      () => hangUp(socket, 503),
    );
  }

  /** What a socket's token says, if it is one of this conversation. */
  async function streamClaims(token: string, conversationId: string): Promise<Claims | undefined> {
    const checked = await tokens.check(token, 'directline-stream');
    if (!checked.ok || checked.claims.conversationId !== conversationId) return undefined;
    // ASVS 5.0 7.4.1: looked at once more, for a token that was revoked within its minute.
    return isRevoked(await guard.headerOf(checked.claims), checked.claims.tokenEpoch) ? undefined : checked.claims;
  }

  return {
    mount(router) {
      const routes: [method: Method, path: string, handler: Handler][] = [
        ['POST', `${BASE}/conversations`, guard.guarded(start)],
        ['GET', `${BASE}/conversations/:id`, guard.guarded(reconnect)],
        ['POST', `${BASE}/tokens/refresh`, guard.guarded(refresh)],
        ['GET', `${BASE}/conversations/:id/activities`, guard.guarded(list)],
        ['POST', `${BASE}/conversations/:id/activities`, guard.unread(post)],
        ['POST', `${BASE}/conversations/:id/upload`, guard.unread(upload)],
      ];
      for (const [method, path, handler] of routes) router.route(method, path, handler);
      webchat.mount(router);
      for (const path of [...webchat.paths, `${BASE}/*`]) router.route('OPTIONS', path, preflight);
      router.http.on('upgrade', upgrade);
    },
    close() {
      streams.close();
      sockets.close();
    },
  };
}
