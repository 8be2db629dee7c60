// One step being played: the state that it changes, what it says, what it decides.
import type { AgentName } from '../../domain/handoff-state';
import type { Reason } from '../../domain/result';
import { say, type Text, type Value } from '../../locales/text';
import type { CommandBody } from '../../services/commands';
import type { Ctx, Flow, Said } from '../flows/flow';
import { flowOf } from '../flows';
import { wordOf } from './choices';
import { applies, type Refusal, shown } from './form';
import { lineWithInputs } from './lines';
import type { Choice, Fact, Field, Reply } from '../reply';
import type { Form, State } from '../state';
import { withoutPersons } from '../understanding/anonymous';

export interface Decision {
  id: string;
  body: CommandBody;
}

export interface Play {
  state: State;
  ctx: Ctx;
  replies: Reply[];
  commands: Decision[];
  /** The message was not understood: what it said, with names and numbers hidden. */
  missed?: Missed;
  /** What staff or time wanted did not fit: nothing is kept of the step. `by`: who has the conversation. */
  refused?: Refused;
  /** The message said what to do with the wait for a person, and is no answer to whoever comes. */
  aboutWaiting?: boolean;
  /** The person has just given up a form. */
  afterCancel?: boolean;
}

export interface Refused {
  reason: Reason;
  by?: AgentName;
}

/** A message that nothing was made of, fit to be kept for whoever writes phrases. */
export interface Missed {
  text: string;
  locale: State['locale'];
  /** `apply.name`: the form that was open and what it asked last. */
  asked?: string;
}

/** Notes that nothing was made of a message. */
export function noteMissed(play: Play, text: string): void {
  const { locale, form } = play.state;
  const hidden = withoutPersons(text, locale);
  if (hidden) play.missed = { text: hidden, locale, ...(form ? { asked: [form.flow, ...form.asked].join('.') } : {}) };
}

/** How many choices text shows at once. */
export const CHOICES_A_PAGE = 8;

export const tell = (play: Play, reply: Reply): void => {
  play.replies.push(reply);
};

/** A reason as a sentence. Codes and keys of `errors` are the same; a test compares them. */
export const reasonText = ({ code, params = {} }: Reason): Text =>
  say(
    `errors:${code}` as Text['key'],
    Object.fromEntries(Object.entries(params).map(([name, value]) => [name, valueOf(name, value)])),
  );

/** Reasons hold plain values; these are times, months, and lists with commas. */
function valueOf(name: string, value: string | number): Value {
  if (name === 'until') return { moment: String(value) };
  if (name === 'period') return { month: String(value) };
  if (!LISTS.has(name)) return value;
  const parts = String(value).split(',');
  const shown = parts.length > LIST_SHOWN ? [...parts.slice(0, LIST_SHOWN), '…'] : parts;
  return { list: shown.map((part) => (/^\d{4}-\d\d$/.test(part) ? { month: part } : part)) };
}

const LISTS = new Set(['periods', 'unpaid', 'applications']);
/** A sentence stays one; the list of bills names all. */
const LIST_SHOWN = 12;

export const plain = (value: Value): Text => say('common:plain', { value });

/** "I did not use: …": what a message held beside what was taken from it. */
export const unusedText = (said: Said | undefined): Text[] => {
  const pieces = Object.keys(said?.answers ?? {}).length ? (said?.unused ?? []) : [];
  return pieces.length ? [say('common:unused', { what: { items: pieces.slice(0, UNUSED_MAX) } })] : [];
};
const UNUSED_MAX = 3;

/** The receipt of a finished form again (the newest, or the one named); false when there is none. */
export function tellFinished({ state, ctx, replies }: Play, id = state.finished[0]?.id): boolean {
  const finished = state.finished.find((one) => one.id === id);
  if (!finished?.outcome.ok) return false;
  for (const again of flowOf(finished.flow).done(finished.outcome, finished.values, ctx)) {
    replies.push({ ...again, text: [say('common:alreadyDone'), ...again.text] });
  }
  return true;
}

/** The question for the asked slots, with what is known filled in and what was refused marked. */
export async function question(
  flow: Flow,
  form: Form,
  ctx: Ctx,
  { lead = [], refusals = [] }: { lead?: Text[]; refusals?: Refusal[] } = {},
): Promise<Reply> {
  const beside = flow.beside?.(form.asked, form.values, ctx) ?? [];
  const fields: Field[] = beside.filter((one) => typeof one === 'object');
  for (const name of [...form.asked, ...beside.filter((one) => typeof one === 'string')]) {
    const field = await flow.slots[name]?.field(form.values, ctx);
    if (!field) continue;
    // What the numbers on the screen mean is kept: the list may be another one when they are answered.
    if (field.kind === 'many')
      form.values.listed = field.choices?.filter((one) => !one.disabled).map((one) => one.value);
    const value = shown(flow, form, name);
    const refusal = refusals.find((one) => one.slot === name);
    fields.push({
      ...field,
      ...(value === undefined ? {} : { value }),
      ...(form.asked.includes(name) ? {} : { aside: true }),
      ...(form.page && field.choices
        ? { offset: pageOf(form.page, field.choices.filter((one) => !one.disabled).length) }
        : {}),
      ...(refusal ? { error: reasonText(refusal.reason) } : {}),
    });
  }
  const group = form.asked[0] === undefined ? undefined : flow.slots[form.asked[0]]?.group;
  const ask =
    group && form.asked.length > 1 && flow.askGroup
      ? flow.askGroup(
          group,
          fields.filter((field) => form.asked.includes(field.slot)).map((field) => field.label),
          form.values,
          ctx,
        )
      : (flow.slots[form.asked[0] ?? '']?.ask(form.values, ctx) ?? []);
  const facts = await known(flow, form, group, ctx);
  const help = flow.help?.(form.asked) ?? [];
  return {
    text: [...lead, ...ask],
    ...(facts.length ? { facts } : {}),
    fields,
    ...(help.length ? { choices: help } : {}),
    form: {
      id: form.id,
      submit: { title: say('common:button.next'), action: 'answer' },
      cancel: say('common:button.cancel'),
    },
  };
}

/** After the last page comes the first one again. */
const pageOf = (page: number, choices: number): number =>
  (page % Math.max(1, Math.ceil(choices / CHOICES_A_PAGE))) * CHOICES_A_PAGE;

/** The answers that the question belongs to: so that it is seen what is kept. */
async function known(flow: Flow, form: Form, group: string | undefined, ctx: Ctx): Promise<Fact[]> {
  const facts = flow.context?.(form.asked, form.values, ctx) ?? [];
  if (!group) return facts;
  for (const name of flow.order) {
    if (flow.slots[name]?.group !== group || form.asked.includes(name) || !applies(flow, name, form.values)) continue;
    const fact = await wordOf(flow, name, form.values, ctx);
    // What was read is shown field by field, each with its own edit.
    if (fact) facts.push(await lineWithInputs(flow, form, { ...fact, slots: [name], slot: name }, ctx));
  }
  return facts;
}

/** "Keep it?" with what would be accepted instead. */
export async function doubtReply(flow: Flow, form: Form, refusal: Refusal, ctx: Ctx): Promise<Reply> {
  const slot = flow.slots[refusal.slot];
  const field = await slot?.field(form.values, ctx);
  const typed = (value: unknown) => slot?.show?.(value) ?? String(value);
  const word = (value: unknown): Value =>
    (field?.kind === 'one' && field.choices?.find((one) => one.value === typed(value))?.title) ||
    (slot?.word?.(value) ?? typed(value));
  const [first, ...others] = refusal.suggest;
  const choices: Choice[] = [];
  if (form.doubt?.unsure) {
    for (const value of refusal.suggest) choices.push({ title: plain(word(value)), say: typed(value) });
    choices.push({ title: say('common:button.somethingElse'), say: say('common:button.no') });
  } else if (first !== undefined) {
    for (const value of refusal.suggest) choices.push({ title: plain(word(value)), say: typed(value) });
    choices.push({ title: say('common:button.checkedIt'), say: say('common:button.checkedIt') });
  } else {
    choices.push({ title: say('common:button.keepIt'), say: say('common:button.yes') });
  }
  const asked = field && first !== undefined ? { label: { text: field.label }, value: word(first) } : undefined;
  const unsure: Text[] =
    form.doubt?.unsure && asked
      ? [
          others.length
            ? say('common:unsure.several', { label: asked.label, values: { or: refusal.suggest.map(word) } })
            : say('common:unsure.one', asked),
        ]
      : [];
  return {
    text: unsure.length
      ? unsure
      : [
          reasonText(refusal.reason),
          ...(first === undefined
            ? [say('common:doubt.keep')]
            : [
                others.length
                  ? say('common:doubt.several', { values: { or: refusal.suggest.map(word) } })
                  : say('common:doubt.one', { value: word(first) }),
              ]),
        ],
    choices,
    ...(field?.kind === 'text' ? { fields: [{ ...field, value: form.doubt?.typed ?? '' }] } : {}),
    form: {
      id: form.id,
      ...(field?.kind === 'text' ? { submit: { title: say('common:button.next'), action: 'answer' as const } } : {}),
      cancel: say('common:button.cancel'),
    },
  };
}
