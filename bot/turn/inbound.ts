// What channels hand to the turn, and what the turn leaves in the log: no framework's types.
import type { AgentName, HandoffLine } from '../../domain/handoff-state';
import type { Instant } from '../../domain/result';
import type { Refused } from '../../dialogs/form/context';
import type { Input } from '../../dialogs/flows/flow';
import type { Reply } from '../../dialogs/reply';
import type { Locale } from '../../locales/list';

/** A card on a channel: the activity that shows it, and the entry of the log that it shows. */
export interface Pressed {
  activity: string;
  seq: number;
}

export interface Inbound {
  /** Channel + tenant + conversation, plus the person in group chats. */
  conversation: string;
  /** Same text = the same delivery: a repeated one is answered from the stored row. */
  dedupe: string;
  input: Input;
  /** BCP 47 tag of the client, if it says one. */
  locale?: string;
  channel: string;
  person: string;
  /** How to reach the conversation later; undefined on the embedded Direct Line. */
  reference?: unknown;
  receivedAt: Instant;
  /** The client's own id, echoed so that it can match its message. */
  clientActivityId?: string;
  activityId?: string;
  ip?: string;
  /** Others read along: nothing of an account is shown. */
  group?: boolean;
  /** The card of ours that was pressed: its id on the channel, and its entry of the log. */
  pressed?: Pressed;
  /** Its replies go with the answer to the request: nothing is sent. */
  inAnswer?: true;
  /** Of the chat token that it came with: refused when that was revoked. */
  tokenEpoch?: number;
}

export type LogItem =
  | {
      seq: number;
      author: 'user';
      at: Instant;
      from: string;
      text?: string;
      /** A card's values, secrets masked. */
      value?: Record<string, unknown>;
      clientActivityId?: string;
      activityId?: string;
      pressed?: Pressed;
    }
  /** `form`: the one that is open after it, '' where none is; cards of all others take no more answers. */
  | { seq: number; author: 'bot'; at: Instant; locale: Locale; reply: Reply; form?: string }
  /** What somebody of the staff wrote. */
  | { seq: number; author: 'agent'; at: Instant; locale: Locale; by: AgentName; text: string }
  /** What happened to the hand-off: a line between the words. */
  | {
      seq: number;
      author: 'system';
      at: Instant;
      locale: Locale;
      reply: Reply;
      line: HandoffLine;
      by?: AgentName;
      revoked?: undefined;
    }
  /** All chat tokens below this epoch were revoked. No client sees it. */
  | { seq: number; author: 'system'; at: Instant; revoked: number };

/** A turn that a crash cut off and another delivery finished. */
export interface CutOff {
  row: string;
  items: LogItem[];
}

export interface TurnResult {
  /** Id of the row that the delivery made. */
  row: string;
  /** What came and what was answered, outcomes of commands included. */
  items: LogItem[];
  /** The same delivery came before; nothing was run again. */
  repeated: boolean;
  /** Its replies are known to have been sent. */
  delivered: boolean;
  /** The outbox sends its replies, after others that were not taken. */
  queued?: true;
  /** Channels that do not read the log have to send these first. */
  cutOff?: CutOff[];
  /** What staff or time wanted did not fit; nothing was kept, and nothing is in `items`. */
  refused?: Refused;
}

export interface Turns {
  /** Reads, decides, commits; then runs the commands that were decided and commits their outcome. Throws StoreBusy after 8 s. */
  deliver(inbound: Inbound): Promise<TurnResult>;
}
