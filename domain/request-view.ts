// Wire types of requests for a person (`/desk/api/requests`). No words, no rules.
import type { Said } from './conversation-view';
import type { Instant } from './result';

/** A wish for a person that waits, with the conversation that it came from. */
export interface DeskRequest {
  id: string;
  at: Instant;
  locale: string;
  text: string;
  /** Where an answer can go; undefined: nobody knows. */
  email?: string;
  conversation: string;
  /** The newest of it. */
  said: Said[];
}

/** `POST /desk/api/requests/:id/answer` mails it in the customer's language, `…/close` only says what came of it. Both close. */
export interface RequestAct {
  text: string;
  /** Where the answer goes, if not to the account. */
  email?: string;
}

/** `GET /desk/api/requests`: the oldest first. */
export interface RequestsAnswer {
  requests: DeskRequest[];
}
