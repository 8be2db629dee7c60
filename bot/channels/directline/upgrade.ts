// A websocket of the embedded Direct Line: who may open it, before it is one.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocketServer } from 'ws';
import { baseOf, originAllowed } from '../../http/caller';
import { DESK_LIVE, pathOf } from '../../http/sockets';
import { isRevoked } from '../../turn/revoke';
import { hangUp, numberOf } from '../refusals';
import { BASE } from './paths';
import type { DirectLine } from './state';
import type { Claims } from './token';

const STREAM = new RegExp(`^${BASE}/conversations/([^/]+)/stream$`);
/** Makes a URL of a request's path; no part of it is looked at. */
const LOCAL = 'http://local';

export function takeUpgrade(
  line: DirectLine,
  sockets: WebSocketServer,
  { req, socket, head }: { req: IncomingMessage; socket: Duplex; head: Buffer },
): void {
  if (pathOf(req) === DESK_LIVE) return;
  const { publicUrl, allowedOrigins, streams } = line;
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
  streamClaims(line, url.searchParams.get('t') ?? '', id).then(
    (claims) => {
      if (!claims) return hangUp(socket, 403);
      sockets.handleUpgrade(req, socket, head, (open) =>
        streams.attach(open, claims, watermark === 'bad' ? 0 : (watermark ?? 0)),
      );
    },
    () => hangUp(socket, 503),
  );
}

/** What a socket's token says, if it is one of this conversation. */
async function streamClaims(
  { tokens, guard }: DirectLine,
  token: string,
  conversationId: string,
): Promise<Claims | undefined> {
  const checked = await tokens.check(token, 'directline-stream');
  if (!checked.ok || checked.claims.conversationId !== conversationId) return undefined;
  // ASVS 5.0 7.4.1: looked at once more, for a token that was revoked within its minute.
  return isRevoked(await guard.headerOf(checked.claims), checked.claims.tokenEpoch) ? undefined : checked.claims;
}
