// Forgotten passwords: a one-time link for an hour, to a page that sets a new one.
import { parseEmail } from '../../domain/contact';
import type { Actor } from '../../domain/people';
import type { Locale } from '../../locales/list';
import { type Account, keys } from '../../storage/records';
import { afterUse, findAccountLink, newAccountLink } from './account-links';
import { accountOfActor, changed } from './accounts';
import type { CommandOf, Outcome } from '../commands';
import type { Deps } from '../shared/deps';
import { deviceOf } from './devices';
import { forNobody } from './for-nobody';
import { type Counting, hitAll } from '../shared/limits';
import { tryLink } from './link-tries';
import { linkDead } from './links';
import { accountAt, foldEmail, loginOf } from './logins';
import { type Answer, homeOf, no, once, settle } from '../shared/once';
import { mailRow } from '../shared/outbox';
import { isKnown, sourceOf } from '../shared/source';
import { HOUR, later } from '../../domain/time';

const RESET_HOURS = 1;

/** Reasons: emailFormat (slot `email`), resetLimited {until}. Known or not, the same answer after the same work. */
export async function forgotPassword(deps: Deps, command: CommandOf<'forgotPassword'>): Promise<Outcome> {
  const parsed = parseEmail(command.email);
  if (!parsed.ok) return no(parsed.reason.code, undefined, 'email');
  const email = foldEmail(parsed.value);
  const allowed = await hitAll(deps, await askedBy(deps, command.by, email), command.id);
  if (!allowed.ok) return no('resetLimited', { until: allowed.until });

  const found = await loginOf(deps, email);
  const customer = found?.body.customer ?? 'none';
  const outcome: Outcome = { ok: true, type: 'passwordLinkSent' };
  const pk = found ? keys.customer(customer) : homeOf(command);
  return once(deps, pk, command, async () => {
    const account = await accountAt(deps, customer, found?.body.id ?? 'none');
    const made = await newReset(deps, account?.body ?? NOBODY);
    if (!account) return { writes: forNobody(deps, pk, { ...command, changed: true }), outcome };
    const link = { purpose: 'resetPassword', nonce: made.nonce };
    const params = { expiresAt: made.links.resetPassword?.expiresAt };
    return {
      writes: [
        changed(account, { links: made.links }),
        mailRow(deps, {
          customer,
          name: 'resetPassword',
          locale: command.locale,
          to: account.body.email,
          params,
          link,
        }),
      ],
      outcome,
    };
  });
}

/** The owner's own device or chat has mails of its own: what strangers ask for in the owner's name uses up theirs only. */
async function askedBy(deps: Deps, by: Actor, email: string): Promise<Counting[]> {
  const account = await accountOfActor(deps, by);
  const linked = account && foldEmail(account.body.email) === email ? account.body.id : undefined;
  const own = linked ?? (by.role === 'guest' ? deviceOf(deps, by.device, email) : undefined);
  if (own) return [['resetOwn', own]];
  const { conversation, person, ip, door, whence } = sourceOf(by);
  return [
    ['resetFrom', conversation],
    ['resetFrom', person],
    ['resetFromNetwork', ip],
    ['resetTo', `${email} ${whence}`],
    ['mailsByDoor', door, isKnown(deps, by)],
    ['resetToAll', `${email} ${door}`],
  ];
}

const NOBODY = { customer: 'none', id: 'none', links: {} } as Account;

/** The link that lets its holder set a new password; the older one dies. */
export const newReset = (deps: Deps, account: Account) =>
  newAccountLink(deps, account, 'resetPassword', { expiresAt: later(deps.now(), RESET_HOURS * HOUR) });

/** For the page (GET changes nothing). Reasons: linkDead, linkExpired. */
export async function peekReset(deps: Deps, token: string): Promise<Answer<{ email: string; locale: Locale }>> {
  const found = await findAccountLink(deps, token, 'resetPassword');
  if (!found.ok) return found;
  if (found.used) return linkDead();
  const { email, locale } = found.account.body;
  return { ok: true, email, locale };
}

/**
 * Sets the password, once; all chats are signed out and the other links die, except "undo", which belongs to the old
 * address. Reasons: linkDead, linkExpired, those of checkPassword (slot `password`),
 * linkTried {until}. Throws TooBusy.
 */
export async function resetPassword(
  deps: Deps,
  { token, password, ip }: { token: string; password: string; ip?: string },
): Promise<Answer<{ email: string; locale: Locale }>> {
  const found = await findAccountLink(deps, token, 'resetPassword');
  return found.ok ? tryLink(deps, { token, ip }, () => resetOnce(deps, { token, password })) : found;
}

async function resetOnce(
  deps: Deps,
  { token, password }: { token: string; password: string },
): Promise<Answer<{ email: string; locale: Locale }>> {
  const first = await findAccountLink(deps, token, 'resetPassword');
  if (!first.ok) return first;
  if (first.used) return repeated(deps, token, password);
  const { customer } = first.account.body;
  const whose = { key: first.hash, own: true };
  const good = await deps.passwords.check(password, { email: first.account.body.email }, whose);
  if (!good.ok) return { ok: false, reason: good.reason, slot: 'password' };
  const passwordHash = await deps.passwords.hash(password, whose);
  const done = await settle<Answer<{ email: string; locale: Locale }> | 'used'>(deps, first.account.pk, async () => {
    const found = await findAccountLink(deps, token, 'resetPassword');
    if (!found.ok) return { writes: [], answer: found };
    if (found.used) return { writes: [], answer: 'used' };
    const { account } = found;
    const { email, locale, epoch } = account.body;
    // ASVS 5.0 7.4.3: every session ends; 6.4.1: no older link works any more.
    const links = afterUse(account.body.links, 'resetPassword', ['undoEmail']);
    return {
      writes: [
        changed(account, { passwordHash, epoch: epoch + 1, links }),
        // ASVS 5.0 6.3.7: the owner hears of it.
        mailRow(deps, { customer, name: 'passwordChanged', locale, to: email }),
      ],
      answer: { ok: true, email, locale },
    };
  });
  return done === 'used' ? repeated(deps, token, password) : done;
}

/** The same click twice: the same password gets the same answer, any other learns that the link is used. */
async function repeated(
  deps: Deps,
  token: string,
  password: string,
): Promise<Answer<{ email: string; locale: Locale }>> {
  const found = await findAccountLink(deps, token, 'resetPassword');
  if (!found.ok) return found;
  const { email, locale, passwordHash } = found.account.body;
  const whose = { key: found.hash, own: true };
  return (await deps.passwords.verify(password, passwordHash, whose)) ? { ok: true, email, locale } : linkDead();
}
