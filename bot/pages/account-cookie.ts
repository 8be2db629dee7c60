// The cookie of an account holder's session in a browser.
import type { OpenAccountSession } from '../../services/account/session';
import { accountSessionOf } from '../../services/account/session';
import type { Deps } from '../../services/shared/deps';
import { cookieIn } from '../http/cookies';
import type { PageRequest, PageResponse } from './route';

/** ASVS 5.0 3.3.1, 3.3.3: `__Host-` where it may be (it needs https): no other host and no path sets it. */
const SAFE = '__Host-account';
/** On this machine alone, over http. */
const LOCAL = 'account';

const isSafe = ({ publicUrl }: Pick<Deps, 'publicUrl'>): boolean => publicUrl.startsWith('https:');

/** The answer with one more cookie. */
export function withCookie(response: PageResponse, cookie: string): PageResponse {
  const before = response.headers['Set-Cookie'] ?? [];
  return { ...response, headers: { ...response.headers, 'Set-Cookie': [before, cookie].flat() } };
}

/** Until the browser is closed, or the store ends it. An empty token takes the cookie away. */
export function sessionCookie(deps: Pick<Deps, 'publicUrl'>, token: string): string {
  const safe = isSafe(deps);
  // ASVS 5.0 3.3.2, 3.3.4: no script reads it; other sites send it with no write. Lax: links in mails lead to these pages.
  const rest = ['Path=/', 'HttpOnly', 'SameSite=Lax', ...(safe ? ['Secure'] : []), ...(token ? [] : ['Max-Age=0'])];
  return [`${safe ? SAFE : LOCAL}=${token}`, ...rest].join('; ');
}

/** Who is signed in in this browser, asked anew of the store. */
export const signedIn = (deps: Deps, { cookie }: PageRequest): Promise<OpenAccountSession | undefined> =>
  accountSessionOf(deps, cookieIn(cookie, isSafe(deps) ? SAFE : LOCAL));
