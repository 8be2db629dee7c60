// Checking address and password: limited, and as long for an unknown address as for a known one.
import type { Deps } from '../shared/deps';
import { deviceOf } from './devices';
import { type Counting, failing } from '../shared/limits';
import { foldEmail, loginOf, type StoredAccount } from './logins';
import { type Answer, no } from '../shared/once';

export interface Credentials {
  email: string;
  password: string;
  ip?: string | undefined;
  /** What the browser keeps of accounts that signed in there. */
  device?: string | undefined;
}

/** Reasons: signInWrong, signInLimited {until}. Throws PasswordsBusy. */
export async function checkCredentials(
  deps: Deps,
  { email, password, ip = '', device }: Credentials,
): Promise<Answer<{ account: StoredAccount }>> {
  const mailbox = foldEmail(email);
  const own = deviceOf(deps, device, email);
  // Known or not, so that the limits tell nothing (ASVS 5.0 6.3.8).
  const limits: Counting[] = own
    ? [['signInDevice', own]]
    : [
        ['signInByNetwork', ip],
        ['signIn', `${mailbox} ${ip}`],
        ['signInAll', mailbox],
        ['signInByDoor', 'web'],
      ];
  const whose = own ? { key: own, own: true } : { key: `${mailbox} ${ip}` };
  const tried = await failing(deps, limits, {
    mark: deps.newId(),
    async work(): Promise<Answer<{ account: StoredAccount }>> {
      const account = await loginOf(deps, email);
      const right = await deps.passwords.verify(password, account?.body.passwordHash, whose);
      // ASVS 5.0 6.3.8: one sentence for both.
      return account && right ? { ok: true, account } : no('signInWrong');
    },
    failed: (answer) => !answer.ok,
  });
  return tried.ok ? tried.answer : no('signInLimited', { until: tried.until });
}
