// Bugs on the way of an application's answer: each promise of the table broken once, for one field.
import type { Seed } from './seed';

const suite = 'test/dialogs/every-answer.test.ts';

export const ANSWER_SEEDS: Seed[] = [
  {
    bug: 'an answer is never asked',
    file: 'domain/application-fields.ts',
    from: "account: { ...company, path: 'buyer.account', need: ofBuyer('account')",
    to: "account: { ...company, path: 'buyer.account', need: may",
    suite,
    title: 'account is asked while it is missing',
  },
  {
    bug: 'an answer is left out of the summary',
    file: 'dialogs/flows/apply/lines.ts',
    from: '...(remark ? { value: remark }',
    to: "...(remark ? { value: '' }",
    suite,
    title: 'remark is shown before it is confirmed',
  },
  {
    bug: 'an answer has lost its name',
    file: 'dialogs/understanding/correction.ts',
    from: 'for (const noun of nouns) table.set(',
    to: "for (const noun of nouns) if (slot !== 'bank') table.set(",
    suite,
    title: 'bank is changed by its name',
  },
  {
    bug: 'an answer is not heard',
    file: 'dialogs/flows/apply/extract.ts',
    from: "account: (heard) => toldOf(heard, 'account')",
    to: 'account: () => undefined',
    suite,
    title: 'all that is text is found in one pasted block',
  },
  {
    bug: 'an answer is not checked by the service',
    file: 'services/application/apply-check.ts',
    from: "if (!parse || need === 'no') continue;",
    to: "if (!parse || need !== 'must') continue;",
    suite,
    title: 'remark is checked again',
  },
  {
    bug: 'an answer is not stored',
    file: 'services/application/apply.ts',
    from: '...particularsOf(draft),',
    to: "...particularsOf(draft, ['buyer']),",
    suite,
    title: 'taxId is submitted and stored',
  },
  {
    bug: 'an answer is kept from the clerk',
    file: 'bot/cli/show.ts',
    from: "line('certificate', certificate ?",
    to: "line('certificate', !certificate ?",
    suite,
    title: 'certificate is shown to the clerk',
  },
  {
    bug: 'an answer is missing on the receipt',
    file: 'bot/pdf/receipt.ts',
    from: "row('apply:remark.label', remark)",
    to: "row('apply:remark.label', undefined)",
    suite,
    title: 'remark is on the receipt',
  },
  {
    bug: 'others of the customer see a person',
    file: 'services/application/bill-items.ts',
    from: "own ? [] : ['person']",
    to: '[]',
    suite,
    title: 'mobile is hidden from others of the customer',
  },
  {
    bug: 'an answer is forgotten until the next time',
    file: 'dialogs/flows/apply/prefill.ts',
    from: 'answersIn(account.last, REMEMBERED)',
    to: 'answersIn(account.last, [])',
    suite,
    title: 'remark fills in the next application',
  },
];
