// Signing in: the chat gives a link, the page checks address and password and shows a code, the code comes back to the chat.
import type { Instant } from '../../domain/result';
import type { Locale } from '../../locales/list';
import { bodyOf, keys, record, type SignIn } from '../../storage/records';
import type { Stored, Write } from '../../storage/store';
import { accountOfActor, changed, linkTo } from './accounts';
import type { CommandOf, Outcome } from '../commands';
import { checkCredentials, type Credentials } from './credentials';
import type { Deps } from '../shared/deps';
import { failing, hit } from '../shared/limits';
import { findLink, linkDead, linkExpired, newLink } from './links';
import { accountAt } from './logins';
import { type Answer, homeOf, no, once, settle } from '../shared/once';
import { isKnown, sourceOf } from '../shared/source';
import { later, MINUTE } from '../../domain/time';

/** ASVS 5.0 6.5.5: ten minutes for the whole way. */
const REQUEST_MS = 10 * MINUTE;
const TRIES = 5;

/** Begins a sign-in: one live request a conversation, the newest. `url` is the page. Reasons: signInLimited {until}. */
export async function beginSignIn(deps: Deps, command: CommandOf<'beginSignIn'>): Promise<Outcome> {
  const conversation = conversationOf(command);
  if (!conversation) return no('invalidRequest');
  const allowed = await hit(deps, 'signInBegun', conversation, command.id);
  if (!allowed.ok) return no('signInLimited', { until: allowed.until });
  return once(deps, homeOf(command), command, async () => {
    const expiresAt = later(deps.now(), REQUEST_MS);
    const key = keys.signin(conversation);
    const before = await deps.store.get(key);
    const { token, hash } = await newLink(deps, 'signin', { customer: 'none', holder: conversation, expiresAt });
    const body: SignIn = { conversation, locale: command.locale, expiresAt, tries: 0, tokenHash: hash };
    const doc = record('signin', key, body, { expiresAt });
    return {
      writes: [before ? { op: 'replace', doc, etag: before.etag } : { op: 'create', doc }],
      outcome: { ok: true, type: 'signInBegun', url: `${deps.publicUrl}/signin?r=${token}`, expiresAt },
    };
  });
}

const conversationOf = ({ by }: { by: CommandOf<'beginSignIn'>['by'] }) =>
  'conversation' in by ? by.conversation : undefined;

type Request = Stored<SignIn>;

async function liveRequest(deps: Deps, token: string): Promise<Answer<{ request: Request }>> {
  const link = await findLink(deps, token, 'signin');
  if (!link) return linkDead();
  const request = await requestOf(deps, link.holder);
  if (!request) return linkExpired();
  return request.body.tokenHash === link.hash ? { ok: true, request } : linkDead();
}

async function requestOf(deps: Deps, conversation: string): Promise<Request | undefined> {
  const found = await deps.store.get(keys.signin(conversation));
  if (!found) return undefined;
  const body = bodyOf('signin', found);
  return body.expiresAt > deps.now() ? { ...found, body } : undefined;
}

/** For the page (GET changes nothing). Reasons: linkDead (used, or a newer one was given), linkExpired. */
export async function peekSignIn(deps: Deps, token: string): Promise<Answer<{ locale: Locale; expiresAt: Instant }>> {
  const found = await liveRequest(deps, token);
  if (!found.ok) return found;
  const { locale, expiresAt } = found.request.body;
  return { ok: true, locale, expiresAt };
}

/**
 * Checks address and password, and gives the code to type into the chat. Reasons: linkDead, linkExpired,
 * signInWrong (address or password, nobody says which), signInLimited {until}.
 */
export async function signIn(
  deps: Deps,
  { token, ...given }: { token: string } & Credentials,
): Promise<Answer<{ code: string; expiresAt: Instant; locale: Locale }>> {
  const first = await liveRequest(deps, token);
  if (!first.ok) return first;
  const checked = await checkCredentials(deps, given);
  if (!checked.ok) return checked;
  const { customer, id, epoch } = checked.account.body;
  const code = sixDigits(deps);
  return settle<Answer<{ code: string; expiresAt: Instant; locale: Locale }>>(deps, first.request.pk, async () => {
    const found = await liveRequest(deps, token);
    if (!found.ok) return { writes: [], answer: found };
    const { etag, ...doc } = found.request;
    const { conversation, expiresAt, locale } = doc.body;
    // ASVS 5.0 6.5.2: only a keyed hash of the code is stored.
    const codeHash = deps.secrets.sign('code', `${conversation} ${doc.body.tokenHash} ${code}`);
    const body: SignIn = { ...doc.body, customer, account: id, epoch, codeHash, tries: 0 };
    return { writes: [{ op: 'replace', doc: { ...doc, body }, etag }], answer: { ok: true, code, expiresAt, locale } };
  });
}

/** ASVS 5.0 6.5.3, 6.5.4: six random digits, each number equally likely. */
function sixDigits(deps: Deps): string {
  for (;;) {
    const number = deps.random(4).readUInt32BE();
    if (number < 4_294_000_000) return String(number % 1_000_000).padStart(6, '0');
  }
}

/**
 * Reasons (slot `code`): codeWrong {left}, codeLimit (the request is over), codeExpired (nothing waits for a code);
 * signInLimited {until}.
 */
export async function redeemCode(deps: Deps, command: CommandOf<'redeemCode'>): Promise<Outcome> {
  const conversation = conversationOf(command);
  if (!conversation) return no('invalidRequest');
  const { person, ip, door } = sourceOf(command.by);
  const tried = await failing(
    deps,
    [
      ['codeByConversation', conversation],
      ['codeByPerson', person],
      ['codeByNetwork', ip],
      ['codeByDoor', door, isKnown(deps, command.by)],
    ],
    {
      mark: command.id,
      work: () => redeem(deps, command, conversation),
      failed: (outcome) => !outcome.ok && outcome.reason.code !== 'codeExpired',
    },
  );
  return tried.ok ? tried.answer : no('signInLimited', { until: tried.until });
}

function redeem(deps: Deps, command: CommandOf<'redeemCode'>, conversation: string): Promise<Outcome> {
  return once(deps, homeOf(command), command, async () => {
    const request = await requestOf(deps, conversation);
    const { codeHash, customer, account: id, epoch, tokenHash } = request?.body ?? {};
    if (!request || !codeHash || !customer || !id) return { writes: [], outcome: no('codeExpired', undefined, 'code') };
    const { etag, ...doc } = request;
    // ASVS 5.0 6.5.1: used or tried out, the code and its request are gone.
    const over: Write = { op: 'delete', id: doc.id, etag };
    const typed = command.code.normalize('NFKC').replace(/\D/g, '');
    if (!deps.secrets.verify('code', `${conversation} ${tokenHash} ${typed}`, codeHash)) {
      const tries = doc.body.tries + 1;
      // ASVS 5.0 6.6.3: five tries at a million numbers.
      if (tries >= TRIES) return { writes: [over], outcome: no('codeLimit', undefined, 'code') };
      const write: Write = { op: 'replace', doc: { ...doc, body: { ...doc.body, tries } }, etag };
      return { writes: [write], outcome: no('codeWrong', { left: TRIES - tries }, 'code') };
    }
    const account = await accountAt(deps, customer, id);
    // Between page and chat the password may have changed: then this sign-in is void too.
    if (account?.body.epoch !== epoch || !account)
      return { writes: [over], outcome: no('codeExpired', undefined, 'code') };
    const outcome: Outcome = {
      ok: true,
      type: 'signedIn',
      link: linkTo(deps, account.body),
      email: account.body.email,
    };
    return { writes: [over], outcome };
  });
}

/** ASVS 5.0 7.5.2: every chat and page of the account is signed out. */
export async function signOutEverywhere(deps: Deps, command: CommandOf<'signOutEverywhere'>): Promise<Outcome> {
  const { by } = command;
  if (by.role !== 'customer') return no('signedOut');
  return once(deps, keys.customer(by.link.customer), command, async () => {
    const account = await accountOfActor(deps, by);
    const outcome: Outcome = { ok: true, type: 'signedOut' };
    return { writes: account ? [changed(account, { epoch: account.body.epoch + 1 })] : [], outcome };
  });
}
