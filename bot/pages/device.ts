// The cookie of a device on which somebody signed in: it has tries of its own, and opens nothing.
import type { Deps } from '../../services/shared/deps';
import { DEVICE_DAYS, rememberDevice } from '../../services/account/devices';
import { cookieIn } from '../http/cookies';
import { withCookie } from './account-cookie';
import type { PageRequest, PageResponse } from './route';

/** ASVS 5.0 3.3.1, 3.3.3: `__Host-` where it may be (it needs https): no other host and no path sets it. */
const SAFE = '__Host-device';
const LOCAL = 'device';

export function deviceIn(header: string | undefined): { device?: string } {
  const device = cookieIn(header, SAFE) ?? cookieIn(header, LOCAL);
  return device ? { device } : {};
}

/** The answer with the cookie, after this address has proven itself here by its password or by a link of its mailbox. */
export function remembering(deps: Deps, { device }: PageRequest, email: string, response: PageResponse): PageResponse {
  const safe = deps.publicUrl.startsWith('https:');
  const cookie = [
    `${safe ? SAFE : LOCAL}=${rememberDevice(deps, device, email)}`,
    'Path=/',
    `Max-Age=${DEVICE_DAYS * 86_400}`,
    // ASVS 5.0 3.3.2, 3.3.4: no script reads it, no other site sends it.
    'HttpOnly',
    'SameSite=Strict',
    ...(safe ? ['Secure'] : []),
  ];
  return withCookie(response, cookie.join('; '));
}
