// The buyer: title, tax id and the company's other facts, typed one by one or pasted in a block.
import { BUYER_KINDS, deriveBuyerKind, typeOf } from '../../../domain/fapiao';
import { type FieldName, FIELD_NAMES, ROWS } from '../../../domain/application-fields';
import { foldName, looksLikeBranch } from '../../../domain/names';
import { refuse } from '../../../domain/result';
import { parseTaxId } from '../../../domain/taxid';
import { say } from '../../../locales/text';
import { type Slot, WITHOUT } from '../flow';
import { isNo } from '../../understanding/answers';
import { choiceField, choiceSlot, fieldSlot, textField } from './field-slot';
import { withoutWords } from './words';
import { apply, type ApplyValues, caseIn } from './values';

const buyerKinds = {
  offered: () => BUYER_KINDS,
  title: (kind: (typeof BUYER_KINDS)[number]) => say(`apply:buyerKind.${kind}`),
};

export const buyerKindField = choiceField(
  'buyerKind',
  say('apply:buyerKind.label'),
  BUYER_KINDS.map((kind) => [kind, buyerKinds.title(kind)]),
);

export const buyerSlots = {
  name: fieldSlot('name', { free: true, hint: say('apply:name.hint') }),
  buyerKind: choiceSlot('buyerKind', buyerKinds, {
    // The question names who it is about.
    when: (values) => apply(values).name !== undefined,
    ask: (values) => [say('apply:buyerKind.ask', { name: apply(values).name ?? '' })],
  }),
  taxId: fieldSlot('taxId', {
    ask: () => [say('apply:taxId.ask'), say('apply:taxId.hint')],
    hint: say('apply:taxId.hint'),
    field: textField('taxId', say('apply:taxId.hint')),
    word: (value) => ({ taxId: value }),
    parse: (text, values) => {
      if (!withoutWords(text) && !isNo(text)) return parseTaxId(text);
      // An enterprise's fapiao without a tax id is no valid tax voucher: only knowingly (decision 1).
      return typeOf(caseIn(apply(values)).kind) === 'special'
        ? refuse('taxIdNeeded')
        : { ok: true, value: WITHOUT, warn: { code: 'taxIdMissing' } };
    },
  }),
  address: fieldSlot('address', { free: true }),
  phone: fieldSlot('phone'),
  bank: fieldSlot('bank', { free: true }),
  account: fieldSlot('account'),
} satisfies Partial<Record<FieldName, Slot>>;

/** The facts that belong to one company and to no other. */
const OF_THE_COMPANY = FIELD_NAMES.filter((name) => ROWS[name].of === 'buyer' && name !== 'name');

const sameCompany = (before: string, after: string): boolean => {
  const [a, b] = [foldName(before), foldName(after)];
  if (a.includes(b) || b.includes(a)) return true;
  const differing = [...a].filter((char, index) => char !== b[index]).length;
  return a.length === b.length && differing <= 2;
};

/** A new title never silently keeps the old tax id: another company's is asked anew, a branch's is pointed at. */
export function afterTitleChange(values: ApplyValues, before: ApplyValues, note: (code: string) => void): ApplyValues {
  if (before.name === undefined || values.name === undefined || before.name === values.name) return values;
  if (!values.taxId || values.taxId !== before.taxId) return values;
  if (looksLikeBranch(before.name, values.name) || sameCompany(before.name, values.name)) {
    note('taxIdKept');
    return values;
  }
  const rest = { ...values };
  for (const name of OF_THE_COMPANY) delete rest[name];
  return rest;
}

export const withBuyerKind = (values: ApplyValues, before: ApplyValues): ApplyValues => {
  if (values.name === undefined || values.buyerKind !== before.buyerKind) return values;
  if (values.name === before.name && values.taxId === before.taxId) return values;
  const derived = deriveBuyerKind(values.name, values.taxId || undefined);
  if (derived) return { ...values, buyerKind: derived };
  if (values.name === before.name) return values;
  const { buyerKind: _, ...rest } = values;
  return rest;
};
