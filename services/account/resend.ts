// The activation mail once more: to the address that this conversation typed, or neutrally to any other.
import { parseEmail } from '../../domain/contact';
import { keys } from '../../storage/records';
import type { Write } from '../../storage/store';
import type { CommandOf, Outcome } from '../commands';
import type { Deps } from '../shared/deps';
import { forNobody } from './for-nobody';
import { hit, hitAll, type Refused } from '../shared/limits';
import { foldEmail } from './logins';
import { homeOf, no, once } from '../shared/once';
import { begunBy, newActivation, pendingAt, pendingDoc, type StoredPending, waitingFor } from './pending';
import { GAP_MS } from './register';
import { isKnown, sourceOf } from '../shared/source';
import { later } from '../../domain/time';

/** Reasons: emailFormat (slot `email`), resendTooSoon {until}, resendLimit {until}. A corrected address goes by `register`. */
export async function resend(deps: Deps, command: CommandOf<'resend'>): Promise<Outcome> {
  const parsed = parseEmail(command.email);
  if (!parsed.ok) return no(parsed.reason.code, undefined, 'email');
  const email = foldEmail(parsed.value);
  const conversation = 'conversation' in command.by ? command.by.conversation : undefined;
  const begun = conversation ? await begunBy(deps, conversation) : undefined;
  const own = begun?.body.email === email ? begun : undefined;
  return own ? toOwn(deps, command, own) : toOther(deps, command, email, conversation);
}

async function toOwn(
  deps: Deps,
  command: CommandOf<'resend'>,
  own: StoredPending & { customer: string },
): Promise<Outcome> {
  const { customer } = own;
  const { email, order } = own.body;
  return once(deps, keys.customer(customer), command, async () => {
    const pending = await pendingAt(deps, customer, order);
    // Activated, or replaced from elsewhere, in this very moment.
    if (!pending || pending.body.account !== own.body.account) return { writes: [], outcome: neutral(deps) };
    const now = deps.now();
    const next = later(pending.body.sends.at(-1) ?? now, GAP_MS);
    if (next > now) return { writes: [], outcome: no('resendTooSoon', { until: next }) };
    const key = `${own.body.conversation} ${email}`;
    const allowed = await hit(deps, 'resendOwn', key, command.id);
    if (!allowed.ok) return { writes: [], outcome: limited(allowed) };
    const refused = pending.body.refused === undefined ? {} : { refused: true };
    const writes = await renewed(deps, command, customer, pending, email);
    return { writes, outcome: { ok: true, type: 'resent', email, sentAt: now, ...refused } };
  });
}

/** Whoever types an address that is not his learns nothing: the same words after the same work (ASVS 5.0 6.3.8). */
async function toOther(
  deps: Deps,
  command: CommandOf<'resend'>,
  email: string,
  conversation: string | undefined,
): Promise<Outcome> {
  const { person, ip, door, whence } = sourceOf(command.by);
  const allowed = await hitAll(
    deps,
    [
      ['resendFrom', conversation],
      ['resendFrom', person],
      ['resendFromNetwork', ip],
      ['resendTo', `${email} ${whence}`],
      ['mailsByDoor', door, isKnown(deps, command.by)],
      ['resendToAll', `${email} ${door}`],
    ],
    command.id,
  );
  if (!allowed.ok) return limited(allowed);
  const found = await waitingFor(deps, email);
  const pk = found ? keys.customer(found.customer) : homeOf(command);
  return once(deps, pk, command, async () => {
    const pending = await pendingAt(deps, found?.customer ?? 'none', found?.body.order ?? 'none');
    const wanted = pending?.body.email === email ? pending : undefined;
    const writes = await renewed(deps, command, found?.customer ?? 'none', wanted, email);
    const { id, locale } = command;
    return { writes: wanted ? writes : forNobody(deps, pk, { id, locale, changed: true }), outcome: neutral(deps) };
  });
}

const neutral = (deps: Deps): Outcome => ({ ok: true, type: 'resent', sentAt: deps.now() });

const limited = (allowed: Refused) =>
  no(allowed.why === 'gap' ? 'resendTooSoon' : 'resendLimit', { until: allowed.until });

/**
 * A new link, so that the older ones are dead; also when the old one has expired (R13). Without a registration the same
 * work, and nothing to write.
 */
async function renewed(
  deps: Deps,
  { locale }: CommandOf<'resend'>,
  customer: string,
  pending: StoredPending | undefined,
  email: string,
): Promise<Write[]> {
  const at = { customer, order: pending?.body.order ?? 'none', email, locale };
  const { nonce, tokenHash, expiresAt, mail } = await newActivation(deps, at);
  if (!pending) return [];
  const { refused: _, ...body } = pending.body;
  const sends = [...body.sends, deps.now()].slice(-20);
  const doc = pendingDoc(customer, { ...body, nonce, tokenHash, expiresAt, locale, sends });
  return [{ op: 'replace', doc, etag: pending.etag }, mail];
}
