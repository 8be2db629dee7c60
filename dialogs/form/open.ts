// Opening a flow: over what is open, with what is known already; the same flow goes on instead.
import { advance } from './asking';
import { flowOf } from '../flows';
import { blankForm, take } from './form';
import { type Play, reasonText, tell, unusedText } from './context';
import { knownByHost } from '../flows/register';
import type { FlowName, Form } from '../state';

/** The flow's form, opened if it is not; undefined when the flow answered why there is none. Asks nothing yet. */
export async function openForm(play: Play, name: FlowName): Promise<Form | undefined> {
  const { state, ctx } = play;
  if (state.form?.flow === name) return state.form;
  const flow = flowOf(name);
  const [newest] = state.finished;
  const opening = await flow.open?.(ctx, state.form ?? (newest && { ...newest, drafts: {} }));
  if (opening?.stop) {
    tell(play, opening.stop);
    return undefined;
  }
  // Asking the holder takes the place of the registration that he stands in the way of.
  const replaced = name === 'askHolder' && state.form?.flow === 'register';
  if (state.form && !replaced) state.stack = [state.form, ...state.stack].slice(0, 3);
  delete state.parked;
  const known = name === 'register' && !state.link ? knownByHost(state) : {};
  const form = blankForm(flow, ctx.newId(), { ...known, ...opening?.values });
  state.form = form;
  if (opening?.from) form.from = opening.from;
  if (flow.derive) form.values = flow.derive(form.values, {}, form, ctx);
  return form;
}

/** Opens a flow, takes the answers that the text holds, and asks what is missing. */
export async function openFlow(
  play: Play,
  name: FlowName,
  text: string,
  preset: Record<string, string> = {},
): Promise<void> {
  const form = await openForm(play, name);
  if (!form) return;
  const flow = flowOf(name);
  const said = text ? await flow.extract?.(text, form, play.ctx) : undefined;
  const found = { ...preset, ...said?.answers };
  const refusals = Object.keys(found).length ? await take(flow, form, found, play.ctx, said?.doubts) : [];
  const lead = [...refusals.map((one) => reasonText(one.reason)), ...unusedText(said)];
  await advance(play, { refusals, lead: form.doubt ? [] : lead });
}
