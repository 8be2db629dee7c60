// What a conversation remembers: small, versioned, by slot name, without reply texts.
import type { AccountLink } from '../domain/people';
import type { Instant } from '../domain/result';
import type { Locale } from '../locales/list';
import type { Outcome } from '../services/commands';

export type FlowName = 'register' | 'resend' | 'askHolder' | 'signin' | 'forgot' | 'apply' | 'cancel' | 'person';

/** A form being filled. Its id becomes the id of the command that submits it. */
export interface Form {
  id: string;
  flow: FlowName;
  v: number;
  values: Record<string, unknown>;
  /** The slots asked last; empty = the summary is shown. */
  asked: string[];
  /** What was typed and refused, so that a card can show it again. */
  drafts?: Record<string, string>;
  /** A value that waits for "keep it?" and what could replace it. */
  doubt?: { slot: string; value: unknown; suggest: unknown[]; code: string };
  /** Doubts that the person settled: `slot:value`. */
  settled: string[];
  /** Where prefilled values come from. */
  from?: Instant;
  misses: number;
  /** Submitted: frozen until the outcome is known. */
  frozen?: boolean;
}

export interface State {
  v: 1;
  locale: Locale;
  /** Why it is that language: a request holds until the next one. */
  localeBy: 'channel' | 'text' | 'request';
  welcomed: boolean;
  link?: AccountLink;
  /** The signed-in address, for greetings and prefills. */
  email?: string;
  form?: Form;
  /** Interrupted forms, newest first, at most three. */
  stack: Form[];
  /** Finished forms, newest first, at most five: a press on their card answers with their result. */
  finished: { id: string; flow: FlowName; outcome: Outcome }[];
  /** What was asked for before signing in or registering: it goes on by itself. */
  wanted?: { flow: FlowName | 'progress'; text: string };
  /** Misses without a form. */
  misses: number;
  /** The last topic, for "repeat" and "more". */
  topic?: string;
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
