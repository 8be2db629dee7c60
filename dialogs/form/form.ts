// Filling a form: what is missing, taking answers, doubts, going back. Knows slots, no particular flow.
import type { Parsed, Reason } from '../../domain/result';
import { chosen } from './choices';
import type { Ctx, Flow, Slot, Values } from '../flows/flow';
import type { FlowName, Form } from '../state';
import { isSettled, settleDoubt } from './settled';

/** An answer that was refused: why, and what would be accepted. */
export interface Refusal {
  slot: string;
  reason: Reason;
  suggest: unknown[];
}

/** Longest text that a slot keeps. */
const LONGEST = 300;
const TRAIL = 12;

export const blankForm = (flow: Flow, id: string, values: Values = {}): Form => ({
  id,
  flow: flow.name as FlowName,
  v: flow.v,
  values,
  asked: [],
  drafts: {},
  settled: [],
  trail: [],
  notes: [],
  misses: 0,
  tries: 0,
});

export const commandId = (form: Form): string => (form.tries ? `${form.id}.${form.tries}` : form.id);

export const applies = (flow: Flow, name: string, values: Values): boolean => flow.slots[name]?.when?.(values) ?? true;

/** The slots that must still be asked, in the flow's order. */
export const missing = (flow: Flow, form: Form): string[] =>
  flow.order.filter(
    (name) => applies(flow, name, form.values) && !flow.slots[name]?.optional && isBlank(form.values[name]),
  );

/** Nothing, or a choice of nothing. */
const isBlank = (value: unknown): boolean => value === undefined || (Array.isArray(value) && value.length === 0);

/** The slots to ask now: the first missing one with its group. */
export function next(flow: Flow, form: Form): string[] {
  const open = missing(flow, form);
  const group = open[0] === undefined ? undefined : flow.slots[open[0]]?.group;
  return group ? open.filter((name) => flow.slots[name]?.group === group) : open.slice(0, 1);
}

/** Values of slots that no longer apply are kept out of what is submitted and shown. */
export const liveValues = (flow: Flow, form: Form): Values =>
  Object.fromEntries(
    Object.entries(form.values).filter(([name]) => !flow.slots[name] || applies(flow, name, form.values)),
  );

/** The value of a slot as a person would type it, or what was typed and refused. */
export const shown = (flow: Flow, form: Form, name: string): string | undefined =>
  form.drafts[name] ?? valueShown(flow, form, name);

export function valueShown(flow: Flow, form: Form, name: string): string | undefined {
  const value = form.values[name];
  if (value === undefined || value === null) return undefined;
  return flow.slots[name]?.show?.(value) ?? (typeof value === 'string' ? value : undefined);
}

/** Stores a value; the flow derives what follows from it. */
export function assign(flow: Flow, form: Form, name: string, value: unknown, ctx: Ctx): void {
  const before = { ...form.values };
  form.rev = (form.rev ?? 0) + 1;
  form.values[name] = value;
  delete form.drafts[name];
  form.trail = [...form.trail.filter((other) => other !== name), name].slice(-TRAIL);
  if (flow.derive) form.values = flow.derive(form.values, before, form, ctx);
}

/**
 * Takes answers by slot. Valid ones are stored; refused ones are kept as drafts and answered; the first doubtful one
 * becomes the form's doubt, the answers after it wait until it is settled. `doubts`: answers that are valid and perhaps not what
 * was said, with what else may have been meant.
 */
export async function take(
  flow: Flow,
  form: Form,
  given: Record<string, string>,
  ctx: Ctx,
  doubts: Record<string, string[]> = {},
): Promise<Refusal[]> {
  const refusals: Refusal[] = [];
  // A new value replaces the doubtful one; the answers that waited for it come along.
  const waited = form.doubt && given[form.doubt.slot] !== undefined ? dropDoubt(form) : undefined;
  const answers = { ...waited?.answers, ...given };
  const unsure = { ...waited?.doubts, ...doubts };
  // Answers that wait keep their doubts: the second one of a message is asked about as the first is.
  const wait = (from: number): void => {
    const later = names.slice(from);
    if (!later.length) return;
    form.later = Object.fromEntries(later.map((name) => [name, answers[name] ?? '']));
    const open = later.filter((name) => unsure[name]);
    if (open.length) form.laterDoubts = Object.fromEntries(open.map((name) => [name, unsure[name] ?? []]));
  };
  // The flow's order, so that an answer that others depend on is known before them.
  const names = flow.order.filter((name) => answers[name] !== undefined);
  for (const [index, name] of names.entries()) {
    const typed = (answers[name] ?? '').trim();
    const slot = flow.slots[name];
    if (!slot) continue;
    const max = slot.longest ?? LONGEST;
    if (typed.length > max) {
      form.drafts[name] = typed.slice(0, LONGEST);
      refusals.push({ slot: name, reason: { code: 'tooLong', params: { max } }, suggest: [] });
      continue;
    }
    const parsed = await parse(slot, typed, form.values, ctx);
    if (!parsed.ok) {
      form.drafts[name] = typed;
      refusals.push({ slot: name, reason: parsed.reason, suggest: parsed.suggest ?? [] });
    } else if (parsed.warn && !isSettled(form, name, parsed.value)) {
      form.doubt = { slot: name, typed, value: parsed.value, suggest: parsed.suggest ?? [] };
      form.drafts[name] = typed;
      wait(index + 1);
      refusals.push({ slot: name, reason: parsed.warn, suggest: parsed.suggest ?? [] });
      break;
    } else if (unsure[name] && !isKnown(form, name, parsed.value)) {
      const others = await Promise.all(unsure[name].map((text) => parse(slot, text, form.values, ctx)));
      const suggest = [parsed.value, ...others.flatMap((one) => (one.ok ? [one.value] : []))];
      form.doubt = { slot: name, typed, value: parsed.value, suggest, unsure: true };
      form.drafts[name] = typed;
      wait(index + 1);
      refusals.push({ slot: name, reason: { code: 'unsure' }, suggest });
      break;
    } else {
      assign(flow, form, name, parsed.value, ctx);
    }
  }
  return refusals;
}

/** What is there already is not asked about. */
const isKnown = (form: Form, name: string, value: unknown): boolean =>
  JSON.stringify(form.values[name]) === JSON.stringify(value);

/** What the slot makes of a text; where it makes nothing of it, the words of its choices are tried. */
export async function parse(slot: Slot, typed: string, values: Values, ctx: Ctx): Promise<Parsed<unknown>> {
  const parsed = await slot.parse(typed, values, ctx);
  if (parsed.ok || parsed.reason.code !== 'invalidChoice') return parsed;
  const value = chosen(await slot.field(values, ctx), typed);
  return value === undefined ? parsed : slot.parse(value, values, ctx);
}

/** Settles the doubt with a value and takes the answers that waited for it. */
export async function acceptDoubted(flow: Flow, form: Form, value: unknown, ctx: Ctx): Promise<Refusal[]> {
  const { doubt } = form;
  if (!doubt) return [];
  const later = dropDoubt(form);
  // Only what the rules doubted is marked as kept knowingly; a suggestion taken is simply right.
  if (value === doubt.value) settleDoubt(form, doubt.slot, value);
  assign(flow, form, doubt.slot, value, ctx);
  return take(flow, form, later.answers, ctx, later.doubts);
}

/** Drops the doubt and answers what waited for it. The doubtful text stays as a draft. */
export function dropDoubt(form: Form): { answers: Record<string, string>; doubts: Record<string, string[]> } {
  const { later: answers = {}, laterDoubts: doubts = {} } = form;
  delete form.doubt;
  delete form.later;
  delete form.laterDoubts;
  return { answers, doubts };
}

/** The slot answered last: asked again with its value filled in. */
export const stepBack = (form: Form): string | undefined => form.trail.pop();

/** A form of an older version of its flow: known slots stay, the others are asked again. */
export function upgrade(flow: Flow, form: Form): boolean {
  if (form.v === flow.v) return false;
  form.values = Object.fromEntries(Object.entries(form.values).filter(([name]) => flow.slots[name]));
  form.asked = form.asked.filter((name) => flow.slots[name]);
  dropDoubt(form);
  form.v = flow.v;
  return true;
}
