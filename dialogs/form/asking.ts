// Where a form stands after an answer: the next question, the doubt, the summary, or the submission.
import { say, type Text } from '../../locales/text';
import type { Flow } from '../flows/flow';
import { flowOf } from '../flows';
import { applies, commandId, next, type Refusal, upgrade } from './form';
import { doubtReply, type Play, question, reasonText, tell } from './context';
import { lineWithInputs } from './lines';
import type { Choice } from '../reply';
import type { Form } from '../state';

/** So many misses in a row, and a person is offered. */
const MISSES_UNTIL_PERSON = 3;

/** Shows what is asked next: the open question, the summary, or the submission itself. `brief`: without what is known already. */
export async function advance(
  play: Play,
  {
    again = false,
    lead = [],
    refusals = [],
    choices = [],
    brief = false,
  }: { again?: boolean; lead?: Text[]; refusals?: Refusal[]; choices?: Choice[]; brief?: boolean } = {},
): Promise<void> {
  const { state, ctx } = play;
  const { form } = state;
  if (!form) return;
  const flow = flowOf(form.flow);
  if (form.doubt) {
    const code = refusals.find((one) => one.slot === form.doubt?.slot);
    const parsed = code ? undefined : await flow.slots[form.doubt.slot]?.parse(form.doubt.typed, form.values, ctx);
    const known = form.doubt.unsure ? { code: 'unsure' } : { code: 'invalidRequest' };
    const reason = code?.reason ?? (parsed?.ok && parsed.warn ? parsed.warn : known);
    const refusal = { slot: form.doubt.slot, reason, suggest: form.doubt.suggest };
    const doubt = await doubtReply(flow, form, refusal, ctx);
    tell(play, { ...doubt, text: [...lead, ...doubt.text] });
    return;
  }
  // Asked by itself because the person wanted to say it.
  const wished = form.asked.length === 1 && flow.slots[form.asked[0]!]?.optional ? form.asked[0] : undefined;
  if (!again || !form.asked.length) {
    form.asked = next(flow, form);
    delete form.page;
    delete form.changing;
    const barred = form.asked.length ? flow.obstacle?.(form.values) : undefined;
    if (barred && !refusals.length) {
      form.asked = [barred.slot];
      return tell(play, await question(flow, form, ctx, { lead: [...lead, barred.text] }));
    }
  }
  // An answer that nobody needs any more was refused: said, not asked again.
  const refusedSlot = refusals.find(
    (one) => flow.slots[one.slot] && (one.slot === wished || applies(flow, one.slot, form.values)),
  );
  if (refusedSlot && !form.asked.includes(refusedSlot.slot)) {
    form.asked = [refusedSlot.slot];
    // A line that could not be changed like that still has its old value to go back to.
    if (form.values[refusedSlot.slot] !== undefined) form.changing = true;
  }
  if (form.asked.length) {
    const asked = await question(flow, form, ctx, { lead, refusals });
    if (brief) delete asked.facts;
    tell(play, choices.length ? { ...asked, choices: [...choices, ...(asked.choices ?? [])] } : asked);
    return;
  }
  const summary = await flow.summary?.(form, ctx);
  if (summary) {
    const { obstacle, text, facts, hint, submit, choices: more = [] } = summary;
    if (obstacle) {
      form.asked = [obstacle.slot];
      tell(play, await question(flow, form, ctx, { lead: [...lead, obstacle.text] }));
      return;
    }
    form.notes = [];
    tell(play, {
      text: [...lead, ...text],
      facts: await Promise.all(facts.map((fact) => lineWithInputs(flow, form, fact, ctx))),
      hint,
      form: {
        id: form.id,
        rev: form.rev ?? 0,
        submit: { title: submit, action: 'confirm' },
        cancel: say('common:button.cancel'),
      },
      ...(choices.length || more.length ? { choices: [...choices, ...more] } : {}),
    });
  } else {
    submit(play, flow, form);
  }
}

function submit(play: Play, flow: Flow, form: Form): void {
  const id = commandId(form);
  play.state.waiting = { id, what: 'form' };
  play.commands.push({ id, body: flow.submit(form, play.ctx) });
}

/** "Confirm": submits, unless something still stands in the way. */
export async function submitSummary(play: Play, flow: Flow, form: Form): Promise<void> {
  const summary = await flow.summary?.(form, play.ctx);
  if (summary?.obstacle || next(flow, form).length) return advance(play);
  submit(play, flow, form);
}

/** Takes up an interrupted or parked form again; `id` names which. */
export function resume(play: Play, id?: string): void {
  const { state } = play;
  const found =
    state.stack.find((form) => !id || form.id === id) ?? (state.parked?.id === id || !id ? state.parked : undefined);
  if (!found) return;
  state.stack = state.stack.filter((form) => form !== found);
  if (state.parked === found) delete state.parked;
  if (state.form) state.stack = [state.form, ...state.stack].slice(0, 3);
  state.form = found;
  upgrade(flowOf(found.flow), found);
}

/** After answers were taken: says what was refused or goes on. */
export async function after(play: Play, refusals: Refusal[], lead: Text[] = []): Promise<void> {
  const { form } = play.state;
  if (!form) return;
  if (refusals.length && !form.doubt) form.misses += 1;
  else form.misses = 0;
  await advance(play, {
    lead: form.doubt ? [] : [...lead, ...refusals.map((one) => reasonText(one.reason))],
    refusals,
    choices: [
      ...refusals.flatMap((one) => flowOf(form.flow).refused?.(one.reason.code, form, play.ctx) ?? []),
      ...personAfter(form.misses),
    ],
  });
}

/** Nothing in the message was understood: said, and asked again. */
export async function missed(play: Play, form: Form, lead: Text, { again = true } = {}): Promise<void> {
  form.misses += 1;
  const choices = personAfter(form.misses);
  if (again && atSummary(form)) return summaryStands(play, lead, choices);
  await advance(play, { again, lead: [lead], choices, brief: true });
}

const atSummary = (form: Form): boolean => !form.asked.length && !form.doubt && flowOf(form.flow).summary !== undefined;

/** The summary stands above, and its card can still be pressed: only the question is repeated, not all of it. */
export function summaryStands(play: Play, lead: Text, choices: Choice[] = []): void {
  tell(play, { text: [lead, say('common:summaryStands')], ...(choices.length ? { choices } : {}) });
}

const person: Choice = { title: say('common:button.person'), say: say('common:button.person') };
const personAfter = (misses: number): Choice[] => (misses >= MISSES_UNTIL_PERSON ? [person] : []);
