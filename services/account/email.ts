// Changing the login address: the new one confirms, the old one can undo it for a week.
import { parseEmail } from '../../domain/contact';
import type { Locale } from '../../locales/list';
import { type Account, keys } from '../../storage/records';
import { afterUse, findAccountLink, newAccountLink } from './account-links';
import { changed } from './accounts';
import { checkCredentials, type Credentials } from './credentials';
import type { Deps } from '../shared/deps';
import { hit } from '../shared/limits';
import { linkDead } from './links';
import { accountAt, claimLogin, foldEmail, loginOf, maskEmail, type StoredAccount } from './logins';
import { type Answer, no, settle } from '../shared/once';
import { mailRow } from '../shared/outbox';
import { newReset } from './password';
import { NO_PASSWORD } from './passwords';
import { DAY, HOUR, later } from '../../domain/time';

const CONFIRM_HOURS = 24;
const UNDO_DAYS = 7;

type Told = Answer<{ email: string; locale: Locale }>;

/**
 * Needs the current password (ASVS 5.0 7.5.1). The old address works until the new one confirms. A new address that
 * has an account gets the same answer, and a mail that says so. Reasons: signInWrong, signInLimited {until}, emailFormat
 * and emailSame (slot `newEmail`), emailChangeWaits {until} (the last change can still be undone), emailChangeLimit {until}.
 */
export async function requestEmailChange(
  deps: Deps,
  { newEmail, ...given }: { newEmail: string } & Credentials,
): Promise<Told> {
  const parsed = parseEmail(newEmail);
  if (!parsed.ok) return no(parsed.reason.code, undefined, 'newEmail');
  const next = foldEmail(parsed.value);
  const checked = await checkCredentials(deps, given);
  if (!checked.ok) return checked;
  const { customer, id } = checked.account.body;
  if (next === foldEmail(checked.account.body.email)) return no('emailSame', undefined, 'newEmail');
  const allowed = await hit(deps, 'emailChange', id);
  if (!allowed.ok) return no('emailChangeLimit', { until: allowed.until });
  const taken = (await loginOf(deps, next)) !== undefined;
  return settle<Told>(deps, keys.customer(customer), async () => {
    const account = await accountAt(deps, customer, id);
    if (!account || account.body.passwordHash !== checked.account.body.passwordHash)
      return { writes: [], answer: no('signInWrong') };
    return ask(deps, account, next, taken);
  });
}

async function ask(deps: Deps, account: StoredAccount, next: string, taken: boolean) {
  const { customer, email: old, locale } = account.body;
  const now = deps.now();
  const open = undoable(account.body, now);
  // Whoever took the account over must not push the true owner's "undo" out by changing the address once more.
  if (open) return { writes: [], answer: no('emailChangeWaits', { until: open.expiresAt }) };
  const confirmBy = later(now, CONFIRM_HOURS * HOUR);
  const confirm = await newAccountLink(deps, account.body, 'confirmEmail', { expiresAt: confirmBy, data: next });
  const undoBy = later(now, UNDO_DAYS * DAY);
  const undo = await newAccountLink(deps, { ...account.body, links: confirm.links }, 'undoEmail', {
    expiresAt: undoBy,
    data: old,
  });
  const mail = { customer, locale };
  const answer: Told = { ok: true, email: next, locale };
  return {
    writes: [
      changed(account, { links: undo.links }),
      taken
        ? mailRow(deps, { ...mail, name: 'accountExists', to: next })
        : mailRow(deps, {
            ...mail,
            name: 'confirmEmail',
            to: next,
            params: { expiresAt: confirmBy },
            link: { purpose: 'confirmEmail', nonce: confirm.nonce },
          }),
      // ASVS 5.0 6.3.7: the old address hears of it before anything changes.
      mailRow(deps, {
        ...mail,
        name: 'emailChanging',
        to: old,
        params: { email: maskEmail(next), expiresAt: undoBy },
        link: { purpose: 'undoEmail', nonce: undo.nonce },
      }),
    ],
    answer,
  };
}

/** The change that was confirmed and can still be undone. */
function undoable({ email, links }: Account, now: string) {
  const undo = links.undoEmail;
  return undo && !undo.used && undo.expiresAt > now && foldEmail(undo.data ?? email) !== foldEmail(email)
    ? undo
    : undefined;
}

/** For the page of the new address (GET changes nothing). */
export const peekConfirmEmail = (deps: Deps, token: string): Promise<Told> => peek(deps, token, 'confirmEmail');
/** For the page of the old address (GET changes nothing). */
export const peekUndoEmail = (deps: Deps, token: string): Promise<Told> => peek(deps, token, 'undoEmail');

async function peek(deps: Deps, token: string, purpose: 'confirmEmail' | 'undoEmail'): Promise<Told> {
  const found = await findAccountLink(deps, token, purpose);
  if (!found.ok) return found;
  if (found.used || found.data === undefined) return linkDead();
  return { ok: true, email: found.data, locale: found.account.body.locale };
}

/**
 * The new address confirms: it signs in from now on, all chats are signed out. The old claim stays until "undo" is over.
 * Reasons: linkDead, linkExpired, accountExists.
 */
export async function confirmEmail(deps: Deps, token: string): Promise<Told> {
  const first = await findAccountLink(deps, token, 'confirmEmail');
  if (!first.ok) return first;
  return settle<Told>(deps, first.account.pk, async () => {
    const found = await findAccountLink(deps, token, 'confirmEmail');
    if (!found.ok) return { writes: [], answer: found };
    const { account, data: next } = found;
    const { customer, id, email: old, locale, epoch } = account.body;
    if (next === undefined) return { writes: [], answer: linkDead() };
    const answer: Told = { ok: true, email: next, locale };
    if (found.used) return { writes: [], answer: foldEmail(old) === next ? answer : linkDead() };
    if (!(await claimLogin(deps, next, customer, id))) return { writes: [], answer: no('accountExists') };
    const links = afterUse(account.body.links, 'confirmEmail', ['undoEmail']);
    const mail = { customer, name: 'emailChanged', locale, params: { email: maskEmail(next) } } as const;
    return {
      // ASVS 5.0 6.3.7, 7.4.3: both addresses hear of it, and no session of before lives.
      writes: [
        changed(account, { email: next, epoch: epoch + 1, links }),
        mailRow(deps, { ...mail, to: next }),
        mailRow(deps, { ...mail, to: old }),
      ],
      answer,
    };
  });
}

/**
 * The old address says no, before or after the new one confirmed: it signs in again, nobody is signed in, and the password
 * that allowed the change is void. `reset` is a token for the page that sets a new one (missing when clicked twice).
 * Reasons: linkDead, linkExpired, accountExists.
 */
export async function undoEmail(
  deps: Deps,
  token: string,
): Promise<Answer<{ email: string; locale: Locale; reset?: string }>> {
  type Undone = Answer<{ email: string; locale: Locale; reset?: string }>;
  const first = await findAccountLink(deps, token, 'undoEmail');
  if (!first.ok) return first;
  return settle<Undone>(deps, first.account.pk, async () => {
    const found = await findAccountLink(deps, token, 'undoEmail');
    if (!found.ok) return { writes: [], answer: found };
    const { account, data: old } = found;
    const { customer, id, locale, epoch } = account.body;
    if (old === undefined) return { writes: [], answer: linkDead() };
    if (found.used) return { writes: [], answer: { ok: true, email: old, locale } };
    if (!(await claimLogin(deps, old, customer, id))) return { writes: [], answer: no('accountExists') };
    const links = afterUse(account.body.links, 'undoEmail');
    const reset = await newReset(deps, { ...account.body, links });
    const body = { email: old, passwordHash: NO_PASSWORD, epoch: epoch + 1, links: reset.links };
    return { writes: [changed(account, body)], answer: { ok: true, email: old, locale, reset: reset.token } };
  });
}
