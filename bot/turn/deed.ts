// What staff did to a conversation, in the commit of the turn that does it: the audit, and what only colleagues may read.
import type { Deps } from '../../services/shared/deps';
import { audit } from '../../services/staff/audit';
import { keys, record } from '../../storage/records';
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

/** Never in a turn's items: no renderer can tell a customer what is not there. */
export function noteWrite(
  { now, newId }: Pick<Deps, 'now' | 'newId'>,
  conversation: string,
  { id: staff, name }: { id: string; name: string },
  text: string,
): Write {
  const at = now();
  const { pk } = keys.header(conversation);
  const body = { subject: conversation, staff, name, at, text };
  return {
    op: 'create',
    doc: record('note', keys.note(pk, 'chat', newId()), body, { lists: { notes: `chat#${at}` } }),
  };
}
