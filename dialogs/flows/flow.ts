// What a flow is: data that the engine plays.
import type { Business } from '../../domain/business';
import type { AgentName, HandoffTimer } from '../../domain/handoff-state';
import type { AccountLink } from '../../domain/people';
import type { Instant, Parsed } from '../../domain/result';
import type { Locale } from '../../locales/list';
import type { Text, Value } from '../../locales/text';
import type { CommandBody, Outcome } from '../../services/commands';
import type { Query } from '../../services/queries';
import type { Notice } from '../notice';
import type { Choice, Fact, Field, Reply } from '../reply';
import type { FlowName, Form } from '../state';

/** What somebody sent instead of a text. */
/** `edited`: an earlier message was changed afterwards. */
export type Unread = 'picture' | 'voice' | 'file' | 'card' | 'edited' | 'nothing';

/** What reaches the engine. */
export type Input =
  | { kind: 'text'; text: string }
  /** `rev`: which state of the form the card showed. */
  | { kind: 'card'; form: string; action: string; slot?: string; rev?: number; values: Record<string, string> }
  /** A message that holds nothing that can be read. */
  | { kind: 'unread'; what: Unread }
  /** Somebody opened the conversation. */
  | { kind: 'joined' }
  | { kind: 'outcome'; id: string; outcome: Outcome }
  /** The page around the chat names bills: a wish, never a permission. */
  | { kind: 'bills'; bills: string[] }
  /** Something happened elsewhere: an account was linked, an application moved. */
  | ({ kind: 'notice' } & Notice)
  /** Somebody of the staff does something with the conversation, as its channel proved who. */
  | ({ kind: 'desk'; staff: Agent } & DeskAct)
  /** Time has come for the hand-off; `n` as it was set. */
  | { kind: 'timer'; name: HandoffTimer; n: number };

/** `takesOver`: may take what a colleague has. */
export interface Agent extends AgentName {
  takesOver: boolean;
}

/** `text` of `end` is a last sentence. `to` of `transfer`: for this one first. */
export type DeskAct =
  | { act: 'claim' | 'stepIn' | 'release' | 'back' }
  | { act: 'say'; text: string }
  | { act: 'end'; text?: string }
  | { act: 'transfer'; to?: AgentName; note?: string };

/** What a flow may know. Clock and ids are passed in; reads go through `query`. */
export interface Ctx {
  now: Instant;
  locale: Locale;
  newId: () => string;
  business: Business;
  query: Query;
  /** The same for another link: after signing in. */
  queryAs: (link: AccountLink) => Query;
  publicUrl: string;
  /** Others read along: nothing of an account is shown. */
  group: boolean;
}

export type Values = Record<string, unknown>;

/** The answer that there is none: answered, and nothing is submitted. It stands in stored conversations. */
export const WITHOUT = '';

export interface Slot<T = unknown> {
  /** The question when it is asked alone. */
  ask(values: Values, ctx: Ctx): Text[];
  /** The card's input; its label names the slot in lists of what is missing. */
  field(values: Values, ctx: Ctx): Field | Promise<Field>;
  /** What "help" says while it is asked. */
  hint?: Text;
  /** Asked, shown and submitted only when true. */
  when?(values: Values): boolean;
  optional?: boolean;
  /** Slots of one group are asked together, in one message or card. */
  group?: string;
  /** The longest answer that is taken, where it is not the usual one: a card's list of ids. */
  longest?: number;
  /** Any text is valid: commands and questions win over it. */
  free?: boolean;
  /** Whatever is no command is the answer, questions too. */
  verbatim?: boolean;
  /** The value as it is shown to people. */
  word?(value: T): Value;
  /** The value as a person would type it again; fills the card's input. */
  show?(value: T): string;
  parse(answer: string, values: Values, ctx: Ctx): Parsed<T> | Promise<Parsed<T>>;
}

/** What a message says about a flow's slots. */
export interface Said {
  /** Texts for `parse`, by slot. */
  answers: Record<string, string>;
  /** Answers that only the person can confirm, with what else may have been meant. */
  doubts?: Record<string, string[]>;
  /** Slots that are said to be wrong, without a new value. */
  complaints?: string[];
  /** Pieces of the message that nothing was made of. */
  unused?: string[];
}

/** The confirmation: numbered lines, each of which can be changed. */
export interface Summary {
  text: Text[];
  facts: (Fact & { slots: string[] })[];
  hint?: Text;
  submit: Text;
  choices?: Choice[];
  /** Why it can't be confirmed yet. */
  obstacle?: { slot: string; text: Text };
}

export interface Flow {
  name: FlowName;
  v: number;
  needs?: 'account';
  order: readonly string[];
  slots: Record<string, Slot>;
  /**
   * First values, and since when prefilled ones are known. `stop` answers instead of asking. `before`: the form that is
   * open, else the one finished last, of which only what its flow keeps is left.
   */
  open?(
    ctx: Ctx,
    before?: Pick<Form, 'flow' | 'values' | 'drafts'>,
  ): Promise<{ values: Values; from?: Instant; stop?: Reply }>;
  /** Everything that a free message says about this flow's slots. */
  extract?(text: string, form: Form, ctx: Ctx): Promise<Said>;
  /** `extract` tells a question from a request itself; else no question is given to it. */
  readsQuestions?: true;
  /** Defaults and derived values, after every change. `before` are the values before it. */
  derive?(values: Values, before: Values, form: Form, ctx: Ctx): Values;
  /** The question for several slots at once. */
  askGroup?(group: string, labels: Text[], values: Values, ctx: Ctx): Text[];
  /** What the question repeats of the answers so far, besides those of its group. */
  context?(asked: readonly string[], values: Values, ctx: Ctx): Fact[];
  /** Buttons beside a question: what helps who can't answer it. */
  help?(asked: readonly string[]): Choice[];
  /** Inputs that a card shows beside the asked ones: presets, and a box to paste everything into. */
  beside?(asked: readonly string[], values: Values, ctx: Ctx): (string | Field)[];
  /** "List": the details behind a summary line. */
  list?(form: Form, ctx: Ctx): Reply;
  /** Undefined: nothing to check, it is submitted at once. */
  summary?(form: Form, ctx: Ctx): Promise<Summary> | Summary | undefined;
  submit(form: Form, ctx: Ctx): CommandBody;
  /** The receipt. `values` are those named by `keep`: a finished form's card shows it again. */
  done(outcome: Extract<Outcome, { ok: true }>, values: Values, ctx: Ctx): Reply[];
  keep?: readonly string[];
  /** What a refusal adds to its reason: choices that help on. */
  /** Why this can't go on, and the answer that must change: said before anything else is asked. */
  obstacle?(values: Values): { slot: string; text: Text } | undefined;
  refused?(code: string, form: Form, ctx: Ctx): Choice[];
  /** Names the flow in "we were at …". */
  title: Text;
}

/** Keeps the slots' value types inside a flow's file; the engine sees them as unknown. */
export const slot = <T>(definition: Slot<T>): Slot => definition as Slot;

/** An extracted answer, or none. */
export const given = (name: string, value: string | undefined): Said => ({ answers: value ? { [name]: value } : {} });
