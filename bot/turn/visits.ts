// Whose conversation a turn makes it: written with the turn that signs somebody in, or takes an address.
import type { State } from '../../dialogs/state';
import type { Command } from '../../services/commands';
import type { Deps } from '../../services/shared/deps';
import { personOf, visitWrite } from '../../services/privacy/people';
import type { Write } from '../../storage/store';

/** Nothing for most turns. The same link again, for longer, is written again: what says so must outlive the messages. */
export function visitsOf(
  deps: Deps,
  conversation: string,
  before: State,
  next: State,
  commands: readonly Command[],
): Write[] {
  const { link, host } = next;
  const signedIn = link && (link.account !== before.link?.account || link.until !== before.link.until);
  const typed = [
    ...commands.flatMap((command) => ('email' in command && command.email ? [command.email] : [])),
    ...(host && host.email !== before.host?.email ? [host.email] : []),
  ];
  return [
    ...(link && signedIn ? [visitWrite(deps, conversation, link.account, true)] : []),
    ...[...new Set(typed.map((email) => personOf(deps, email)))].map((person) =>
      visitWrite(deps, conversation, person, false),
    ),
  ];
}
