// The parts of a turn that need no store: what is masked, what the log gets, whose command it is.
import type { Decision } from '../../dialogs/form/context';
import type { Reply } from '../../dialogs/reply';
import type { State } from '../../dialogs/state';
import { MASK, maskPasswords } from '../../dialogs/understanding/passwords';
import type { Actor } from '../../domain/people';
import type { Command } from '../../services/commands';
import type { Header, Turn } from '../../storage/records';
import type { Inbound, LogItem } from './inbound';

/** What the store keeps for the dialogs and the use-cases without looking into it. */
export const itemsOf = (turn: Turn): LogItem[] => turn.items as unknown as LogItem[];
export const commandsOf = (turn: Turn): Command[] => turn.commands as Command[];
export const pendingOf = (header: Header): Command[] => header.pending as Command[];
/** Undefined before anything was decided. */
export const stateOf = (header: Header | undefined): State | undefined =>
  (header?.state ?? undefined) as State | undefined;

/** ASVS 5.0 16.2.5: what looks like a password is masked before anything is stored. */
export function masked(inbound: Inbound, { form }: State): Inbound {
  const { input } = inbound;
  const mask = (text: string, asked?: string) =>
    maskPasswords(text, { ...(asked ? { asked } : {}), ...(form ? { flow: form.flow } : {}) });
  if (input.kind === 'text') return { ...inbound, input: { ...input, text: mask(input.text, form?.asked[0]) } };
  if (input.kind !== 'card') return inbound;
  const values = Object.fromEntries(Object.entries(input.values).map(([name, value]) => [name, mask(value, name)]));
  return { ...inbound, input: { ...input, values } };
}

/** What may not be looked into again is not searched for passwords either, so nothing of it is stored. */
export function withheld(inbound: Inbound): Inbound {
  const { input } = inbound;
  if (input.kind === 'text') return { ...inbound, input: { ...input, text: MASK } };
  if (input.kind !== 'card') return inbound;
  const values = Object.fromEntries(Object.keys(input.values).map((name) => [name, MASK]));
  return { ...inbound, input: { ...input, values } };
}

export function logItems(inbound: Inbound, replies: readonly Reply[], state: State, from: number): LogItem[] {
  const { input, receivedAt: at } = inbound;
  const items: LogItem[] = [];
  if (input.kind === 'text' || input.kind === 'card' || input.kind === 'unread') {
    items.push({
      seq: from,
      author: 'user',
      at,
      from: inbound.person,
      ...(input.kind === 'text'
        ? { text: input.text }
        : input.kind === 'unread'
          ? { text: '' }
          : { value: { fapiao: { form: input.form, action: input.action }, ...input.values } }),
      ...(inbound.clientActivityId ? { clientActivityId: inbound.clientActivityId } : {}),
      ...(inbound.activityId ? { activityId: inbound.activityId } : {}),
      ...(inbound.pressed ? { pressed: inbound.pressed } : {}),
    });
  }
  const said = input.kind === 'desk' && 'text' in input ? input.text?.trim() : undefined;
  if (input.kind === 'desk' && said) {
    const { id, name } = input.staff;
    items.push({ seq: from, author: 'agent', at, locale: state.locale, by: { id, name }, text: said });
  }
  const { locale, form } = state;
  for (const { line, ...reply } of replies) {
    const seq = from + items.length;
    if (line)
      items.push({ seq, author: 'system', at, locale, reply, line: line.name, ...(line.by ? { by: line.by } : {}) });
    else items.push({ seq, author: 'bot', at, locale, reply, form: form?.id ?? '' });
  }
  return items;
}

/** A decision becomes a command: who gives it is the conversation, with the account that it is linked to. */
export function commandOf({ id, body }: Decision, inbound: Inbound, { link }: State): Command {
  const { conversation, channel, person, reference } = inbound;
  const who = {
    conversation,
    ...(inbound.ip ? { ip: inbound.ip } : {}),
    // The embedded channel's ids are one for each conversation and would count the same twice.
    ...(reference && person ? { person: `${channel}|${person}` } : {}),
  };
  const by: Actor = link ? { role: 'customer', ...who, link } : { role: 'guest', ...who };
  return { id, by, ...body };
}
