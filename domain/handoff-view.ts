// Wire types of conversations that people take over (`/desk/api/conversations`, `live`): who waits, who talks with whom, what was said. No words, no rules.
import type { ApplicationState } from './application';
import type { DeskNote } from './conversation-view';
import type { AgentName, HandoffEnd, HandoffLine, HandoffTopic, Rating } from './handoff-state';
import type { Fen } from './money';
import type { Instant } from './result';

export type { AgentName, HandoffEnd, HandoffLine, HandoffTopic } from './handoff-state';

/** What `GET /desk/api/conversations?view=` shows: who waits longest first, `mine` and `others` by who waits longest for an answer, `ended` the newest first. */
export const CONVERSATION_VIEWS = ['waiting', 'mine', 'others', 'ended'] as const;
export type ConversationView = (typeof CONVERSATION_VIEWS)[number];

/** One line of the lists. */
export interface ConversationRow {
  /** Stands for it in addresses; opaque. */
  id: string;
  /** `ended`: with the bot again. */
  state: 'waiting' | 'agent' | 'ended';
  /** The address that is signed in there; undefined: nobody is. */
  email?: string;
  /** The customer's language. */
  locale: string;
  /** `web` is our own chat and every Direct Line client; else the Bot Framework's name: `msteams`. */
  channel: string;
  topic: HandoffTopic;
  /** What they wrote when they asked; may be empty. */
  text: string;
  /** When they asked for a person: whoever is transferred keeps it. */
  since: Instant;
  /** Who talks with them; `ended`: who did last, undefined where nobody came. */
  owner?: AgentName;
  /** `agent`: since when. `ended`: until when. */
  at: Instant;
  /** `waiting`: for whom alone, and until when; then anybody may claim it. */
  reserved?: AgentName & { until: Instant };
  /** The newest words of customer or agent, at most 120 characters. */
  last?: { at: Instant; author: 'user' | 'agent'; text: string };
  /** `agent`: the customer wrote then and has no answer yet. */
  unanswered?: Instant;
  /** `ended`: by whom or what. */
  ended?: HandoffEnd;
  /** How the customer found it, if they said so. */
  rating?: Rating;
  /** How many items its log has: when it grew, `GET …/:id?after=` brings what is new. */
  next: number;
}

/** `mine` of whoever asks. */
export interface ConversationCounts {
  waiting: number;
  mine: number;
  others: number;
}

/** Somebody who may talk with customers and is at the desk. */
export interface AgentHere extends AgentName {
  /** Conversations that they have now. */
  talking: number;
  /** They said that they take none. */
  away?: true;
}

/** The two facts: whether it is within the hours, and who is there. */
export interface DeskOpen {
  open: boolean;
  /** When that changes: it closes, or opens next. Missing where no hours are known. */
  until?: Instant;
  agents: AgentHere[];
}

/** `GET /desk/api/conversations?view=&after=`: all open ones of a view; `ended` at most 50 a page. */
export interface ConversationsAnswer {
  rows: ConversationRow[];
  counts: ConversationCounts;
  desk: DeskOpen;
  /** `ended`: of the page before, opaque. */
  next?: string;
  /** How far the changes have come that are in it; those of the socket with this epoch and a higher `n` come after it. */
  at: { epoch: string; n: number };
}

/** One utterance or line. `text` is what the customer reads or wrote; `own` the same in the reader's language, where that is another and it was not typed by a person. */
export type ConversationItem = {
  /** Place in the log. */
  seq: number;
  at: Instant;
  text: string;
  own?: string;
} & (
  | { author: 'user' }
  | { author: 'bot' }
  | { author: 'agent'; by: AgentName }
  | { author: 'system'; line: HandoffLine; by?: AgentName }
);

/** The form that the customer was filling in, as far as it has come. */
export interface FormProgress {
  /** In the reader's language, as all labels and values that are not typed. */
  title: string;
  /** Every question that counts for these answers, in order. */
  slots: FormSlot[];
  /** The question that is open: those asked last. Empty: the summary is shown. */
  asked: string[];
}

export interface FormSlot {
  slot: string;
  label: string;
  /** Undefined: not answered yet. */
  value?: string;
  /** What was typed and not taken, or waits for "keep it?". */
  doubt?: string;
}

/** An application of theirs, the newest first. */
export interface CustomerApplication {
  number: string;
  state: ApplicationState;
  title: string;
  amount: Fen;
  submittedAt: Instant;
}

/** Who is signed in there. */
export interface CustomerSummary {
  email: string;
  /** Numbers of the orders that the account has. */
  orders: string[];
  applications: CustomerApplication[];
}

/** What somebody can do with a conversation: `say` writes to the customer, `note` only to colleagues. */
export const CONVERSATION_ACTS = ['claim', 'step-in', 'say', 'back', 'end', 'transfer', 'leave', 'note'] as const;
export type ConversationAct = (typeof CONVERSATION_ACTS)[number];

/**
 * `GET /desk/api/conversations/:id`: the newest items. `?after=` the `next` of the answer before: only what is new, nothing lost
 * or doubled. `?before=` the `seq` of the oldest item: what was said before it. Each first reading is audited.
 */
export interface ConversationDetail {
  row: ConversationRow;
  /** By `seq`. */
  items: ConversationItem[];
  /** Of the next reading. */
  next: number;
  /** There are older items. */
  more: boolean;
  /** What this person may do with it now. */
  can: ConversationAct[];
  customer?: CustomerSummary;
  form?: FormProgress;
  /** For colleagues only, the oldest first. */
  notes: DeskNote[];
  /** What is held back until the conversation is with the bot again, as the customer will read it. */
  held: { at: Instant; text: string; own?: string }[];
}

/**
 * `POST /desk/api/conversations/:id/:act` with `Idempotency-Key`: the same key is done once. Refused with 409 and the row as it is
 * now: `claimedBy` (`by`: who has it), `notOwner` (it is not yours any more: the words were not sent), `conversationEnded`,
 * `notWaiting`, `reservedFor`. `claim` of a supervisor takes it from a colleague. `step-in`: it is with the bot, nobody asked.
 * `leave`: back to the queue, for anybody; the customer reads that a colleague comes.
 */
export interface ConversationActRequest {
  /** say, note: the words, at most 4,000 characters. end: a last sentence, may be missing. */
  text?: string;
  /** transfer: to this one for 60 seconds, then to anybody; undefined: to anybody. */
  to?: string;
  /** transfer: what the colleague should know; the customer never sees it. */
  note?: string;
}

/** What came of it. */
export interface ConversationActed {
  row: ConversationRow;
  can: ConversationAct[];
  /** The new items of the log. */
  items: ConversationItem[];
}

/** `POST /desk/api/presence`: whether one takes conversations. Who has the desk open does, until they say that they do not. */
export interface PresenceRequest {
  away: boolean;
}

/**
 * Over `GET /desk/live`, to who may read conversations. The first has neither `set` nor `gone` and says where it begins. `gone`:
 * ids of those that are neither waiting nor with an agent any more. `desk` whenever it changed.
 */
export interface ConversationsMessage {
  conversations: {
    epoch: string;
    n: number;
    set: ConversationRow[];
    gone: string[];
    counts: ConversationCounts;
    desk?: DeskOpen;
  };
}
