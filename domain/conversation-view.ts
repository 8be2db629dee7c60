// Wire types of what was said in a conversation, as staff read it (`/desk/api/requests`, `…/applications/:number/conversation`). No words, no rules.
import type { Instant } from './result';

/** One utterance, the bot's worded in the customer's language. */
export interface Said {
  at: Instant;
  author: 'user' | 'bot' | 'agent' | 'system';
  text: string;
}

/** `GET /desk/api/applications/:number/conversation?after=`: the newest, by time; each page that is read is audited. */
export interface ConversationAnswer {
  locale: string;
  said: Said[];
  /** Of the page before, opaque. */
  next?: string;
}

/** What staff tell each other about a thing; no customer ever sees it. */
export interface DeskNote {
  id: string;
  at: Instant;
  by: string;
  text: string;
}
