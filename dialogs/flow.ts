// What a flow is: data that the engine plays.
import type { Business } from '../domain/business';
import type { Instant, Parsed } from '../domain/result';
import type { Locale } from '../locales/list';
import type { Text, Value } from '../locales/text';
import type { CommandBody, Outcome } from '../services/commands';
import type { Query } from '../services/queries';
import type { Choice, Fact, Field, Reply } from './reply';
import type { FlowName, Form } from './state';

/** What reaches the engine. */
export type Input =
  | { kind: 'text'; text: string }
  | { kind: 'card'; form: string; action: string; slot?: string; values: Record<string, string> }
  /** Somebody opened the conversation. */
  | { kind: 'joined' }
  | { kind: 'outcome'; id: string; outcome: Outcome }
  /** Something happened elsewhere: an account was linked, an application moved. */
  | { kind: 'notice'; name: string; params: Record<string, unknown> };

/** What a flow may know. Clock and ids are passed in; reads go through `query`. */
export interface Ctx {
  now: Instant;
  locale: Locale;
  newId: () => string;
  business: Business;
  query: Query;
  publicUrl: string;
}

export interface Slot<T = unknown> {
  /** The question, in a sentence of its own, when it is asked alone. */
  ask(values: Values, ctx: Ctx): Text[] | Promise<Text[]>;
  /** The card's input; its label names the slot in lists of what is missing. */
  field(values: Values, ctx: Ctx): Field | Promise<Field>;
  /** Only asked, shown and submitted when true. */
  when?(values: Values): boolean;
  optional?: boolean;
  /** Slots asked together with this one, in one message or card. */
  group?: string;
  /** Re-checked when one of these changes. */
  dependsOn?: readonly string[];
  /** After a change of something it depends on: keep, drop, or doubt. */
  revise?(value: T, values: Values): 'keep' | 'drop' | { doubt: string };
  parse(answer: string, values: Values, ctx: Ctx): Parsed<T> | Promise<Parsed<T>>;
  /** Free text: commands and questions win over it. */
  free?: boolean;
}

export type Values = Record<string, unknown>;

export interface Flow {
  name: FlowName;
  v: number;
  needs?: 'account';
  order: readonly string[];
  slots: Record<string, Slot>;
  /** First values: presets, prefills, and what the opening message already says. */
  open?(ctx: Ctx): Promise<{ values: Values; from?: Instant }>;
  /** Everything that a free message says about this flow's slots, as texts for `parse`. */
  extract?(text: string, form: Form, ctx: Ctx): Promise<Record<string, string>> | Record<string, string>;
  /** Nothing can be done: says why instead of asking. */
  blocked?(values: Values, ctx: Ctx): Promise<Reply | undefined>;
  intro?(form: Form, ctx: Ctx): Text[] | Promise<Text[]>;
  /** The summary's lines; undefined = submit as soon as all is known. */
  summary?(form: Form, ctx: Ctx): Promise<{ text: Text[]; facts: Fact[]; hint?: Text; choices?: Choice[]; submit: Text }>;
  submit(form: Form, ctx: Ctx): CommandBody;
  done(outcome: Extract<Outcome, { ok: true }>, form: Form, ctx: Ctx): Promise<Reply[]> | Reply[];
}

export type { Choice, Fact, Field, Reply, Value };
