// The buyer: title, tax id and the company's other facts, typed one by one or pasted in a block.
import { parseBankAccount, parsePhone } from '../../../domain/contact';
import { BUYER_KINDS, type BuyerKind, deriveBuyerKind } from '../../../domain/fapiao';
import { foldName, looksLikeBranch, parseTitle } from '../../../domain/names';
import { ok, type Parsed, refuse } from '../../../domain/result';
import { parseTaxId } from '../../../domain/taxid';
import { say, type TextKey } from '../../../locales/text';
import { type Slot, slot } from '../flow';
import type { Field } from '../../reply';
import { isNo } from '../../understanding/answers';
import { withoutTaxIdWords } from './words';
import { apply, type ApplyValues, hasField, needsField } from './values';

type Fact = 'name' | 'taxId' | 'address' | 'phone' | 'bank' | 'account';

const fact = (name: Fact, more: Partial<Slot<string>> & Pick<Slot<string>, 'parse'>): Slot =>
  slot<string>({
    group: 'company',
    ask: () => [say(`apply:${name}.ask` as TextKey)],
    field: () => ({
      slot: name,
      kind: 'text',
      label: say(`apply:${name}.label` as TextKey),
      required: true,
      maxLength: 100,
    }),
    ...more,
  });

const free =
  (max: number) =>
  (text: string): Parsed<string> => {
    if (!text) return refuse('empty');
    if (text.length > max) return refuse('tooLong', { max });
    if (/[<>]|\p{Extended_Pictographic}/u.test(text)) return refuse('titleCharacters');
    return ok(text.replace(/\s+/g, ' '));
  };

export const buyerKindField: Field = {
  slot: 'buyerKind',
  kind: 'one',
  label: say('apply:buyerKind.label'),
  required: true,
  choices: BUYER_KINDS.map((kind) => ({ value: kind, title: { text: say(`apply:buyerKind.${kind}`) } })),
};

export const buyerSlots: Record<string, Slot> = {
  name: fact('name', { free: true, hint: say('apply:name.hint'), parse: parseTitle }),
  buyerKind: slot<BuyerKind>({
    when: (values) => apply(values).name !== undefined,
    ask: (values) => [say('apply:buyerKind.ask', { name: apply(values).name ?? '' })],
    field: () => buyerKindField,
    parse: (text) => {
      const chosen = BUYER_KINDS[Number(text) - 1] ?? BUYER_KINDS.find((kind) => kind === text);
      return chosen ? ok(chosen) : refuse('invalidChoice');
    },
  }),
  taxId: fact('taxId', {
    when: (values) => needsField(apply(values), 'taxId'),
    ask: () => [say('apply:taxId.ask'), say('apply:taxId.hint')],
    hint: say('apply:taxId.hint'),
    word: (value) => ({ taxId: value }),
    field: (values) => ({
      slot: 'taxId',
      kind: 'text',
      label: say('apply:taxId.label'),
      required: needsField(apply(values), 'taxId'),
      maxLength: 40,
      hint: say('apply:taxId.hint'),
    }),
    parse: (text, values) => {
      if (!withoutTaxIdWords(text) && !isNo(text)) return parseTaxId(text);
      // An enterprise's fapiao without a tax id is no valid tax voucher: only knowingly (decision 1).
      return apply(values).kind?.endsWith('special')
        ? refuse('taxIdNeeded')
        : { ok: true, value: '', warn: { code: 'taxIdMissing' } };
    },
  }),
  address: fact('address', { free: true, when: (values) => hasField(apply(values), 'address'), parse: free(100) }),
  phone: fact('phone', { when: (values) => hasField(apply(values), 'phone'), parse: parsePhone }),
  bank: fact('bank', { free: true, when: (values) => hasField(apply(values), 'bank'), parse: free(100) }),
  account: fact('account', { when: (values) => hasField(apply(values), 'account'), parse: parseBankAccount }),
};

/** The facts that belong to one company and to no other. */
const OF_THE_COMPANY = ['taxId', 'address', 'phone', 'bank', 'account'] as const;

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
