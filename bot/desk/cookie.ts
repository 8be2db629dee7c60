// The cookie of a session at the desk.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { cookieIn } from '../http/cookies';

/** ASVS 5.0 3.3.1, 3.3.3: `__Host-` where it may be (it needs https): no other host and no path sets it. */
const SAFE = '__Host-desk';
/** On this machine alone, over http. */
const LOCAL = 'desk';

export interface DeskCookie {
  read(req: IncomingMessage): string | undefined;
  /** Until the browser is closed; the store ends it sooner. */
  set(res: ServerResponse, token: string): void;
  clear(res: ServerResponse): void;
}

export function createDeskCookie(publicUrl: string): DeskCookie {
  const safe = publicUrl.startsWith('https:');
  const name = safe ? SAFE : LOCAL;
  // ASVS 5.0 3.3.2, 3.3.4: no script reads it; other sites send it with no write. Lax: links in mails lead to the desk.
  const rest = ['Path=/', 'HttpOnly', 'SameSite=Lax', ...(safe ? ['Secure'] : [])].join('; ');
  return {
    read: (req) => cookieIn(req.headers.cookie, name),
    set: (res, token) => void res.setHeader('Set-Cookie', `${name}=${token}; ${rest}`),
    clear: (res) => void res.setHeader('Set-Cookie', `${name}=; ${rest}; Max-Age=0`),
  };
}
