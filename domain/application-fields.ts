// The answers that make an application, one row each: slots, draft, check, stored shape, views and papers follow from them.
import { parseCourierAddress } from './address';
import { parseBankAccount, parseCallable, parseEmails, parsePhone } from './contact';
import {
  BUYER_KINDS,
  type BuyerKind,
  DELIVERY_METHODS,
  type DeliveryMethod,
  GROUPINGS,
  type Kind,
  KINDS,
  mandatoryFields,
  mediumOf,
} from './fapiao';
import type { BuyerField } from './buyer-fields';
import { parsePersonName, parseTitle, PERSON_NAME_MAX } from './names';
import { parseBillNumbers } from './order';
import type { Parsed } from './result';
import { parseTaxId } from './taxid';
import { parseLine, parseRemark, REMARK_MAX } from './text-line';

/** What decides which answers are needed. */
export interface Case {
  kind: Kind;
  buyerKind: BuyerKind;
  method: DeliveryMethod;
  /** How many bills can go now. */
  open: number;
  /** How many open later. */
  later: number;
}

/** Asked until it is given; taken where it is given; neither asked, nor shown, nor submitted. */
export type Need = 'must' | 'may' | 'no';

/**
 * Whose an answer is. `submission`: it decides which applications are made, and stands in none of them. `fapiao`: it stays
 * with the application. `buyer`: it stays where a fapiao was issued. `person`: hidden from others of the customer, and gone
 * with the person.
 */
export type Whose = 'submission' | 'fapiao' | 'buyer' | 'person';

interface Row {
  /** Where it stands in a draft and in an application. */
  path: string;
  /** A text, several, yes or no, or one of these. */
  value: 'text' | 'texts' | 'flag' | readonly string[];
  need(of: Case): Need;
  /** What a text must be, whoever sends it, and its canonical form. */
  parse?(text: string): Parsed<string> | Parsed<string[]>;
  /** The longest input, where it is not LONGEST. */
  max?: number;
  /** What is submitted where nothing was answered. */
  otherwise?: unknown;
  of: Whose;
  /** The next application begins with it. */
  remembered: boolean;
  /** Asked together, in one message or card. */
  group?: 'company' | 'delivery';
}

export const LONGEST = 100;

const must = (): Need => 'must';
/** Never asked for by itself: said, changed and taken back at any time. */
export const may = (): Need => 'may';
const onPaper = ({ kind }: Case): Need => (mediumOf(kind) === 'paper' ? 'must' : 'no');
const ofBuyer =
  (field: BuyerField) =>
  ({ kind, buyerKind }: Case): Need => {
    const { required, optional } = mandatoryFields(kind, buyerKind);
    return required.includes(field) ? 'must' : optional.includes(field) ? 'may' : 'no';
  };

const company = { value: 'text', of: 'buyer', remembered: true, group: 'company' } as const;
const courier = { value: 'text', of: 'person', remembered: true, group: 'delivery' } as const;

/** In the order in which they are asked: what decides stands before what it decides. */
export const FIELDS = {
  bills: {
    path: 'bills',
    value: 'texts',
    need: must,
    parse: parseBillNumbers,
    otherwise: [],
    of: 'submission',
    remembered: false,
  },
  kind: { path: 'kind', value: KINDS, need: must, otherwise: 'digital-normal', of: 'fapiao', remembered: true },
  grouping: {
    path: 'grouping',
    value: GROUPINGS,
    need: ({ open }: Case): Need => (open > 1 ? 'must' : 'no'),
    otherwise: 'each',
    of: 'fapiao',
    remembered: true,
  },
  name: { ...company, path: 'buyer.name', need: must, parse: parseTitle, otherwise: '' },
  buyerKind: {
    path: 'buyer.kind',
    value: BUYER_KINDS,
    need: must,
    otherwise: 'enterprise',
    of: 'fapiao',
    remembered: true,
  },
  taxId: { ...company, path: 'buyer.taxId', need: ofBuyer('taxId'), parse: parseTaxId, max: 40 },
  address: { ...company, path: 'buyer.address', need: ofBuyer('address'), parse: parseLine },
  phone: { ...company, path: 'buyer.phone', need: ofBuyer('phone'), parse: parsePhone },
  bank: { ...company, path: 'buyer.bank', need: ofBuyer('bank'), parse: parseLine },
  account: { ...company, path: 'buyer.account', need: ofBuyer('account'), parse: parseBankAccount },
  method: {
    path: 'delivery.method',
    value: DELIVERY_METHODS,
    need: onPaper,
    otherwise: 'email',
    of: 'fapiao',
    remembered: true,
    group: 'delivery',
  },
  emails: {
    path: 'delivery.emails',
    value: 'texts',
    need: ({ kind }: Case): Need => (mediumOf(kind) === 'digital' ? 'must' : 'no'),
    parse: parseEmails,
    max: 300,
    of: 'person',
    remembered: true,
  },
  recipient: {
    ...courier,
    path: 'delivery.recipient',
    need: onPaper,
    parse: parsePersonName,
    max: PERSON_NAME_MAX,
  },
  mobile: { ...courier, path: 'delivery.mobile', need: onPaper, parse: parseCallable, max: 30 },
  shipTo: {
    ...courier,
    path: 'delivery.address',
    need: (of: Case): Need => (of.method === 'pickup' ? 'no' : onPaper(of)),
    parse: parseCourierAddress,
  },
  ahead: {
    path: 'ahead',
    value: 'flag',
    need: ({ later }: Case): Need => (later > 0 ? 'must' : 'no'),
    otherwise: false,
    of: 'submission',
    remembered: false,
  },
  remark: {
    path: 'remark',
    value: 'text',
    need: may,
    parse: parseRemark,
    max: REMARK_MAX,
    of: 'buyer',
    remembered: true,
  },
  certificate: { path: 'certificate', value: 'flag', need: may, otherwise: false, of: 'fapiao', remembered: false },
} as const satisfies Record<string, Row>;

export type FieldName = keyof typeof FIELDS;
export const FIELD_NAMES = Object.keys(FIELDS) as FieldName[];
/** The rows without their literal types, to walk them. */
export const ROWS: Readonly<Record<FieldName, Row>> = FIELDS;

type Value<F extends FieldName> = (typeof FIELDS)[F]['value'];
export type ValueOf<F extends FieldName> =
  Value<F> extends readonly (infer Choice)[]
    ? Choice
    : { text: string; texts: string[]; flag: boolean }[Extract<Value<F>, 'text' | 'texts' | 'flag'>];

/** The answers by field. */
export type Answers = { [F in FieldName]?: ValueOf<F> };

/** The fields whose answer is any text that fits: what a message can hold behind a label. */
export type TextField = { [F in FieldName]: Value<F> extends 'text' ? F : never }[FieldName];
export const TEXT_FIELDS = FIELD_NAMES.filter((name): name is TextField => ROWS[name].value === 'text');

/** What the customer confirms in so many words beside an answer. */
export const ACKNOWLEDGEMENTS = ['withoutTaxId', 'taxIdChecked'] as const;
export type Acknowledgement = (typeof ACKNOWLEDGEMENTS)[number];
