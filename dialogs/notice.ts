// What a conversation is told of what happened elsewhere: as data, worded when it is said.
import type { AccountLink } from '../domain/people';
import type { Instant } from '../domain/result';
import type { ChatEvent } from '../services/shared/outbox';

/** Whom the page around the chat has signed in, as the channel proved it: never what a client said. */
export interface HostNotice {
  subject: string;
  email: string;
  orders: string[];
  /** When the page's session ends, as far as it has said. */
  until: Instant;
  /** Missing where the address has no account there. */
  link?: AccountLink;
  /** Signed in here, with the account itself: no admin centre says so. */
  own?: true;
}

/** From the outbox, or from the page around the chat. */
export type Notice =
  | ChatEvent
  | { name: 'host'; params: HostNotice }
  | { name: 'signedOut'; params: Record<string, never> };
export type NoticeParams<Name extends Notice['name']> = Extract<Notice, { name: Name }>['params'];
