// What the steps of a turn work with: the store and the use-cases, what was sent, and who watches.
import type { State } from '../../dialogs/state';
import type { Command, Outcome } from '../../services/commands';
import type { Query } from '../../services/queries';
import type { Deps } from '../../services/shared/deps';
import type { Header } from '../../storage/records';
import type { TurnWatch } from '../watchdog/turns';
import type { Marks } from './delivered';

export interface TurnState {
  deps: Deps;
  run: (command: Command) => Promise<Outcome>;
  query: (scope: { conversation: string; link: State['link'] }) => Query;
  log: { error(fields: object, message: string): void };
  marks: Marks;
  /** Is told which turn is decided, so that one that ends the process is known. */
  watch: TurnWatch;
}

/** A header with the state that the dialogs made. */
export type PlayedHeader = Header & { state: State };

/** Where a conversation stands. `etag` undefined: nothing is stored of it. */
export interface Position {
  header: PlayedHeader;
  etag: string | undefined;
}
