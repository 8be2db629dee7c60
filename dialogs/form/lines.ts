// The lines of a summary with the inputs that change them in place.
import type { Ctx, Flow, Summary } from '../flows/flow';
import type { Fact, Field } from '../reply';
import type { Form } from '../state';
import { valueShown } from './form';

/** The line as it is shown: with its inputs, or with the slot that is asked in a card of its own. */
export async function lineWithInputs(
  flow: Flow,
  form: Form,
  { slots, ...fact }: Summary['facts'][number],
  ctx: Ctx,
): Promise<Fact> {
  const [first] = slots;
  if (first === undefined) return fact;
  const change: Field[] = [];
  for (const name of slots) {
    const field = await flow.slots[name]?.field(form.values, ctx);
    if (!field) continue;
    // A long list to tick is a card of its own.
    if (field.kind === 'many') return { ...fact, slot: first };
    const value = valueShown(flow, form, name);
    change.push(value === undefined ? field : { ...field, value });
  }
  return { ...fact, change };
}
