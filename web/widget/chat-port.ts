// A chat as its page sees it: what it is made with, what it can be told, and what it tells a panel around it.
import type { T } from './text';

export interface ChatConfig {
  locale: string;
  texts: Record<string, unknown>;
  /** Where the words of each language are. */
  textUrls: Record<string, string>;
  names: Record<string, string>;
  urls: { token: string; revoke: string; user: string };
}

/** What a chat in a panel has to do with the page around it. */
export interface Panel {
  close(): void;
  /** Something that the page shows has changed: what is unread, the language, whether there is a conversation. */
  changed(): void;
  /** A new conversation needs a new token of who is signed in. */
  needsUser(): void;
}

export interface Chat {
  /** Puts a text into the composer. */
  insert(text: string): void;
  t: T;
  locale(): string;
  /** Called now and whenever the language changes. */
  onLanguage(relabel: () => void): void;
  /** The panel is on show; `bills` are wanted. */
  open(bills?: readonly string[]): void;
  close(): void;
  shown(): boolean;
  unread(): number;
  /** The page speaks another language now. */
  speak(locale: string): void;
  /** Who is signed in on the page; undefined: nobody, which ends the conversation of whom it has named before. */
  user(token: string | undefined): Promise<void>;
  /** By the page: nobody is asked. Resolves when nothing is left here, and the server knows or will. */
  signOut(): Promise<void>;
  /** Something was typed and has not been sent. */
  unsent(): boolean;
}
