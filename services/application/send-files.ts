// Sends the files of a digital fapiao by mail once more: to the addresses of its delivery, or to another one.
import type { Locale } from '../../locales';
import type { Application } from '../../storage/records';
import type { Write } from '../../storage/store';
import { accountOfActor } from '../account/accounts';
import type { CommandOf, Outcome } from '../commands';
import type { Deps } from '../shared/deps';
import { hit } from '../shared/limits';
import { no, once } from '../shared/once';
import { mailRow } from '../shared/outbox';
import { ownApplication } from './applications';
import { filesOf } from './files';
import { changeOf } from './notices';

/** Mails with the files as attachments: handed over once more, whatever was corrected since. */
export const fileMails = (deps: Deps, application: Application, locale: Locale, emails: readonly string[]): Write[] => {
  const { customer } = application;
  const params = { ...changeOf(application), event: 'deliver' } as const;
  return emails.map((to) => mailRow(deps, { customer, name: 'applicationChanged', locale, params, to }));
};

/** Reasons: `signedOut`, `applicationUnknown` (none of theirs that was handed over with files), `requestLimited` {until}. */
export async function sendFiles(deps: Deps, command: CommandOf<'sendFiles'>): Promise<Outcome> {
  const { by, locale, number } = command;
  const first = await accountOfActor(deps, by);
  if (!first) return no('signedOut');
  // ASVS 5.0 2.4.1: an address that somebody else reads is not flooded from here.
  const allowed = await hit(deps, 'filesByAccount', first.body.id, command.id);
  if (!allowed.ok) return no('requestLimited', { until: allowed.until });
  return once(deps, first.pk, command, async () => {
    const account = await accountOfActor(deps, by);
    if (!account) return { writes: [], outcome: no('signedOut') };
    const stored = await ownApplication(deps, account.body, number);
    const files = stored?.body.state === 'delivered' ? await filesOf(deps, stored.body) : [];
    if (!stored || !files.length) return { writes: [], outcome: no('applicationUnknown', undefined, 'number') };
    const emails = command.emails.length ? command.emails : (stored.body.delivery.emails ?? []);
    const writes = fileMails(deps, stored.body, locale, emails);
    return { writes, outcome: { ok: true, type: 'filesSent', number: stored.body.number, emails } };
  });
}
