// What a printed page says, as data: worded already, so that whoever lays it out needs no language and no store.
import type { Locale } from '../../locales/list';

/** A label and its value. */
export type Fact = readonly [label: string, value: string];

export type PaperPart =
  | { kind: 'facts'; heading?: string; facts: readonly Fact[] }
  /** The last column is set to the right: amounts. */
  | { kind: 'table'; heading: string; head: readonly string[]; rows: readonly (readonly string[])[] }
  /** In a box: what nobody may overlook. */
  | { kind: 'note'; text: string }
  | { kind: 'text'; heading?: string; text: string };

/** A document of one or more A4 pages. */
export interface Paper {
  locale: Locale;
  /** Who speaks: the product's name, and by whom it is run. */
  brand: string;
  operator: string;
  title: string;
  subtitle: string;
  /** Set large, under the title. */
  amount?: Fact;
  parts: readonly PaperPart[];
  /** At the foot of every page, beside the page's number. */
  foot: string;
}
