// What staff did to a conversation, in the commit of the turn that does it: the audit, and what only colleagues may read.
import { noteWrite } from '../../services/desk/conversation-notes';
import type { Deps } from '../../services/shared/deps';
import { audit } from '../../services/staff/audit';
import { keys } from '../../storage/records';
import type { Write } from '../../storage/store';
import type { Inbound } from './inbound';

/** Nothing for all turns but those of staff. What was said stands in the log, with its name. */
export function deedOf(deps: Pick<Deps, 'now' | 'newId'>, { conversation, input }: Inbound): Write[] {
  if (input.kind !== 'desk' || input.act === 'say') return [];
  const { staff, act } = input;
  const { pk } = keys.header(conversation);
  const passed = act === 'transfer' && input.to ? { after: { to: input.to.name } } : {};
  return [
    audit(deps, { pk, who: staff, what: `chat.${act}`, thing: conversation, ...passed }),
    ...(act === 'transfer' && input.note?.trim() ? [noteWrite(deps, conversation, staff, input.note.trim())] : []),
  ];
}
