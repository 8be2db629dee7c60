// "Did you mean …?": the answer to a doubt is a suggestion, the doubted value knowingly, or a new one.
import { advance, after } from './asking';
import type { Flow } from '../flows/flow';
import { dropDoubt, parse, acceptDoubted, take } from './form';
import type { Play } from './context';
import type { Form } from '../state';

/** Answers whether the message settled the doubt; if not, it is read like any other. */
export async function answerDoubt(
  play: Play,
  flow: Flow,
  form: Form,
  text: string,
  command: string | undefined,
): Promise<boolean> {
  const { doubt } = form;
  if (!doubt) return false;
  const { ctx } = play;
  const index = /^[1-3]$/.test(text) ? Number(text) - 1 : -1;
  const word = (value: unknown) => flow.slots[doubt.slot]?.show?.(value) ?? String(value);
  const chosen = doubt.suggest[index] ?? doubt.suggest.find((value) => word(value) === text);
  if (chosen !== undefined) await after(play, await acceptDoubted(flow, form, chosen, ctx));
  else if (command === 'checkedIt') await after(play, await acceptDoubted(flow, form, doubt.value, ctx));
  else if (command === 'yes' || command === 'confirm') {
    await after(play, await acceptDoubted(flow, form, doubt.suggest[0] ?? doubt.value, ctx));
  } else if (command === 'no') {
    const { slot } = doubt;
    const { answers, doubts } = dropDoubt(form);
    const refusals = await take(flow, form, answers, ctx, doubts);
    delete form.drafts[slot];
    form.asked = [slot];
    await advance(play, { again: true, refusals });
  } else {
    // A new value, a correction or a question: the doubtful text stays as a draft until it is replaced.
    const slot = flow.slots[doubt.slot];
    const parsed = slot && !slot.free ? await parse(slot, text, form.values, ctx) : undefined;
    if (!parsed?.ok) return false;
    await after(play, await take(flow, form, { [doubt.slot]: text }, ctx));
  }
  return true;
}
