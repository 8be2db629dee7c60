// What a person says, against the form that is open: answers, corrections, questions in between.
import { say, type Text } from '../../locales/text';
import { advance, after, missed, submitSummary } from './asking';
import { sameWords, wordOf } from './choices';
import { cleanText } from './clean';
import { runCommand, signOutEverywhere } from './commands';
import { answerDoubt } from './doubts';
import type { Ctx, Flow, Said } from '../flows/flow';
import { flowOf } from '../flows';
import { applies, type Refusal, take, upgrade } from './form';
import { noteMissed, type Play, tell, unusedText } from './context';
import { asksForPerson, bestTopic, isSurely, languageOf, signsOutEverywhere } from '../understanding/recognise';
import { reply } from '../reply';
import type { Form } from '../state';
import { clarify } from '../answers/clarify';
import { answerTopic, keepForLater, openByContent, redeemCode, startMissed } from '../answers/topics';
import { parseCorrection, understand, type Understood } from '../understanding/understand';
import { isQuestion } from '../understanding/answers';
import { MASK } from '../understanding/passwords';

/** A message longer than this is no answer; it stays in the log. */
const LONGEST_MESSAGE = 4000;

/** An address, a number: meant as the answer, even where a part of it resembles a question. */
const ONE_TOKEN = /^[\x21-\x7e]+$/;

/** Refusals of what was well understood; others may be no answer at all. */
const NOT_POSSIBLE = new Set([
  'taxIdNeeded',
  'taxIdForeignVat',
  'taxIdTaiwan',
  'billsTaken',
  'billsUnpaid',
  'billsNone',
  'tooManyBills',
  'paperOff',
  'digitalOff',
  'carrierOff',
]);

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
      return form ? advance(play, { again: true }) : runCommand(play, { name: 'menu' });
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
  if (!command && asksForPerson(text, state.locale)) return askPerson(play, form, text);
  if (form) await answerForm(play, form, text, understood, command);
  else if (command?.kind === 'command') await runCommand(play, command);
  else await answerFree(play, text, understood);
}

/** What was said beside the wish is kept first. */
async function askPerson(play: Play, form: Form | undefined, text: string): Promise<void> {
  if (form) {
    const flow = flowOf(form.flow);
    const { told } = await keepSaid(play, flow, form, await saidBy(flow, text, form, play.ctx));
    if (told.length) tell(play, reply(...told));
  }
  play.state.about = text;
  return runCommand(play, { name: 'person' });
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
  if (atSummary && (await answerSummary(play, flow, form, text))) return;
  if (command?.kind === 'command' && !['yes', 'no', 'confirm', 'checkedIt', 'skip'].includes(command.name)) {
    return runCommand(play, command);
  }
  const asked = form.asked.length === 1 ? form.asked[0] : undefined;
  const slot = asked ? flow.slots[asked] : undefined;
  let refused: Refusal[] = [];
  // The asked slot's valid value wins over any keyword in it.
  if (asked && slot && !slot.free) {
    const trial = structuredClone(form);
    refused = await take(flow, trial, { [asked]: text }, ctx);
    if (!refused.length || trial.doubt) {
      // "All, digital, title …": what stands beside the answer is read as well.
      const beside = await saidBy(flow, text, form, ctx);
      if (beside.answers[asked] !== undefined && Object.keys(beside.answers).length > 1)
        return takeSaid(play, flow, form, beside);
      play.state.form = trial;
      return after(play, refused);
    }
  }
  if (asked && slot?.verbatim) return answerAsked(play, flow, form, asked, text);
  const said = await saidBy(flow, text, form, ctx);
  const says = Object.keys(said.answers).length > 0;
  const wrong = said.complaints?.find((name) => flow.slots[name] && applies(flow, name, form.values));
  const correction = wrong || says ? undefined : parseCorrection(text, ctx.locale, form.flow);
  if (correction && flow.slots[correction.slot] && (correction.slot !== asked || slot?.free)) {
    return correct(play, flow, form, correction);
  }
  const topic = bestTopic(understood, text);
  const sameFlow = topic?.kind === 'flow' && topic.name === form.flow;
  // A toss-up is asked; the form's question waits for its answer as before.
  const meant = async (one: Understood) => (clarify(play, one, understood) ? undefined : answerTopic(play, one, text));
  // "None" and "not needed" may answer something; only where they do not, they skip.
  if (command?.kind === 'command' && command.name === 'skip' && !says) return runCommand(play, command);
  if (topic && !sameFlow && !wrong && (isQuestion(text) || (topic.exact && !says))) return meant(topic);
  const lead = keepForLater(play, text) ? [say('account:keptForLater')] : [];
  if (says || wrong) return takeSaid(play, flow, form, said, { wrong, lead });
  if (lead.length) return advance(play, { again: true, lead });
  if (refused.length && (ONE_TOKEN.test(text) || refused.some(({ reason }) => NOT_POSSIBLE.has(reason.code)))) {
    form.drafts[asked!] = text.slice(0, 300);
    return after(play, refused);
  }
  if (asked && slot?.free && !topic) return answerAsked(play, flow, form, asked, text);
  if (topic && !sameFlow) return meant(topic);
  if (asked && slot?.free) return answerAsked(play, flow, form, asked, text);
  if (sameFlow) return advance(play, { again: true });
  if (refused.length) {
    form.drafts[asked!] = text.slice(0, 300);
    return after(play, refused);
  }
  noteMissed(play, text);
  await missed(play, form, say('common:missed'));
}

/** Takes what a message says; answers what was refused, and in words what changed. */
async function keepSaid(
  play: Play,
  flow: Flow,
  form: Form,
  said: Said,
): Promise<{ refusals: Refusal[]; told: Text[] }> {
  const kept = structuredClone(form.values);
  const wanted = form.asked;
  const refusals = await take(flow, form, said.answers, play.ctx, said.doubts);
  // What was not asked for, or was known before, is said: it may have been understood wrongly.
  const changed = Object.keys(said.answers).filter(
    (one) =>
      form.values[one] !== undefined &&
      (applies(flow, one, form.values) || applies(flow, one, kept)) &&
      (!wanted.includes(one) || kept[one] !== undefined) &&
      JSON.stringify(form.values[one]) !== JSON.stringify(kept[one]),
  );
  return { refusals, told: await changedText(flow, changed, form, play) };
}

/** Takes what a message says, says what changed and what was made nothing of, and goes on; `wrong`: a slot that it complains of. */
async function takeSaid(
  play: Play,
  flow: Flow,
  form: Form,
  said: Said,
  { wrong, lead = [] }: { wrong?: string | undefined; lead?: Text[] } = {},
): Promise<void> {
  const { refusals, told: changed } = await keepSaid(play, flow, form, said);
  const told = [...lead, ...changed, ...unusedText(said)];
  if (!wrong || refusals.length || said.answers[wrong] !== undefined) return after(play, refusals, told);
  // Said to be wrong, without what is right: asked, and kept until then.
  form.asked = [wrong];
  form.changing = true;
  return advance(play, { again: true, lead: told });
}

/** A question gives no answers, unless the flow's own reading finds a request in it. */
async function saidBy(flow: Flow, text: string, form: Form, ctx: Ctx): Promise<Said> {
  if (!flow.readsQuestions && isQuestion(text)) return { answers: {} };
  return (await flow.extract?.(text, form, ctx)) ?? { answers: {} };
}

async function answerAsked(play: Play, flow: Flow, form: Form, asked: string, text: string): Promise<void> {
  return after(play, await take(flow, form, { [asked]: text }, play.ctx));
}

/** "Changed: Title: …", for the slots that have a value now; several stand one a line. */
async function changedText(flow: Flow, names: string[], form: Form, play: Play): Promise<Text[]> {
  const words = await Promise.all(names.map((name) => wordOf(flow, name, form.values, play.ctx)));
  const facts = words
    .filter((word) => word !== undefined)
    .map(({ label, value }) => say('common:fact', { label: { text: label }, value }));
  const [only] = facts;
  if (!only) return [];
  return facts.length === 1
    ? [say('common:changed', { what: { text: only } })]
    : [say('common:changedSeveral'), ...facts];
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
  // Read by a pattern of words only: what is text is asked about once more.
  const doubts = flow.slots[slot]?.free ? { [slot]: [] } : {};
  const refusals = await take(flow, form, { [slot]: value }, play.ctx, doubts);
  await after(play, refusals, refusals.length ? [] : await changedText(flow, [slot], form, play));
}

/** A line's number, the words of its own button, or of a button beside a line. */
async function answerSummary(play: Play, flow: Flow, form: Form, text: string): Promise<boolean> {
  const digits = /^\s*(\d{1,2})\s*$/.exec(text.normalize('NFKC'))?.[1];
  const summary = await flow.summary?.(form, play.ctx);
  if (summary && sameWords(text, summary.submit)) {
    await submitSummary(play, flow, form);
    return true;
  }
  const offered = summary?.facts.flatMap(({ notes = [] }) => notes.flatMap(({ choices = [] }) => choices)) ?? [];
  const taken = offered.find(({ set, title }) => set && sameWords(text, title));
  if (taken?.set) {
    await after(play, await take(flow, form, taken.set, play.ctx));
    return true;
  }
  if (!digits) return false;
  const fact = summary?.facts.find((one) => one.n === Number(digits));
  if (!fact) return false;
  form.asked = fact.slots.filter((name) => applies(flow, name, form.values) || flow.slots[name]?.optional);
  form.changing = true;
  await advance(play, { again: true });
  return true;
}

async function answerFree(play: Play, text: string, understood: Understood[]): Promise<void> {
  const { state } = play;
  const topic = bestTopic(understood, text);
  // "Cancel FP-2611-0001" names what is to be cancelled, not what is to be shown.
  const cancels = topic?.kind === 'flow' && topic.name === 'cancelApplication';
  const meant = async (one: Understood) => (clarify(play, one, understood) ? undefined : answerTopic(play, one, text));
  if (topic && (topic.exact || cancels || isQuestion(text) || isSurely(topic, text, state.locale))) return meant(topic);
  if (await openByContent(play, text)) return;
  if (topic) return meant(topic);
  noteMissed(play, text);
  startMissed(play, understood);
}
