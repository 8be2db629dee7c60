// What the chat asks of its connection, and what it is told.
import type { Activity, Connection, Content, Ending, Outgoing, SendState } from './protocol';

export interface TransportOptions {
  /** `token`, `revoke` and `user` of our server. */
  urls: { token: string; revoke: string; user: string };
  locale: () => string;
  /** New ones, in order. */
  activities: (activities: readonly Activity[]) => void;
  /** The first backlog has come. */
  caughtUp: () => void;
  connection: (state: Connection) => void;
  message: (message: Outgoing, state: SendState, status?: number) => void;
  /** The conversation is over. */
  ended: (why: Ending) => void;
  /** Another tab has shown everything up to here. */
  read: (id: string) => void;
  /** The host's token was used up, or ends soon: another one is needed. */
  needsUser: () => void;
  /** What the browser keeps has changed. */
  kept: () => void;
}

export interface Transport {
  start(): void;
  send(content: Content): Outgoing;
  /** Everything that has come. */
  all(): readonly Activity[];
  /** Leaves the conversation for a new one. */
  renew(): void;
  /**
   * Ends it for everybody who holds its tokens, and forgets it here, in every tab; false: the server is told when it can be
   * reached. Undefined where nobody had begun.
   */
  signOut(): Promise<boolean> | undefined;
  /**
   * Who is signed in on the host page: told to the server before anything else is sent. Undefined: nobody is; a conversation of
   * somebody whom the page has named ends as by `signOut`, a guest's goes on.
   */
  user(token: string | undefined): Promise<boolean> | undefined;
  tellRead(id: string): void;
}
