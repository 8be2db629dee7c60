// What a card's button submits: its values are answers, and "confirm" submits only what the card showed.
import { say } from '../../locales/text';
import { advance, after, missed, submitSummary } from './asking';
import { cleanText } from './clean';
import { runCommand } from './commands';
import { type Input, WITHOUT } from '../flows/flow';
import { flowOf } from '../flows';
import { parse, take, upgrade, valueShown } from './form';
import type { Play } from './context';

export async function answerCard(play: Play, card: Extract<Input, { kind: 'card' }>): Promise<void> {
  const { state, ctx } = play;
  const { form } = state;
  if (!form) return;
  const flow = flowOf(form.flow);
  if (card.action === 'cancel') return runCommand(play, { name: 'cancel' });
  if (upgrade(flow, form) && card.action === 'confirm') return advance(play, { lead: [say('common:flowChanged')] });
  if (card.action === 'ask' && card.slot && flow.slots[card.slot]) {
    form.asked = [card.slot];
    form.changing = true;
    return advance(play, { again: true });
  }
  const answers: Record<string, string> = {};
  for (const [name, value] of Object.entries(card.values)) {
    const text = cleanText(value);
    const known = flow.slots[name];
    if (!known || (!text && form.values[name] === undefined)) continue;
    if (text !== valueShown(flow, form, name)) answers[name] = text;
  }
  // A pasted block fills the fields that were left empty.
  const pasted = cleanText(card.values.paste ?? '');
  const said = pasted ? await flow.extract?.(pasted, form, ctx) : undefined;
  const given = { ...said?.answers };
  // An emptied input takes back what nobody has to give; of the rest it says nothing.
  for (const [name, text] of Object.entries(answers)) {
    const known = flow.slots[name];
    if (text || (known && (await parse(known, WITHOUT, form.values, ctx)).ok)) given[name] = text;
  }
  if (Object.keys(given).length) {
    const trail = form.asked;
    const refusals = await take(flow, form, given, ctx, said?.doubts);
    // What was asked on this card and is still open is asked again by advance(), with the rest filled in.
    form.asked = trail.filter((name) => form.values[name] === undefined);
    return after(play, refusals);
  }
  if (card.action === 'confirm') {
    const older = card.rev !== undefined && card.rev !== (form.rev ?? 0);
    return older ? advance(play, { lead: [say('common:changedSince')] }) : submitSummary(play, flow, form);
  }
  await missed(play, form, say('common:nothingFilledIn'), { again: false });
}
