// What a reading finds in a message, and what it is told before: the words that all readers here share.
import type { TextField } from '../application-fields';
import type { DeliveryMethod, FapiaoType, Medium } from '../fapiao';
import type { BillWish } from './bill-wish';
import type { Span } from './claims';
import type { Labelled } from './lexicon';
import type { Chosen } from './choices';

/** What a message can say behind a label or by its shape. */
export type Field = TextField | 'postcode';

export interface Found extends Span {
  value: string;
  /** False: the form fits, and only the person can say whether it is meant. */
  sure: boolean;
  why: 'label' | 'copula' | 'shape' | 'token';
}

export interface Offer {
  field: Field | 'emails' | 'bills' | 'type' | 'medium' | 'method';
  candidates: string[];
}

export interface Reading {
  /** The text that the spans point into. */
  text: string;
  fields: Partial<Record<Field, Found>>;
  emails?: { mode: 'set' | 'add'; list: Found[] };
  bills?: BillWish;
  type?: Chosen<FapiaoType>;
  medium?: Chosen<Medium>;
  method?: Chosen<DeliveryMethod>;
  /** Fields that are said to be wrong, without a new value. */
  complaints: Labelled[];
  /** Fields that are to have no value. */
  without: Labelled[];
  /** The buyer is the person who writes. */
  self: boolean;
  /** Asks something: then it gives no values, unless a tax id stands in it. */
  question: boolean;
  /** Something has not come. */
  lacks: boolean;
  /** Several values that one field could mean; the person chooses. */
  offers: Offer[];
  /** What nobody claimed and has substance. */
  left: Span[];
  /** Where values stand: names, addresses, numbers. What a wish is looked for in is the rest. */
  values: Span[];
}

export interface ReadContext {
  /** The questions that are open: a bare answer may be theirs. */
  asked?: readonly string[];
  /** The month that it is now, `2026-12`: what "last month" is; without it the words say nothing. */
  month?: string;
  /** A delivery is being collected: an address without a label is the courier's. */
  delivery?: boolean;
}
