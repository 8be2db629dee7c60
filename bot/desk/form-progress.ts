// How far the form of a customer has come, as an agent reads it: every question that counts, what was answered, what is in doubt.
import { wordOf } from '../../dialogs/form/choices';
import { applies } from '../../dialogs/form/form';
import { flowOf } from '../../dialogs/flows';
import type { Ctx, Flow } from '../../dialogs/flows/flow';
import type { Form } from '../../dialogs/state';
import type { FormProgress, FormSlot } from '../../domain/handoff-view';
import { formatValue, type Locale, type Text, translate } from '../../locales';
import { plainText } from '../render/escape';

const worded = (locale: Locale, text: Text): string => plainText.sentence(translate(locale, text, plainText.value));

/** In the language of `ctx`. */
export async function formProgress(form: Form, ctx: Ctx): Promise<FormProgress> {
  const flow = flowOf(form.flow);
  const names = flow.order.filter((name) => flow.slots[name] && applies(flow, name, form.values));
  return {
    title: worded(ctx.locale, flow.title),
    slots: await Promise.all(names.map((name) => slotOf(flow, form, name, ctx))),
    asked: form.asked,
  };
}

async function slotOf(flow: Flow, form: Form, name: string, ctx: Ctx): Promise<FormSlot> {
  const word = await wordOf(flow, name, form.values, ctx);
  const label = word?.label ?? (await flow.slots[name]?.field(form.values, ctx))?.label;
  const value = word && plainText.sentence(formatValue(ctx.locale, word.value, plainText.value));
  const doubt = form.doubt?.slot === name ? form.doubt.typed : form.drafts[name];
  return {
    slot: name,
    label: label ? worded(ctx.locale, label) : name,
    ...(value ? { value } : {}),
    ...(doubt ? { doubt } : {}),
  };
}
