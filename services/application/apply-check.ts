// Checks a confirmed draft once more on the server: what came through a card or an older dialog is never trusted.
import { answersIn, type ApplyDraft, caseOf, draftFrom, needOf } from '../../domain/application-draft';
import { type Answers, FIELD_NAMES, type FieldName, ROWS } from '../../domain/application-fields';
import type { Business } from '../../domain/business';
import { mediumOf, misfit, typeOf } from '../../domain/fapiao';
import type { Parsed, Reason } from '../../domain/result';
import { takesPaper } from '../../domain/shipping';
import { clean } from '../../domain/text';
import { no } from '../shared/once';

export type Refusal = { ok: false; reason: Reason; slot?: string };

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : Array.isArray(value) ? value.map(textOf).join(',') : '';

/** A choice is one of its row's, a flag yes or no. */
function choiceHolds(name: FieldName, given: unknown): boolean {
  const { value } = ROWS[name];
  if (value === 'flag') return typeof given === 'boolean';
  return value === 'text' || value === 'texts' || value.some((one) => one === given);
}

/** Why a field is missing. */
const missing = (name: FieldName, { kind }: ApplyDraft): Refusal =>
  no(name !== 'taxId' ? 'empty' : typeOf(kind) === 'special' ? 'taxIdNeeded' : 'taxIdMissing', undefined, name);

/** Decision 1: an enterprise's normal fapiao without tax id, when that was confirmed in so many words. */
const knowinglyWithout = (name: FieldName, { kind, withoutTaxId }: ApplyDraft): boolean =>
  name === 'taxId' && typeOf(kind) === 'normal' && withoutTaxId === true;

/** Decision 5: a wrong checksum passes only with "I checked it". */
const doubted = (parsed: Parsed<unknown>, { taxIdChecked }: ApplyDraft): Reason | undefined =>
  parsed.ok && parsed.warn?.code === 'taxIdChecksum' && !taxIdChecked ? parsed.warn : undefined;

/**
 * The draft in canonical form, or why it can't be submitted and which slot must change. Bills and payer are checked
 * where they are read. Reasons: `invalidChoice`, `carrierOff`, `paperOff`, `digitalOff`, `typeNotAllowed`, `empty`, `taxIdMissing`,
 * `taxIdNeeded`, and those of the fields' own rules.
 */
export function checkDraft(draft: ApplyDraft, business: Business): { ok: true; draft: ApplyDraft } | Refusal {
  const given = answersIn(draft);
  for (const name of FIELD_NAMES) {
    const { otherwise } = ROWS[name];
    if (!choiceHolds(name, given[name] ?? otherwise)) return no('invalidChoice', undefined, name);
  }
  if (!business[mediumOf(draft.kind)])
    return no(mediumOf(draft.kind) === 'paper' ? 'paperOff' : 'digitalOff', undefined, 'kind');
  const answers = given as Answers;
  const of = caseOf(answers, { open: answers.bills?.length ?? 0, later: 0 });
  const wrong = misfit({ ...of, method: answers.method ?? 'email' });
  if (wrong) return no(wrong.code, undefined, wrong.field);
  // Chosen before that courier was taken out of service: asked for again.
  if (mediumOf(draft.kind) === 'paper' && !takesPaper(business, answers.method ?? ''))
    return no('carrierOff', undefined, 'method');
  const checked: Partial<Record<FieldName, unknown>> = { ...answers };
  for (const name of FIELD_NAMES) {
    const { parse } = ROWS[name];
    const need = needOf(name, of);
    if (!parse || need === 'no') continue;
    const typed = textOf(answers[name]);
    if (clean(typed) === '') {
      delete checked[name];
      if (need === 'must' && !knowinglyWithout(name, draft)) return missing(name, draft);
      continue;
    }
    const parsed = parse(typed);
    if (!parsed.ok) return { ok: false, reason: parsed.reason, slot: name };
    const doubt = doubted(parsed, draft);
    if (doubt) return { ok: false, reason: doubt, slot: name };
    checked[name] = parsed.value;
  }
  const { withoutTaxId, taxIdChecked } = draft;
  const acknowledged = { withoutTaxId: withoutTaxId && checked.taxId === undefined, taxIdChecked };
  return { ok: true, draft: draftFrom(checked as Answers, of, acknowledged) };
}
