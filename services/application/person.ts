// A wish for a person: stored, until the desk answers them.
import { record } from '../../storage/records';
import { accountOfActor } from '../account/accounts';
import type { CommandOf, Outcome } from '../commands';
import type { Deps } from '../shared/deps';
import { hit } from '../shared/limits';
import { homeOf, no, once } from '../shared/once';

const TEXT_MAX = 1000;

/** Reasons: requestLimited {until}. */
export async function requestPerson(deps: Deps, command: CommandOf<'requestPerson'>): Promise<Outcome> {
  const { id, by, text, locale } = command;
  const pk = homeOf(command);
  const allowed = await hit(deps, 'person', pk, id);
  if (!allowed.ok) return no('requestLimited', { until: allowed.until });
  return once(deps, pk, command, async () => {
    const at = deps.now();
    const account = await accountOfActor(deps, by);
    const body = {
      conversation: 'conversation' in by ? (by.conversation ?? '') : '',
      ...(account ? { account: account.body.id } : {}),
      text: [...text].slice(0, TEXT_MAX).join(''),
      locale,
      at,
    };
    const doc = record('request', { pk, id: `request:${id}` }, body, { lists: { requests: `${at}#${id}` } });
    return { writes: [{ op: 'create', doc }], outcome: { ok: true, type: 'personRequested' } };
  });
}
