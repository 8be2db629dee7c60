// What a chat holds: its parts on screen, its connection, and where it stands.
import type { Cards } from './cards';
import type { ChatConfig, Panel } from './chat-port';
import type { Chips } from './chips';
import type { Composer } from './composer';
import type { Farewell } from './farewell';
import type { Header } from './header';
import type { Log } from './log';
import type { Activity } from './protocol';
import type { createWords, T } from './text';
import type { Transport } from './transport-port';
import type { Unread } from './unread';

export interface ChatState {
  root: HTMLElement;
  config: ChatConfig;
  /** Where it is one: a chat that is a page has none. */
  panel: Panel | undefined;
  words: ReturnType<typeof createWords>;
  t: T;
  cards: Cards;
  log: Log;
  composer: Composer;
  chips: Chips;
  farewell: Farewell;
  header: Header;
  unread: Unread;
  transport: Transport;
  /** Called when the language changes. */
  relabels: (() => void)[];
  typing?: ReturnType<typeof setTimeout>;
  online: boolean;
  /** The first backlog has come. */
  caughtUp: boolean;
  /** On show. */
  shown: boolean;
  /** The conversation's language. */
  spoken: string | undefined;
  last: Activity | undefined;
  /** The person of the service who talks here; undefined: the assistant does. */
  person?: string | undefined;
}
