// Changing the password by whoever is signed in on the account's page and knows the present one.
import { keys } from '../../storage/records';
import { accountAt } from './logins';
import { changed } from './accounts';
import { checkCredentials, type Credentials } from './credentials';
import { beginAccountSession, type OpenAccountSession } from './session';
import type { Deps } from '../shared/deps';
import { type Answer, no, settle } from '../shared/once';
import { mailRow } from '../shared/outbox';

/**
 * Sets another password and answers the token of the session that goes on here; all others end, and every chat is signed out
 * (ASVS 5.0 7.4.3). Reasons: passwordWrong (slot `current`), signedOut, signInLimited {until}, those of checkPassword (slot `password`).
 * Throws TooBusy.
 */
export async function changePassword(
  deps: Deps,
  open: OpenAccountSession,
  { current, password, ...from }: { current: string; password: string } & Pick<Credentials, 'ip' | 'device'>,
): Promise<Answer<{ token: string }>> {
  const { email, customer, id } = open.account.body;
  // ASVS 5.0 6.2.3, 7.5.1: the present password is asked for, within the limits of every sign-in.
  const checked = await checkCredentials(deps, { email, password: current, ...from });
  if (!checked.ok) return checked.reason.code === 'signInWrong' ? no('passwordWrong', undefined, 'current') : checked;
  const whose = { key: open.hash, own: true };
  const good = await deps.passwords.check(password, { email }, whose);
  if (!good.ok) return { ok: false, reason: good.reason, slot: 'password' };
  const passwordHash = await deps.passwords.hash(password, whose);
  const epoch = await settle<number | undefined>(deps, keys.customer(customer), async () => {
    const account = await accountAt(deps, customer, id);
    // Changed meanwhile: what was checked is no longer the account's.
    if (!account || account.body.epoch !== open.account.body.epoch) return { writes: [], answer: undefined };
    const { locale } = account.body;
    const next = account.body.epoch + 1;
    // ASVS 5.0 6.4.1: no older link works any more, except "undo", which belongs to the old address.
    const { undoEmail } = account.body.links;
    return {
      writes: [
        changed(account, { passwordHash, epoch: next, links: undoEmail ? { undoEmail } : {} }),
        // ASVS 5.0 6.3.7: the owner hears of it.
        mailRow(deps, { customer, name: 'passwordChanged', locale, to: email }),
      ],
      answer: next,
    };
  });
  if (epoch === undefined) return no('signedOut');
  return { ok: true, token: await beginAccountSession(deps, { customer, id, epoch }, open) };
}
