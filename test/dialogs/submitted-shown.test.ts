// Every value that is submitted stands in the summary that was confirmed: random applications through the real dialogue.
import { WEB } from '../../bot/render/channels';
import { renderCard } from '../../bot/render/card';
import { renderText } from '../../bot/render/text';
import { step } from '../../dialogs/engine';
import type { Ctx, Input } from '../../dialogs/flows/flow';
import type { Reply } from '../../dialogs/reply';
import { freshState, type State } from '../../dialogs/state';
import { BUSINESS_DEFAULTS } from '../../domain/business';
import { KINDS } from '../../domain/fapiao';
import { LOCALES, type Locale } from '../../locales/list';
import { say, translate } from '../../locales';
import type { ApplyDraft } from '../../services/commands';
import type { BillView } from '../../services/queries';
import { companyFor } from '../reading/company';
import { messagesOf } from '../reading/generator';
import { type Seeded, seeded } from '../reading/seeded';
import { KNOWN } from '../reading/words-known';
import { dialogContext } from '../support/dialog-context';

const link = { customer: 'tenant-1', account: 'account-1', epoch: 1, until: '2026-12-20T00:00:00.000Z' };

const billsFor = (chance: Seeded): BillView[] =>
  Array.from({ length: 1 + chance.int(4) }, (_, at) => ({
    bill: `BILL-${at + 1}`,
    order: 'ORDER-1',
    period: `2026-${String(10 - at).padStart(2, '0')}`,
    amount: 10_000 + chance.int(900_000),
    payer: '上海青禾餐饮管理有限公司',
    paidAt: '2026-11-15T02:00:00.000Z',
    state: 'available' as const,
  }));

const contextFor = (locale: Locale, bills: BillView[]): Ctx => dialogContext({ bills: async () => bills }, { locale });

/** A customer who answers what is asked on cards, pastes blocks, and changes what was already said. */
function customer(locale: Locale, chance: Seeded, bills: BillView[]) {
  const company = companyFor(locale, KNOWN.names, chance);
  const kinds = KINDS.filter((kind) => BUSINESS_DEFAULTS[kind.startsWith('paper') ? 'paper' : 'digital']);
  const answer = (slot: string): string => {
    if (slot === 'bills')
      return chance
        .shuffled(bills.map(({ bill }) => bill))
        .slice(0, 1 + chance.int(bills.length))
        .join(',');
    if (slot === 'kind') return chance.pick(kinds);
    if (slot === 'grouping') return chance.pick(['each', 'together']);
    if (slot === 'method') return chance.pick(['yunda', 'sf', 'pickup']);
    if (slot === 'buyerKind') return chance.pick(['enterprise', 'institution', 'individual', 'foreign']);
    if (slot === 'certificate') return 'false';
    if (slot === 'emails') return chance.chance(0.5) ? company.email : `${company.email}, ${company.email2}`;
    const known: Record<string, string> = { ...company, name: company.title };
    return known[slot] ?? '1';
  };
  return {
    answers: (slots: readonly string[]) => Object.fromEntries(slots.map((slot) => [slot, answer(slot)])),
    paste: () => messagesOf(KNOWN, locale, 1, chance.int(1e6), 'block')[0]?.text ?? '',
    /** What is changed at a summary. */
    change: () => chance.pick(['kind', 'kind', 'bills', 'name', 'taxId', 'buyerKind', 'emails', 'method'] as const),
  };
}

interface Submitted {
  draft: ApplyDraft;
  summary: Reply;
}

/** Talks until something is submitted; a conversation that leads nowhere in forty turns gives nothing. */
async function talk(locale: Locale, seed: number): Promise<Submitted | undefined> {
  const chance = seeded(seed);
  const bills = billsFor(chance);
  const ctx = contextFor(locale, bills);
  const says = customer(locale, chance, bills);
  let state: State = { ...freshState(locale), localeBy: 'request', welcomed: true, link };
  let replies: Reply[] = [];
  const send = async (input: Input) => {
    const next = await step(state, input, ctx);
    ({ state, replies } = next);
    return next.commands;
  };
  await send({ kind: 'text', text: translate(locale, say('common:menu.apply')) });
  for (let turn = 0, changes = chance.int(4); turn < 40; turn += 1) {
    const { form } = state;
    if (!form) return undefined;
    const card = (action: string, values: Record<string, string> = {}): Input => ({
      kind: 'card',
      form: form.id,
      action,
      values,
      ...(form.rev === undefined ? {} : { rev: form.rev }),
    });
    if (form.doubt) await send({ kind: 'text', text: translate(locale, say('common:button.yes')) });
    else if (form.asked.length) {
      if (chance.chance(0.25)) await send({ kind: 'text', text: says.paste() });
      else if (chance.chance(0.15)) await send(card('answer', { paste: says.paste() }));
      else await send(card('answer', says.answers(form.asked)));
    } else if (changes > 0) {
      changes -= 1;
      if (chance.chance(0.4)) await send({ kind: 'text', text: says.paste() });
      else await send(card('answer', says.answers([says.change()])));
    } else {
      const summary = replies.findLast((reply) => reply.form?.submit?.action === 'confirm');
      const [command] = await send(card('confirm'));
      if (command?.body.type === 'apply') return summary && { draft: command.body.draft, summary };
    }
  }
  return undefined;
}

const squashed = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\\*\u200b\u2060-]/g, '')
    .toLowerCase();

/** The submitted values as words that must be found. */
function valuesIn({ kind, grouping, buyer, delivery, bills }: ApplyDraft, locale: Locale): string[] {
  const facts: Record<string, unknown> = { ...buyer };
  delete facts.kind;
  const { method, ...where } = delivery;
  const words = [say(`apply:kind.${kind}`)];
  if (method !== 'email') words.push(say(`apply:method.${method}`));
  if (bills.length > 1) words.push(say(`apply:kindGrouped.${grouping}`, { kind: { text: say(`apply:kind.${kind}`) } }));
  return [
    ...Object.values(facts),
    ...Object.values(where).flat(),
    ...words.map((text) => translate(locale, text)),
  ].filter((value): value is string => typeof value === 'string');
}

test.each(LOCALES)('every value that is submitted stands in the summary: %s', async (locale) => {
  const missing: string[] = [];
  const seen = { submitted: 0, paper: 0, special: 0, several: 0 };
  for (let seed = 1; seed <= 40; seed += 1) {
    const done = await talk(locale, seed * 31 + LOCALES.indexOf(locale));
    if (!done) continue;
    const { draft, summary } = done;
    seen.submitted += 1;
    if (draft.kind.startsWith('paper')) seen.paper += 1;
    if (draft.kind.endsWith('special')) seen.special += 1;
    if (draft.bills.length > 1) seen.several += 1;
    const text = renderText(summary, locale);
    const card = JSON.stringify(renderCard(summary, { locale, shows: WEB }));
    for (const value of valuesIn(draft, locale))
      for (const [where, shown] of Object.entries({ text, card }))
        if (!squashed(shown).includes(squashed(value))) missing.push(`${seed}, ${where}: ${value}`);
  }
  expect(missing).toEqual([]);
  expect(seen.submitted).toBeGreaterThanOrEqual(20);
  // Every branch of the summary was among them.
  expect(Object.entries(seen).filter(([, times]) => !times)).toEqual([]);
});
