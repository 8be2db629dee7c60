// A person is asked for: what is true of the desk now, the wait and its end, and what it is about. The assistant goes on helping.
import { moveHandoff } from '../../domain/handoff';
import { HANDOFF_RULES, type HandoffEvent, type HandoffRules, type HandoffTopic } from '../../domain/handoff-state';
import { openingAt } from '../../domain/opening';
import { say, type Text } from '../../locales/text';
import type { DeskView } from '../../services/queries';
import type { Ctx } from '../flows/flow';
import { type Play, tell } from '../form/context';
import { openFlow } from '../form/open';
import { reply } from '../reply';
import { handoffButton, handoffPress, topicChoices, topicText } from './handoff-words';

/** The rules of this moment. */
export function rulesNow({ business, now }: Pick<Ctx, 'business' | 'now'>): HandoffRules {
  const { open, until } = openingAt(business, now);
  return { ...HANDOFF_RULES, closesAt: open ? until : undefined };
}

const phoneText = ({ business: { phone, phoneHours } }: Ctx): Text =>
  say('common:person.phone', { phone, hours: { hours: phoneHours } });

function deskTexts({ open, until, here, ahead }: DeskView): Text[] {
  const hours = open
    ? until
      ? say('handoff:offer.open', { until: { time: until } })
      : say('handoff:offer.openNow')
    : until
      ? say('handoff:offer.closed', { until: { moment: until } })
      : say('handoff:offer.closedNow');
  const queue = ahead ? say('handoff:offer.ahead', undefined, ahead) : say('handoff:offer.next');
  return [hours, say('handoff:offer.here', undefined, here.length), queue];
}

/** Whoever wants a person is told what is so, and chooses; where nobody could come, a message is all that can be promised. */
export async function offerPerson(play: Play): Promise<void> {
  const { state, ctx } = play;
  play.aboutWaiting = true;
  if (state.handoff?.state === 'waiting') return tellPlace(play, [say('handoff:waiting.still')]);
  // Groups are never handed over: others would read along.
  const desk = ctx.group ? undefined : await ctx.query.desk();
  if (!desk?.here.length) return openFlow(play, 'person', '');
  tell(play, {
    text: [...deskTexts(desk), phoneText(ctx), say('handoff:offer.ask')],
    choices: [handoffButton('wait'), handoffButton('message')],
  });
}

/** How far it is, what can be done, and what it is about where nobody has said so. */
async function tellPlace(play: Play, lead: Text[], line?: 'asked'): Promise<void> {
  const { state, ctx } = play;
  const { ahead } = await ctx.query.desk();
  const place = ahead ? say('handoff:waiting.place', { place: ahead + 1 }) : say('handoff:waiting.next');
  const open = state.handoff?.state === 'waiting' && !state.handoff.text;
  tell(play, {
    text: [...lead, place, phoneText(ctx), ...(open ? [say('handoff:waiting.about')] : [])],
    choices: [...(open ? topicChoices() : []), handoffButton('message'), handoffButton('stop')],
    ...(line ? { line: { name: line } } : {}),
  });
}

/** What a customer does to the hand-off; false: it is not possible now. */
function move(play: Play, event: HandoffEvent): boolean {
  const { state, ctx } = play;
  const moved = moveHandoff(state.handoff, event, { role: 'customer' }, ctx.now, rulesNow(ctx));
  if (moved.ok && moved.handoff) state.handoff = moved.handoff;
  return moved.ok;
}

async function wait(play: Play): Promise<void> {
  const { state, ctx } = play;
  const desk = ctx.group ? undefined : await ctx.query.desk();
  // They have all gone since it was offered.
  if (!desk?.here.length) return offerPerson(play);
  const before = state.handoff?.state === 'bot' ? state.handoff.owner?.id : undefined;
  const same = desk.here.some(({ id }) => id === before);
  // Taken into the queue first: a message that is being written to the service is what waiting is instead of.
  if (state.form?.flow === 'person') dropMessage(play);
  move(play, { name: 'ask', topic: 'other', text: state.about ?? '', same });
  delete state.about;
  await tellPlace(play, [say('handoff:waiting.asked')], 'asked');
}

function dropMessage({ state }: Play): void {
  delete state.form;
  const [next, ...rest] = state.stack;
  if (!next) return;
  state.form = next;
  state.stack = rest;
}

/** The customer waits no more, or wants the assistant back. */
export function leave(play: Play): void {
  const { handoff } = play.state;
  const owner = handoff?.state === 'agent' ? handoff.owner : undefined;
  if (!move(play, { name: 'leave' })) return;
  const text = owner ? say('handoff:line.leftAgent', { name: owner.name }) : say('handoff:line.left');
  tell(play, { ...reply(text), line: { name: 'left' } });
}

function about(play: Play, topic: HandoffTopic): void {
  move(play, { name: 'write', text: '', topic });
  tell(play, {
    text: [say('handoff:waiting.noted', { topic: { text: topicText(topic) } })],
    choices: [handoffButton('stop')],
  });
}

/** One of the hand-off's buttons, where it means something: true when that is done. */
export async function pressed(play: Play, text: string): Promise<boolean> {
  const { state } = play;
  const press = state.waiting ? undefined : handoffPress(text);
  const waits = state.handoff?.state === 'waiting';
  if (!press) return false;
  if ('topic' in press) {
    if (!waits) return false;
    about(play, press.topic);
  } else if ('rating' in press) {
    if (!move(play, { name: 'rate', rating: press.rating })) return false;
    tell(play, reply(say('handoff:rating.thanks')));
  } else if (press.button === 'wait' && !waits) await wait(play);
  else if (press.button === 'stop' && waits) leave(play);
  else if (press.button === 'message') await openFlow(play, 'person', '');
  else if (press.button === 'wait') await offerPerson(play);
  else return false;
  play.aboutWaiting = true;
  return true;
}

/** What is written while waiting is read by whoever comes: the first of it says what it is about. */
export function wrote(play: Play, text: string): void {
  if (!play.aboutWaiting && play.state.handoff?.state === 'waiting') move(play, { name: 'write', text });
}
