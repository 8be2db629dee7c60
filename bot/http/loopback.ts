// What counts as this machine: addresses to listen on, addresses in URLs, and calls that came from nowhere else.
import type { IncomingMessage } from 'node:http';

/** `localhost`, 127.0.0.0/8 or ::1, as a host name or as the hostname of a URL. */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** Whether a URL names this machine. */
export const isLoopbackUrl = (url: string): boolean => URL.canParse(url) && isLoopbackHost(new URL(url).hostname);

/** Set by proxies and tunnels, which call from this machine in a stranger's name. */
const FORWARDED = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];

/**
 * Whether a request was made on this machine and for it: a loopback connection, a Host header that says so (a page whose
 * name was rebound to 127.0.0.1 sends its own name), and nobody who forwards. ASVS 5.0 15.2.3: what only developers need
 * is exposed to nobody else.
 */
export function isLocalCall({ socket, headers }: IncomingMessage): boolean {
  const caller = (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  return (
    isLoopbackHost(caller) &&
    isLoopbackUrl(`http://${headers.host ?? ''}`) &&
    !FORWARDED.some((name) => headers[name] !== undefined)
  );
}
