// The embedded Direct Line 3.0 channel: conversations, activities and the websocket, on the durable log.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Instant } from '../../../domain/result';
import { keys } from '../../../storage/records';
import type { Store } from '../../../storage/store';
import { baseOf, cors } from '../../http/caller';
import { createFloods, type FloodOptions, type Floods } from '../../http/floods';
import type { Router } from '../../http/router';
import type { Handler } from '../../http/routes';
import { nameOf } from '../../process/log';
import type { Turns } from '../../turn/inbound';
import { revokeTokens } from '../../turn/revoke';
import { type AzureChat, webchatRoutes } from '../webchat';
import type { HostSignIn } from '../webchat/user';
import type { Render } from './activity';
import { conversationRoutes } from './conversations';
import { createDeliver } from './deliver';
import { createGuard, type IpOf } from './guard';
import { conversationKey, createLogReader } from './log';
import { BASE } from './paths';
import type { DirectLine } from './state';
import { createStreams, type StreamOptions } from './stream';
import { createTokens } from './token';
import { takeUpgrade } from './upgrade';

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

/** `mount` puts the routes and the websocket on a server; `close` ends the sockets (their clients reconnect elsewhere). */
export function createDirectLine(options: DirectLineOptions): { mount(router: Router): void; close(): void } {
  const { store, now, newId, limits, host, azure } = options;
  const ipOf: IpOf = options.ipOf ?? ((req) => req.socket.remoteAddress);
  const nowMs = () => Date.parse(now());
  const floods = createFloods({ store, nowMs, limits });
  const line = createState(options, floods, ipOf);
  const { guard, tokens, deliver, streams, flooding } = line;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024, perMessageDeflate: false });
  const webchat = webchatRoutes({
    guard,
    tokens,
    deliver,
    newId,
    nowMs,
    ipOf,
    floods,
    flooding,
    host,
    azure,
    async revoke({ conversationId, tokenEpoch }) {
      await revokeTokens({ store, now, newId }, conversationKey(conversationId), tokenEpoch);
      streams.notify(conversationId);
    },
  });
  return {
    mount(router) {
      for (const [method, path, handler] of conversationRoutes(line)) router.route(method, path, handler);
      webchat.mount(router);
      for (const path of [...webchat.paths, `${BASE}/*`]) router.route('OPTIONS', path, preflight(line));
      router.http.on('upgrade', (req: IncomingMessage, socket: Duplex, head: Buffer) =>
        takeUpgrade(line, sockets, { req, socket, head }),
      );
    },
    close() {
      streams.close();
      sockets.close();
    },
  };
}

function createState(options: DirectLineOptions, floods: Floods, ipOf: IpOf): DirectLine {
  const { store, turns, secrets, now, newId, render, publicUrl, log, allowedOrigins = [], timing } = options;
  const tokens = createTokens({ jwtKeys: () => secrets.jwtKeys(), now });
  const warn = (error: unknown) => log.warn({ error: nameOf(error) }, 'direct line: reading the log failed');
  const read = createLogReader({ store, render, warn });
  const partition = (conversationId: string) => keys.header(conversationKey(conversationId)).pk;
  const streams = createStreams({ store, read, partition, warn, ...timing });
  return {
    guard: createGuard({ store, tokens, publicUrl, allowedOrigins, log }),
    tokens,
    deliver: createDeliver({ turns, ipOf, now, notify: streams.notify }),
    read,
    streams,
    /** Its body is not read yet: what it says of its length counts, and no more is read than that. */
    flooding: (conversationId, req) =>
      floods.message(
        { conversation: conversationKey(conversationId), ip: ipOf(req) },
        Number(req.headers['content-length'] ?? 0),
      ),
    newId,
    publicUrl,
    allowedOrigins,
  };
}

const preflight =
  ({ publicUrl, allowedOrigins }: DirectLine): Handler =>
  (req, res) => {
    cors(req, res, baseOf(req, publicUrl), allowedOrigins);
    res.writeHead(204).end();
  };
