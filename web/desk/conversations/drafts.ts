// The words of whoever writes, by person and conversation: kept in this browser until they have arrived, whatever happens in between.
import { type Shared, shared } from '../shared';

/** To the customer, or to colleagues only: never the same text. */
export type Kind = 'say' | 'note';

/** On its way. Sent again under the same id it is done once. */
export interface Outgoing {
  id: string;
  kind: Kind;
  text: string;
}

export interface Draft {
  say: string;
  note: string;
  sending: readonly Outgoing[];
  /** Nobody knows whether it arrived: the same words go again under its id. */
  unsure?: Outgoing;
  /** Why the words came back. */
  error?: Error;
}

const EMPTY: Draft = { say: '', note: '', sending: [] };

/** By person: who comes after them at this browser finds nothing typed. */
const keyOf = (staff: string, id: string): string => `desk.words.${staff}.${id}`;

const drafts = new Map<string, Shared<Draft>>();

/** What was on its way when the page went is in the field again. */
export function draftOf(staff: string, id: string): Shared<Draft> {
  const key = keyOf(staff, id);
  const known = drafts.get(key);
  if (known) return known;
  const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Partial<Draft> | null;
  const state = shared<Draft>(returned({ ...EMPTY, ...kept }));
  const draft: Shared<Draft> = {
    ...state,
    set(next) {
      keep(key, next);
      state.set(next);
    },
  };
  drafts.set(key, draft);
  return draft;
}

function keep(key: string, { say, note, sending, unsure }: Draft): void {
  if (say || note || sending.length) localStorage.setItem(key, JSON.stringify({ say, note, sending, unsure }));
  else localStorage.removeItem(key);
}

/** What was on its way goes back into its field, before what was typed since. */
export function returned(draft: Draft, error?: Error): Draft {
  const { sending, error: _, ...rest } = draft;
  const back = (kind: Kind): string =>
    [...sending.filter((one) => one.kind === kind).map(({ text }) => text), draft[kind]].filter(Boolean).join('\n');
  const [first] = sending;
  return {
    ...rest,
    say: back('say'),
    note: back('note'),
    sending: [],
    ...(first ? { unsure: first } : {}),
    ...(error ? { error } : {}),
  };
}

/** The words of a field are on their way, and the field is empty. */
export function dispatched(draft: Draft, kind: Kind): Draft {
  const text = draft[kind].trim();
  if (!text) return draft;
  const { unsure, error: _, ...rest } = draft;
  const id = unsure?.kind === kind && unsure.text === text ? unsure.id : crypto.randomUUID();
  return { ...rest, [kind]: '', sending: [...draft.sending, { id, kind, text }] };
}
