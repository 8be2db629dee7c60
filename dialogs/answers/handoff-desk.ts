// What staff and time do to a conversation: who talks in it changes hands, is told as a line, and what was held goes on afterwards.
import { moveHandoff } from '../../domain/handoff';
import type { AgentName, HandoffBy, HandoffEvent, HandoffLine } from '../../domain/handoff-state';
import { translate } from '../../locales';
import { say, type Text } from '../../locales/text';
import type { Outcome } from '../../services/commands';
import { flowOf } from '../flows';
import type { Input } from '../flows/flow';
import { advance } from '../form/asking';
import { type Play, reasonText, tell } from '../form/context';
import type { Notice } from '../notice';
import { reply } from '../reply';
import { forget } from '../state';
import { leave, rulesNow } from './handoff';
import { handoffButton, handoffPress, ratingChoices, topicText } from './handoff-words';
import { onHost } from './host';
import { onNotice } from './notices';

type Desk = Extract<Input, { kind: 'desk' }>;
type Timer = Extract<Input, { kind: 'timer' }>;

const HELD_MAX = 10;

/** A hand-off's event by staff or time; undefined: it did not fit, and the step is refused. */
function move(play: Play, event: HandoffEvent, by: HandoffBy): { line?: HandoffLine; before?: AgentName } | undefined {
  const { state, ctx } = play;
  const before = state.handoff?.state === 'agent' ? { before: state.handoff.owner } : {};
  const moved = moveHandoff(state.handoff, event, by, ctx.now, rulesNow(ctx));
  if (!moved.ok) {
    const { reason, by: owner } = moved;
    play.refused = { reason, ...(owner ? { by: owner } : {}) };
    return undefined;
  }
  if (moved.handoff) state.handoff = moved.handoff;
  return { ...before, ...(moved.line ? { line: moved.line } : {}) };
}

function eventOf(input: Desk): HandoffEvent {
  if (input.act === 'say') return { name: 'say', text: input.text };
  if (input.act === 'transfer') return { name: 'transfer', ...(input.to ? { to: input.to } : {}) };
  return { name: input.act };
}

/** Staff: in a group others read along, so nobody ever comes in there. */
export async function onDesk(play: Play, input: Desk): Promise<void> {
  const { id, name, takesOver } = input.staff;
  if (play.ctx.group) {
    play.refused = { reason: { code: 'handoffInGroup' } };
    return;
  }
  const moved = move(play, eventOf(input), { role: 'staff', id, name, takesOver });
  if (!moved?.line) return;
  const who = { id, name };
  const stays = moved.line === 'claimed' || moved.line === 'steppedIn' || moved.line === 'takenOver';
  // A form that goes on asks its own question.
  const asks = moved.line === 'ended' && !play.state.form;
  const choices = stays ? [handoffButton('leave')] : asks ? ratingChoices() : [];
  tell(play, {
    text: [lineText(moved.line, who.name, play), ...(asks ? [say('handoff:rating.ask')] : [])],
    ...(choices.length ? { choices } : {}),
    line: { name: moved.line, by: who },
  });
  if (moved.line === 'back' || moved.line === 'ended') await resumed(play);
}

/** Time: the wait that nobody ended becomes a message, so that nothing is lost. */
export async function onTimer(play: Play, { name, n }: Timer): Promise<void> {
  const { state, ctx } = play;
  const moved = move(play, { name, n }, { role: 'system' });
  if (!moved?.line) return;
  const { line, before } = moved;
  const offers = line === 'nobodyYet';
  tell(play, {
    ...reply(lineText(line, before?.name ?? '', play)),
    ...(offers ? { choices: [handoffButton('message'), handoffButton('stop')] } : {}),
    line: { name: line, ...(before ? { by: before } : {}) },
  });
  if (line === 'silent') return tellHeld(play);
  if (line !== 'nobody' && line !== 'closed') return;
  const { handoff, locale } = state;
  const id = ctx.newId();
  const text = handoff?.text || translate(locale, topicText(handoff?.topic ?? 'other'));
  state.waiting = { id, what: 'person' };
  play.commands.push({ id, body: { type: 'requestPerson', text, locale } });
}

/** What came of the message that the wait became. */
export function onKept(play: Play, outcome: Outcome): void {
  const { phone, phoneHours } = play.ctx.business;
  tell(
    play,
    reply(outcome.ok ? say('handoff:kept', { phone, hours: { hours: phoneHours } }) : reasonText(outcome.reason)),
  );
}

function lineText(line: HandoffLine, name: string, { ctx }: Play): Text {
  if (line === 'asked') return say('handoff:waiting.asked');
  return say(`handoff:line.${line}`, { name, phone: ctx.business.phone });
}

/** A person talks here: what comes in is kept for them, and nothing is answered. */
export async function whileOwned(play: Play, input: Input): Promise<void> {
  const { state, ctx } = play;
  if (input.kind === 'notice') return hold(play, input);
  if (input.kind !== 'text' && input.kind !== 'card' && input.kind !== 'unread') return;
  const text = input.kind === 'text' ? input.text : '';
  const press = handoffPress(text);
  if (press && 'button' in press && press.button === 'leave') {
    leave(play);
    return resumed(play);
  }
  const moved = moveHandoff(state.handoff, { name: 'write', text }, { role: 'customer' }, ctx.now, rulesNow(ctx));
  if (moved.ok && moved.handoff) state.handoff = moved.handoff;
}

/** Who is signed in changes at once, without a word; whatever else happened is told when the assistant answers again. */
async function hold(play: Play, { name, params }: Notice): Promise<void> {
  const { state, ctx } = play;
  if (name === 'signedOut') return forget(state);
  if (name === 'linked') {
    const { email, ...link } = params;
    state.link = link;
    state.email = email;
    return;
  }
  if (name === 'host') {
    const silent: Play = { ...play, replies: [], commands: [] };
    const { form, stack, waiting, wanted } = structuredClone(state);
    await onHost(silent, params);
    // What it would ask or begin waits for its time.
    Object.assign(state, { stack });
    restore(state, { form, waiting, wanted });
    return;
  }
  state.held = [...(state.held ?? []), { at: ctx.now, notice: { name, params } as Notice }].slice(-HELD_MAX);
}

function restore<T extends object>(state: T, before: Partial<T>): void {
  for (const name of Object.keys(before) as (keyof T)[]) {
    const value = before[name];
    if (value === undefined) delete state[name];
    else state[name] = value;
  }
}

async function tellHeld(play: Play): Promise<void> {
  const { held = [] } = play.state;
  delete play.state.held;
  for (const { notice } of held) await onNotice(play, notice);
}

/** The assistant answers again: what was held, and the form where it was, with its question. */
async function resumed(play: Play): Promise<void> {
  await tellHeld(play);
  const { form } = play.state;
  if (!form) return;
  const lead = [say('common:weWereAt', { what: { text: flowOf(form.flow).title } })];
  await advance(play, { again: true, lead });
}
