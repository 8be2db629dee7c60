// What a person says or submits, against the form that is open: answers, corrections, doubts, questions in between.
import { say, type Text } from '../locales/text';
import { obey, signOutEverywhere } from './commands';
import type { Flow, Input } from './flow';
import { flowOf } from './flows';
import { applies, commandId, dropDoubt, next, parse, type Refusal, settle, take, upgrade, valueShown } from './forms';
import { wordOf } from './choices';
import { doubtReply, type Play, question, reasonText, tell } from './play';
import type { Choice } from './reply';
import { reply } from './reply';
import type { Form } from './state';
import { answerTopic, keepForLater, openByContent, redeemCode, startMissed } from './topics';
import { bestTopic, languageOf, signsOutEverywhere } from './recognise';
import { parseCorrection, understand, type Understood } from './understand';
import { isQuestion } from './understanding/answers';
import { MASK } from './understanding/passwords';

/** A message longer than this is no answer; it stays in the log. */
const LONGEST_MESSAGE = 4000;
const MISSES_UNTIL_PERSON = 3;

// Control, zero-width and direction characters carry no meaning in an answer and can disguise one.
const INVISIBLE = /[\u0000-\u0008\u000B-\u001F\u007F\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;
export const cleanText = (text: string): string => text.replace(INVISIBLE, '').trim();

/** Shows what is asked next: the open question, the summary, or the submission itself. */
export async function advance(
  play: Play,
  {
    again = false,
    lead = [],
    refusals = [],
    choices = [],
  }: { again?: boolean; lead?: Text[]; refusals?: Refusal[]; choices?: Choice[] } = {},
): Promise<void> {
  const { state, ctx } = play;
  const { form } = state;
  if (!form) return;
  const flow = flowOf(form.flow);
  if (form.doubt) {
    const code = refusals.find((one) => one.slot === form.doubt?.slot);
    const parsed = code ? undefined : await flow.slots[form.doubt.slot]?.parse(form.doubt.typed, form.values, ctx);
    const reason = code?.reason ?? (parsed?.ok && parsed.warn ? parsed.warn : { code: 'invalidRequest' });
    const refusal = { slot: form.doubt.slot, reason, suggest: form.doubt.suggest };
    const doubt = await doubtReply(flow, form, refusal, ctx);
    tell(play, { ...doubt, text: [...lead, ...doubt.text] });
    return;
  }
  if (!again || !form.asked.length) {
    form.asked = next(flow, form);
    delete form.page;
    delete form.changing;
  }
  // An answer that nobody needs any more was refused: said, not asked again.
  const refusedSlot = refusals.find((one) => flow.slots[one.slot] && applies(flow, one.slot, form.values));
  if (refusedSlot && !form.asked.includes(refusedSlot.slot)) {
    form.asked = [refusedSlot.slot];
    // A line that could not be changed like that still has its old value to go back to.
    if (form.values[refusedSlot.slot] !== undefined) form.changing = true;
  }
  if (form.asked.length) {
    const asked = await question(flow, form, ctx, { lead, refusals });
    tell(play, { ...asked, ...(choices.length ? { choices } : {}) });
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
      facts: facts.map(({ slots, ...fact }) => (fact.change || !slots[0] ? fact : { ...fact, slot: slots[0] })),
      ...(hint ? { hint } : {}),
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
async function after(play: Play, refusals: Refusal[], lead: Text[] = []): Promise<void> {
  const { form } = play.state;
  if (!form) return;
  if (refusals.length && !form.doubt) form.misses += 1;
  else form.misses = 0;
  await advance(play, {
    lead: form.doubt ? [] : [...lead, ...refusals.map((one) => reasonText(one.reason))],
    refusals,
    choices: [
      ...refusals.flatMap((one) => flowOf(form.flow).refused?.(one.reason.code, form, play.ctx) ?? []),
      ...(form.misses >= MISSES_UNTIL_PERSON ? [personChoice] : []),
    ],
  });
}

const personChoice: Choice = { title: say('common:button.person'), say: say('common:button.person') };

export async function answerText(play: Play, raw: string): Promise<void> {
  const { state } = play;
  play.afterCancel = state.justCancelled === true;
  delete state.justCancelled;
  const text = cleanText(raw);
  if (text.length > LONGEST_MESSAGE) return tell(play, reply(say('common:messageTooLong', { max: LONGEST_MESSAGE })));
  if (state.waiting) return tell(play, reply(say('common:beingSubmitted')));
  if (redeemCode(play, text)) return;
  const form = state.form;
  if (form && upgrade(flowOf(form.flow), form)) {
    const lead = [say('common:flowChanged')];
    // What answers a question that is still asked is taken; a summary must be seen again.
    if (!form.asked.length) return advance(play, { lead });
    tell(play, reply(...lead));
  }
  const language = languageOf(text, state);
  if (language) {
    state.locale = language.locale;
    state.localeBy = language.by;
    play.ctx.locale = language.locale;
    if (language.only) {
      tell(play, reply(say('common:languageNow')));
      return form ? advance(play, { again: true }) : obey(play, { name: 'menu' });
    }
  }
  if (text.includes(MASK)) {
    const lead = [say('common:passwordNotHere')];
    return form ? advance(play, { again: true, lead }) : tell(play, reply(...lead));
  }
  if (state.link && signsOutEverywhere(text)) return signOutEverywhere(play);
  const asked = form?.asked.length === 1 ? form.asked[0] : undefined;
  const understood = understand(text, {
    locale: state.locale,
    ...(asked ? { asked } : {}),
    ...(form ? { flow: form.flow } : {}),
  });
  const command = understood.find((one) => one.kind === 'command' && one.exact);
  if (form) await answerForm(play, form, text, understood, command);
  else if (command?.kind === 'command') await obey(play, command);
  else await answerFree(play, text, understood);
}

async function answerForm(
  play: Play,
  form: Form,
  text: string,
  understood: Understood[],
  command: Understood | undefined,
): Promise<void> {
  const { ctx } = play;
  const flow = flowOf(form.flow);
  const name = command?.kind === 'command' ? command.name : undefined;
  if (form.doubt && (await answerDoubt(play, flow, form, text, name))) return;
  const atSummary = !form.asked.length && !form.doubt && flow.summary;
  if (atSummary && (name === 'confirm' || name === 'yes')) return submitSummary(play, flow, form);
  if (atSummary && (await changeLine(play, flow, form, text))) return;
  if (command?.kind === 'command' && !['yes', 'no', 'confirm', 'checkedIt', 'skip'].includes(command.name)) {
    return obey(play, command);
  }
  const asked = form.asked.length === 1 ? form.asked[0] : undefined;
  const slot = asked ? flow.slots[asked] : undefined;
  let refused: Refusal[] = [];
  // The asked slot's valid value wins over any keyword in it.
  if (asked && slot && !slot.free) {
    const trial = structuredClone(form);
    refused = await take(flow, trial, { [asked]: text }, ctx);
    if (!refused.length || trial.doubt) {
      play.state.form = trial;
      return after(play, refused);
    }
  }
  if (asked && slot?.verbatim) return answerAsked(play, flow, form, asked, text);
  const correction = parseCorrection(text, ctx.locale, form.flow);
  if (correction && flow.slots[correction.slot] && (correction.slot !== asked || slot?.free)) {
    return correct(play, flow, form, correction);
  }
  const topic = bestTopic(understood, text);
  const sameFlow = topic?.kind === 'flow' && topic.name === form.flow;
  const found = isQuestion(text) ? {} : ((await flow.extract?.(text, form, ctx)) ?? {});
  const says = Object.keys(found).length > 0;
  // "None" and "not needed" may answer something; only where they do not, they skip.
  if (command?.kind === 'command' && command.name === 'skip' && !says) return obey(play, command);
  if (topic && !sameFlow && (isQuestion(text) || (topic.exact && !says))) return answerTopic(play, topic, text);
  const lead = keepForLater(play, text) ? [say('account:keptForLater')] : [];
  if (says) {
    const kept = structuredClone(form.values);
    const wanted = form.asked;
    const refusals = await take(flow, form, found, ctx);
    // What was not asked for, or was known before, is said: it may have been understood wrongly.
    const changed = Object.keys(found).filter(
      (one) =>
        form.values[one] !== undefined &&
        applies(flow, one, form.values) &&
        (!wanted.includes(one) || kept[one] !== undefined) &&
        JSON.stringify(form.values[one]) !== JSON.stringify(kept[one]),
    );
    return after(play, refusals, [...lead, ...(await changedText(flow, changed, form, play))]);
  }
  if (lead.length) return advance(play, { again: true, lead });
  if (refused.length && (ONE_TOKEN.test(text) || refused.some(({ reason }) => NOT_POSSIBLE.has(reason.code)))) {
    form.drafts[asked!] = text.slice(0, 300);
    return after(play, refused);
  }
  if (asked && slot?.free && !topic) return answerAsked(play, flow, form, asked, text);
  if (topic && !sameFlow) return answerTopic(play, topic, text);
  if (asked && slot?.free) return answerAsked(play, flow, form, asked, text);
  if (sameFlow) return advance(play, { again: true });
  if (refused.length) {
    form.drafts[asked!] = text.slice(0, 300);
    return after(play, refused);
  }
  form.misses += 1;
  await advance(play, {
    again: true,
    lead: [say('common:missed')],
    choices: form.misses >= MISSES_UNTIL_PERSON ? [personChoice] : [],
  });
}

/** An address, a number: meant as the answer, even where a part of it resembles a question. */
const ONE_TOKEN = /^[\x21-\x7e]+$/;

/** Refusals of what was well understood; others may be no answer at all. */
const NOT_POSSIBLE = new Set([
  'taxIdNeeded',
  'taxIdForeignVat',
  'taxIdTaiwan',
  'billTaken',
  'billUnpaid',
  'tooManyBills',
  'paperOff',
  'digitalOff',
]);

async function answerAsked(play: Play, flow: Flow, form: Form, asked: string, text: string): Promise<void> {
  return after(play, await take(flow, form, { [asked]: text }, play.ctx));
}

/** "Changed: Title: …", for the slots that have a value now. */
async function changedText(flow: Flow, names: string[], form: Form, play: Play): Promise<Text[]> {
  const words = await Promise.all(names.map((name) => wordOf(flow, name, form.values, play.ctx)));
  const list = words
    .filter((word) => word !== undefined)
    .map(({ label, value }) => ({ text: say('common:fact', { label: { text: label }, value }) }));
  return list.length ? [say('common:changed', { what: { list } })] : [];
}

async function correct(
  play: Play,
  flow: Flow,
  form: Form,
  { slot, value }: { slot: string; value?: string },
): Promise<void> {
  if (value === undefined) {
    form.asked = [slot];
    form.changing = true;
    return advance(play, { again: true });
  }
  const refusals = await take(flow, form, { [slot]: value }, play.ctx);
  await after(play, refusals, refusals.length ? [] : await changedText(flow, [slot], form, play));
}

async function answerDoubt(
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
  if (chosen !== undefined) await after(play, await settle(flow, form, chosen, ctx));
  else if (command === 'checkedIt') await after(play, await settle(flow, form, doubt.value, ctx));
  else if (command === 'yes' || command === 'confirm') {
    await after(play, await settle(flow, form, doubt.suggest[0] ?? doubt.value, ctx));
  } else if (command === 'no') {
    const { slot } = doubt;
    const refusals = await take(flow, form, dropDoubt(form), ctx);
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

async function changeLine(play: Play, flow: Flow, form: Form, text: string): Promise<boolean> {
  const digits = /^\s*(\d{1,2})\s*$/.exec(text.normalize('NFKC'))?.[1];
  if (!digits || !flow.summary) return false;
  const summary = await flow.summary(form, play.ctx);
  const fact = summary?.facts.find((one) => one.n === Number(digits));
  if (!fact) return false;
  form.asked = fact.slots.filter((name) => applies(flow, name, form.values));
  form.changing = true;
  await advance(play, { again: true });
  return true;
}

async function submitSummary(play: Play, flow: Flow, form: Form): Promise<void> {
  const summary = await flow.summary?.(form, play.ctx);
  if (summary?.obstacle || next(flow, form).length) return advance(play);
  submit(play, flow, form);
}

/** A card's values are answers; "confirm" submits only what the card showed. */
export async function answerCard(play: Play, card: Extract<Input, { kind: 'card' }>): Promise<void> {
  const { state, ctx } = play;
  const { form } = state;
  if (!form) return;
  const flow = flowOf(form.flow);
  if (card.action === 'cancel') return obey(play, { name: 'cancel' });
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
  const found = pasted ? ((await flow.extract?.(pasted, form, ctx)) ?? {}) : {};
  const given = { ...found, ...Object.fromEntries(Object.entries(answers).filter(([, text]) => text)) };
  if (Object.keys(given).length) {
    const trail = form.asked;
    const refusals = await take(flow, form, given, ctx);
    // What was asked on this card and is still open is asked again by advance(), with the rest filled in.
    form.asked = trail.filter((name) => form.values[name] === undefined);
    return after(play, refusals);
  }
  if (card.action === 'confirm') {
    const older = card.rev !== undefined && card.rev !== (form.rev ?? 0);
    return older ? advance(play, { lead: [say('common:changedSince')] }) : submitSummary(play, flow, form);
  }
  form.misses += 1;
  await advance(play, { lead: [say('common:nothingFilledIn')] });
}

async function answerFree(play: Play, text: string, understood: Understood[]): Promise<void> {
  const topic = bestTopic(understood, text);
  // "Cancel FP-2611-0001" names what is to be cancelled, not what is to be shown.
  const cancels = topic?.kind === 'flow' && topic.name === 'cancelApplication';
  if (topic && (topic.exact || cancels || isQuestion(text))) return answerTopic(play, topic, text);
  if (await openByContent(play, text)) return;
  if (topic) return answerTopic(play, topic, text);
  startMissed(play);
}
