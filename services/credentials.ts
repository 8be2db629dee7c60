// Checking address and password: limited, and as long for an unknown address as for a known one.
import type { Deps } from './deps';
import { hitAll } from './limits';
import { foldEmail, loginOf, type StoredAccount } from './logins';
import { type Answer, no } from './once';
import { HOUR, MINUTE } from './time';

/** Reasons: signInWrong, signInLimited {until}. */
export async function checkCredentials(
  deps: Deps,
  { email, password, ip }: { email: string; password: string; ip?: string },
): Promise<Answer<{ account: StoredAccount }>> {
  // ASVS 4.0.3 2.2.1: per network address and per address; known or not, so that the limit tells nothing.
  const allowed = await hitAll(deps, [
    ['signInIp', ip, { max: 50, windowMs: HOUR }],
    ['signIn', foldEmail(email), { max: 10, windowMs: 15 * MINUTE }],
  ]);
  if (!allowed.ok) return no('signInLimited', { until: allowed.until });
  const account = await loginOf(deps, email);
  const right = await deps.passwords.verify(password, account?.body.passwordHash);
  // ASVS 5.0 6.3.8: one sentence for both.
  return account && right ? { ok: true, account } : no('signInWrong');
}
