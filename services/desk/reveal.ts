// Looking at what is masked, and at what was said: a row in the audit says who looked at what.
import type { ParticularField } from '../../domain/application-draft';
import type { StaffView } from '../../domain/staff-view';
import { answersIn, PARTICULARS } from '../../domain/application-draft';
import { findApplication } from '../application/applications';
import type { Deps } from '../shared/deps';
import { type Answer, no } from '../shared/once';
import type { Locale } from '../../locales';
import { audit } from '../staff/audit';
import { MASKED } from './detail';

/** ASVS 5.0 16.2.1: written before it is shown. Reasons: `applicationUnknown`, `notMasked`. */
export async function reveal(
  deps: Deps,
  { number, field, staff }: { number: string; field: string; staff: StaffView },
): Promise<Answer<{ value: string }>> {
  const found = await findApplication(deps, number);
  if (!found || found.body.closed) return no('applicationUnknown');
  const name = PARTICULARS.find((one): one is ParticularField => one === field);
  const value = name && answersIn(found.body, PARTICULARS)[name];
  if (!name || typeof value !== 'string' || MASKED[name]?.(value) === undefined) return no('notMasked');
  const looked = { pk: found.pk, who: staff, what: 'reveal', thing: found.body.number, text: name } as const;
  await deps.store.commit(found.pk, [audit(deps, looked)]);
  return { ok: true, value };
}

/**
 * Where the conversation is in which it was applied for ('': in none that is kept), and the language that was spoken. What was
 * typed there is not masked, so each look is audited, page by page (ASVS 5.0 16.2.1). Reasons: `applicationUnknown`.
 */
export async function lookAtConversation(
  deps: Deps,
  { number, staff }: { number: string; staff: StaffView },
): Promise<Answer<{ conversation: string; locale: Locale }>> {
  const found = await findApplication(deps, number);
  if (!found) return no('applicationUnknown');
  const { conversation = '', locale } = found.body;
  const looked = { pk: found.pk, who: staff, what: 'conversation', thing: found.body.number } as const;
  if (conversation) await deps.store.commit(found.pk, [audit(deps, looked)]);
  return { ok: true, conversation, locale };
}
