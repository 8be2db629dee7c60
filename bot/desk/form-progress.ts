// How far the form of a customer has come, as an agent reads it: every question that counts, what was answered, what is in doubt.
import { applies, valueShown } from '../../dialogs/form/form';
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
  const field = await flow.slots[name]?.field(form.values, ctx);
  const value = valueOf(flow, form, name, ctx.locale);
  const doubt = form.doubt?.slot === name ? form.doubt.typed : form.drafts[name];
  return {
    slot: name,
    label: field ? worded(ctx.locale, field.label) : name,
    ...(value ? { value } : {}),
    ...(doubt ? { doubt } : {}),
  };
}

/** As people read it; undefined: not answered. */
function valueOf(flow: Flow, form: Form, name: string, locale: Locale): string | undefined {
  const value = form.values[name];
  const { word } = flow.slots[name] ?? {};
  if (value === undefined || value === null) return undefined;
  if (word) return plainText.sentence(formatValue(locale, word(value), plainText.value));
  return valueShown(flow, form, name) ?? (typeof value === 'number' ? String(value) : undefined);
}
