// Replies as data: what the bot says, before any channel. bot/render makes text and cards of them.
import type { AgentName, HandoffLine } from '../domain/handoff-state';
import type { Fen } from '../domain/money';
import type { Text, Value } from '../locales/text';

/** A warning beside the line that it is about, with the ways out. */
export interface Note {
  text: Text;
  choices?: Choice[];
}

/** A line of a summary. `n` is the number that changes it. */
export interface Fact {
  n?: number;
  label: Text;
  value: Value;
  /** The title: the largest type of the card. */
  strong?: boolean;
  /** The slot that a card's "change" asks for when the inputs can't open in place. */
  slot?: string;
  /** Inputs that open inside the card to change this line. */
  change?: Field[];
  notes?: Note[];
  /** Nothing is given and nothing must be: a card offers the line, text says nothing of it. */
  offer?: true;
  /** The sum of all: the largest on the card, above the line's value. `list`: what it counts, one by one, shown on demand. */
  total?: { amount: Value; list?: { title: Text; lines: Text[] } };
}

/** A choice among many as the parts of a row: under which heading, what it is called, what it costs. */
export interface Row {
  group: string;
  name: Value;
  detail?: Value;
  amount: Fen;
}

/** Something asked. On a card an input; in text a line that names it. */
export interface Field {
  slot: string;
  kind: 'text' | 'multiline' | 'one' | 'many';
  label: Text;
  value?: string;
  choices?: { value: string; title: Value; disabled?: boolean; row?: Row }[];
  /** Said above the choices that can't be made. */
  closed?: Text;
  /** So many at once. */
  most?: number;
  /** Text shows choices from here, a page at a time. */
  offset?: number;
  /** A preset beside the question: text does not list its choices. */
  aside?: boolean;
  required?: boolean;
  /** A regular expression for the input; the server checks again. */
  pattern?: string;
  /** Shown under the input. */
  error?: Text;
  hint?: Text;
  maxLength?: number;
}

/** A step of something's course: it happened, is awaited now, or comes after that. */
export interface Step {
  title: Text;
  at?: Text;
  note?: string;
  state: 'past' | 'now' | 'next';
}

/** What belongs together, with its number and files. */
export interface TableRow {
  name: Value;
  amount: Value;
  value: Value;
  links: Link[];
}
export interface Table {
  columns: [Text, Text];
  rows: TableRow[];
}

/** A button. `say` is the text that it sends, and what a person can type instead; `set`: the answers that a card's button gives. */
export interface Choice {
  title: Text;
  say: Text | string;
  set?: Record<string, string>;
}

export interface Link {
  title: Text;
  url: string;
}

export interface Reply {
  /** Paragraphs; the first carries the state of things. */
  text: Text[];
  facts?: Fact[];
  /** Paragraphs below the facts. */
  after?: Text[];
  steps?: Step[];
  table?: Table;
  fields?: Field[];
  choices?: Choice[];
  links?: Link[];
  /** The last line in text; on a card small and subtle. */
  hint?: Text;
  /** The form that the card belongs to, and its buttons. */
  form?: { id: string; rev?: number; submit?: { title: Text; action: 'answer' | 'confirm' }; cancel?: Text };
  /** What happened to the hand-off: it stands between the words as a line that nobody says. */
  line?: { name: HandoffLine; by?: AgentName };
  /** A long text to copy or forward, as it is, in a block of its own. */
  quote?: Text;
}

/** A press on a finished or foreign card answers in words; this marks the card's new state in the log. */
export const reply = (...text: Text[]): Reply => ({ text });
