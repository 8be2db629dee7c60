// What one conversation's connection holds: its parts, and where it stands.
import type { Feed } from './feed';
import type { Identity } from './identity';
import type { Leaving } from './leaving';
import type { Line } from './line';
import type { Outbox } from './outbox';
import type { Connection } from './protocol';
import type { Sessions } from './sessions';
import type { Tabs } from './tabs';
import type { TransportOptions } from './transport-port';

export interface TransportState {
  options: TransportOptions;
  feed: Feed;
  identity: Identity;
  leaving: Leaving;
  sessions: Sessions;
  outbox: Outbox;
  line: Line;
  tabs: Tabs;
  conversation: string;
  /**
   * Whose browser it was when something was first shown here. Not earlier: tabs that open at the same moment must agree,
   * and what one stores the others see a little later.
   */
  person: string | undefined;
  connection: Connection;
  started: boolean;
  /** The first backlog has come. */
  caughtUp: boolean;
  /** The tab with the socket has told us everything so far. */
  joined: boolean;
  backlog?: ReturnType<typeof setTimeout>;
  nagging?: ReturnType<typeof setInterval>;
}
