// Asking the holder of an order for access: a mail to the holder, and nothing revealed to whoever asks.
import { parseEmail } from '../../domain/contact';
import { keys } from '../../storage/records';
import type { CommandOf, Outcome } from '../commands';
import type { Deps } from '../shared/deps';
import { forNobody } from './for-nobody';
import { hitAll } from '../shared/limits';
import { accountAt } from './logins';
import { homeOf, no, once } from '../shared/once';
import { findOrder } from './orders';
import { mailRow } from '../shared/outbox';
import { isKnown, sourceOf } from '../shared/source';

/** Reasons: emailFormat (slot `email`), askLimited {until}. Held or not, known or not: the same answer. */
export async function askHolder(deps: Deps, command: CommandOf<'askHolder'>): Promise<Outcome> {
  const parsed = parseEmail(command.email);
  if (!parsed.ok) return no(parsed.reason.code, undefined, 'email');
  const order = await findOrder(deps, command.order);
  const { ip, person, door, whence } = sourceOf(command.by);
  // The order itself: its bills' numbers and other spellings lead to the same holder.
  const about = order?.body.order ?? command.order;
  const allowed = await hitAll(
    deps,
    [
      ['askFrom', homeOf(command)],
      ['askFromNetwork', ip],
      ['askFrom', person],
      ['askAbout', `${about} ${whence}`],
      ['mailsByDoor', door, isKnown(deps, command.by)],
      ['askAboutAll', `${about} ${door}`],
    ],
    command.id,
  );
  if (!allowed.ok) return no('askLimited', { until: allowed.until });
  const customer = order?.body.customer ?? 'none';
  const holder = await accountAt(deps, customer, order?.body.holder ?? 'none');
  const pk = holder ? keys.customer(customer) : homeOf(command);
  return once(deps, pk, command, async () => {
    const outcome: Outcome = { ok: true, type: 'holderAsked' };
    if (!holder) return { writes: forNobody(deps, pk, command), outcome };
    const { email, locale } = holder.body;
    return {
      writes: [mailRow(deps, { customer, name: 'holderAsked', locale, to: email, params: { asker: parsed.value } })],
      outcome,
    };
  });
}
