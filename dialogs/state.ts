// What a conversation remembers: small, versioned, by slot name, without reply texts.
import type { Handoff } from '../domain/handoff-state';
import type { AccountLink } from '../domain/people';
import type { Instant } from '../domain/result';
import type { Locale } from '../locales/list';
import type { Outcome } from '../services/commands';
import type { Notice } from './notice';

export type FlowName = 'register' | 'resend' | 'askHolder' | 'forgot' | 'apply' | 'cancel' | 'person';

/** A form being filled. Its id becomes the id of the command that submits it. */
export interface Form {
  id: string;
  flow: FlowName;
  v: number;
  values: Record<string, unknown>;
  /** The slots asked last; empty = the summary is shown. */
  asked: string[];
  /** What was typed and refused, so that a card can show it again. */
  drafts: Record<string, string>;
  /** A value that waits for "keep it?", and what could replace it. */
  doubt?: {
    slot: string;
    typed: string;
    value: unknown;
    suggest: unknown[];
    /** Valid, and perhaps not what was said: the person chooses among `suggest`. */
    unsure?: true;
  };
  /** Answers of the same message that wait until the doubt is settled. */
  later?: Record<string, string>;
  /** Of those, which only the person can confirm, with what else may have been meant. */
  laterDoubts?: Record<string, string[]>;
  /** Doubts that the person settled: form/settled.ts writes and reads them. */
  settled: string[];
  /** The slots answered by the person, newest last, for "back". */
  trail: string[];
  /** What the summary must point at: codes of the flow's own. */
  notes: string[];
  /** Since when prefilled values are known. */
  from?: Instant;
  misses: number;
  /** A line of the summary is being changed: "back" leaves it as it is. */
  changing?: true;
  /** Page of the choices that text shows. */
  page?: number;
  /** Rises with every answer: a summary's card confirms only what it showed. */
  rev?: number;
  /** How often it was submitted and refused: part of the command's id. */
  tries: number;
}

export interface State {
  v: 1;
  locale: Locale;
  /** Why it is that language: a request holds until the next one. */
  localeBy: 'channel' | 'text' | 'request';
  welcomed: boolean;
  /** The version of the privacy notice whose line was shown here, and when. */
  privacy?: { version: string; at: Instant };
  link?: AccountLink;
  /** The signed-in address, for greetings and prefills. */
  email?: string;
  /**
   * Whom the admin centre around the chat has signed in; `orders` are those that registering may begin with, until the page's
   * session ends at `until` (older states have none).
   */
  host?: { subject: string; email: string; orders: string[]; until?: Instant };
  form?: Form;
  /** Interrupted forms, newest first, at most three. */
  stack: Form[];
  /** A form that was given up: "back" takes it up again. */
  parked?: Form;
  /** The last thing said was "cancel": "back" means the form that was given up, even when another one goes on. */
  justCancelled?: true;
  /** A command that is under way; the form that it submits is frozen. */
  waiting?: { id: string; what: 'form' | 'signInLink' | 'code' | 'signOut' | 'myData' | 'files' | 'person' };
  /** A sign-in page was offered: six digits typed until then are its code. */
  signIn?: { url: string; until: Instant };
  /** Finished forms, newest first, at most five: a press on their card answers with their result. */
  finished: { id: string; flow: FlowName; values: Record<string, unknown>; outcome: Outcome }[];
  /** What was asked for before signing in or registering: it goes on by itself. */
  wanted?: { intent: string; text: string; bills?: string[] };
  /** Whether a person talks here, or was asked for: changed by moveHandoff only. */
  handoff?: Handoff;
  /** What was said with the wish for a person: whoever waits need not say it again. */
  about?: string;
  /** What happened elsewhere while a person talks: told when the assistant answers again. The newest ten. */
  held?: { at: Instant; notice: Notice }[];
  /** Misses without a form. */
  misses: number;
}

export const freshState = (locale: Locale): State => ({
  v: 1,
  locale,
  localeBy: 'channel',
  welcomed: false,
  stack: [],
  finished: [],
  misses: 0,
});

/** The state without what it waits for. Its form is submitted as a new command: the old one's outcome was used up. */
export function released(state: State): State {
  const { waiting, form, ...rest } = state;
  if (!waiting) return state;
  return { ...rest, ...(form ? { form: { ...form, tries: form.tries + 1 } } : {}) };
}

/**
 * The person leaves: what was typed under the account goes with it, as the next person may be another one. What is being
 * submitted is finished; nobody waits for its outcome, so that it brings nothing back.
 */
export function forget(state: State): void {
  delete state.link;
  delete state.email;
  delete state.host;
  delete state.wanted;
  delete state.form;
  delete state.parked;
  delete state.waiting;
  delete state.signIn;
  delete state.about;
  state.stack = [];
  state.finished = [];
}
