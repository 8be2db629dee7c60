// "My data": the link that opens the page for a person's copy and erasure, after the password or by mail from the chat.
import { findAccountLink, newAccountLink } from '../account/account-links';
import { accountOfActor, changed } from '../account/accounts';
import type { CommandOf, Outcome } from '../commands';
import { checkCredentials, type Credentials } from '../account/credentials';
import type { Deps } from '../shared/deps';
import { type ForgetPlan, forgetAccount, forgetPlan } from './forget';
import { hit } from '../shared/limits';
import { linkDead } from '../account/links';
import type { StoredAccount } from '../account/logins';
import { accountAt } from '../account/logins';
import { type Answer, no, once, settle } from '../shared/once';
import { mailRow } from '../shared/outbox';
import { HOUR, later, MINUTE } from '../../domain/time';

/** By mail; on the page, where the password was typed a moment ago. */
const MAILED_MS = HOUR;
const OPENED_MS = 15 * MINUTE;

/** Mails the link to the address of whoever is signed in in the chat. Reasons: signedOut, requestLimited {until}. */
export async function mailMyData(deps: Deps, command: CommandOf<'myData'>): Promise<Outcome> {
  const { by, locale } = command;
  const first = await accountOfActor(deps, by);
  if (!first) return no('signedOut');
  const allowed = await hit(deps, 'dataLink', first.body.id, command.id);
  if (!allowed.ok) return no('requestLimited', { until: allowed.until });
  return once(deps, first.pk, command, async () => {
    const account = await accountOfActor(deps, by);
    if (!account) return { writes: [], outcome: no('signedOut') };
    const { customer, email } = account.body;
    const expiresAt = later(deps.now(), MAILED_MS);
    const made = await newAccountLink(deps, account.body, 'data', { expiresAt });
    const link = { purpose: 'data', nonce: made.nonce };
    return {
      writes: [
        changed(account, { links: made.links }),
        mailRow(deps, { customer, name: 'myData', locale, to: email, params: { expiresAt }, link }),
      ],
      outcome: { ok: true, type: 'dataLinkSent', email, expiresAt },
    };
  });
}

/** On the page, by password (ASVS 5.0 7.5.3). Answers the token of the page that follows. Reasons: those of signing in. */
export async function openMyData(deps: Deps, given: Credentials): Promise<Answer<{ token: string }>> {
  const checked = await checkCredentials(deps, given);
  if (!checked.ok) return checked;
  const { customer, id, passwordHash } = checked.account.body;
  return settle<Answer<{ token: string }>>(deps, checked.account.pk, async () => {
    const account = await accountAt(deps, customer, id);
    if (account?.body.passwordHash !== passwordHash) return { writes: [], answer: no('signInWrong') };
    const made = await newAccountLink(deps, account.body, 'data', { expiresAt: later(deps.now(), OPENED_MS) });
    return { writes: [changed(account, { links: made.links })], answer: { ok: true, token: made.token } };
  });
}

/** For the page (GET changes nothing). Reasons: linkDead, linkExpired. */
export async function peekMyData(
  deps: Deps,
  token: string,
): Promise<Answer<{ account: StoredAccount; plan: ForgetPlan }>> {
  const found = await findAccountLink(deps, token, 'data');
  if (!found.ok) return found;
  if (found.used) return linkDead();
  return { ok: true, account: found.account, plan: await forgetPlan(deps, found.account) };
}

/** Orders the erasure. The same click again finds the link dead. Reasons: the link's, applicationsRunning {numbers}. */
export async function eraseMyData(deps: Deps, token: string): Promise<Answer> {
  const found = await peekMyData(deps, token);
  if (!found.ok) return found;
  const { customer, id } = found.account.body;
  const begun = await forgetAccount(deps, customer, id);
  if (begun.ok) deps.wake();
  return begun.ok ? { ok: true } : begun;
}
