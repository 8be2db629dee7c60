// Whom the bot answers without an app id: programs of this machine that called it themselves, at their own connector.
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { isLocalCall, isLoopbackUrl } from '../../http/loopback';
import { ownsPort } from './port-owner';

/** Where local clients have their connector: Bot Framework Emulator at the root, Agents Playground under `_connector`. */
const CONNECTOR_PATH = /^\/(_connector\/?)?$/;

/**
 * Whether a service URL has the shape of a local client's connector: plain http to a loopback address and a port that it
 * names, no path but the known ones. What is posted is then always `…/v3/conversations/…/activities…`, never a path that
 * somebody chose.
 */
export function isLocalService(serviceUrl: string): boolean {
  if (!isLoopbackUrl(serviceUrl)) return false;
  const { protocol, username, password, port, pathname, search, hash } = new URL(serviceUrl);
  return (
    protocol === 'http:' && !username && !password && !search && !hash && port !== '' && CONNECTOR_PATH.test(pathname)
  );
}

/** Looked up once for each connection and port: reading the system's tables costs more than a turn. */
const known = new WeakMap<Socket, Map<number, boolean>>();

/**
 * Whether an unproven caller may have answers sent to this service URL. All of it must be true:
 * - the call was made on this machine (loopback, a local Host header, no proxy or tunnel), and not by a web page: those
 *   send an Origin, no Bot Framework client does;
 * - the service URL has the shape above and is not our own port;
 * - where the system tells (Linux), the port is listened on by the caller's own process group. Nobody listens: allowed,
 *   nothing can be reached there. Where it does not tell, the other rules stand alone.
 */
export async function mayAnswer(req: IncomingMessage, serviceUrl: string): Promise<boolean> {
  const { headers, socket } = req;
  if (!isLocalCall(req) || headers.origin !== undefined || headers['sec-fetch-site'] !== undefined) return false;
  if (!isLocalService(serviceUrl)) return false;
  const port = Number(new URL(serviceUrl).port);
  if (port === socket.localPort) return false;
  const ports = known.get(socket) ?? new Map<number, boolean>();
  known.set(socket, ports);
  const before = ports.get(port);
  if (before !== undefined) return before;
  const allowed = await ownsPort(socket.remotePort ?? 0, socket.localPort ?? 0, port);
  // One connection that asks for port after port gets no table of them.
  if (ports.size < 16) ports.set(port, allowed);
  return allowed;
}
