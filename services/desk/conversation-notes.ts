// What staff tell each other about a conversation: beside it, so that nothing that a customer reads can show it.
import type { DeskNote } from '../../domain/conversation-view';
import type { StaffView } from '../../domain/staff-view';
import { everyIn } from '../../storage/every';
import { bodyOf, keys, record } from '../../storage/records';
import type { Write } from '../../storage/store';
import type { Deps } from '../shared/deps';
import { type Answer, hashOf, no, remembered } from '../shared/once';
import { audit } from '../staff/audit';

const NOTE_MAX = 1_000;
/** What their notes are about, as an application's are about its number. */
const SUBJECT = 'chat';

export interface Noting {
  conversation: string;
  text: string;
  staff: StaffView;
  commandId: string;
}

/** One commit with its audit; the same command again notes nothing more. Reasons: `textMissing`. */
export async function noteConversation(deps: Deps, { conversation, text, staff, commandId }: Noting): Promise<Answer> {
  const words = text.trim().slice(0, NOTE_MAX);
  if (!words) return no('textMissing');
  const { pk } = keys.header(conversation);
  const asked = { id: commandId, hash: hashOf([staff.id, words]) };
  return remembered<Answer>(deps, pk, asked, async () => ({
    writes: [
      noteWrite(deps, conversation, staff, words),
      audit(deps, { pk, who: staff, what: 'chat.note', thing: conversation }),
    ],
    outcome: { ok: true },
    keep: true,
  }));
}

/** For the commit of what it belongs to. Never in a turn's items: no renderer can tell a customer what is not there. */
export function noteWrite(
  { now, newId }: Pick<Deps, 'now' | 'newId'>,
  conversation: string,
  { id: staff, name }: { id: string; name: string },
  text: string,
): Write {
  const at = now();
  const { pk } = keys.header(conversation);
  const body = { subject: conversation, staff, name, at, text };
  const lists = { notes: `${SUBJECT}#${at}` };
  return { op: 'create', doc: record('note', keys.note(pk, SUBJECT, newId()), body, { lists }) };
}

/** The oldest first. */
export async function chatNotes(deps: Pick<Deps, 'store'>, conversation: string): Promise<DeskNote[]> {
  const { pk } = keys.header(conversation);
  const notes: DeskNote[] = [];
  for await (const doc of everyIn(deps.store, 'notes', { pk, prefix: `${SUBJECT}#` })) {
    const { at, name, text } = bodyOf('note', doc);
    notes.push({ id: doc.id, at, by: name, text });
  }
  return notes;
}
