// The desk's API on the router: every route stands behind one guard.
import type { IncomingMessage } from 'node:http';
import { MINUTE } from '../../domain/time';
import { createBoard } from '../../services/desk/board';
import { CONVERSATIONS } from '../../services/desk/conversation-rows';
import { createPresence, type Presence } from '../../services/desk/presence';
import type { Deps } from '../../services/shared/deps';
import type { Routes } from '../http/routes';
import type { Intake } from '../import/intake';
import type { Inbound, TurnResult } from '../turn/inbound';
import { createPrinter, type Printer } from '../pdf/printer';
import { type Log, nameOf } from '../process/log';
import { accountRoutes } from './account';
import { actingRoutes } from './acting';
import { applicationRoutes } from './applications';
import { fileRoutes } from './files';
import { importRoutes } from './imports';
import { conversationRoutes } from './conversation';
import { conversationActsRoutes } from './conversation-acts';
import { conversationBesideRoutes } from './conversation-beside';
import { conversationsRoutes } from './conversations';
import { createDeskGuard, type DeskGuard } from './guard';
import { createLive, type Live } from './live';
import { requestRoutes } from './requests';
import { settingsRoutes } from './settings';
import { sheetRoutes } from './sheets';
import { staffRoutes } from './staff';
import { APPLICATIONS, type ApplicationBoard } from '../../services/desk/rows';

export interface DeskOptions {
  deps: Deps;
  ipOf: (req: IncomingMessage) => string;
  /** Nobody but this machine reaches us. */
  local: boolean;
  log: Log;
  /** Takes files of orders. */
  intake: Intake;
  /** Plays a turn of a conversation, and sends what it says where nobody reads the log. */
  play: (inbound: Inbound) => Promise<TurnResult>;
}

export interface Desk {
  guard: DeskGuard;
  board: ApplicationBoard;
  live: Live;
  /** Of labels; is closed by whoever waits for it. */
  printer: Pick<Printer, 'close'>;
  /** Of this process; says that nobody is here any more when it is closed. */
  presence: Pick<Presence, 'close'>;
  /** Ends what is held open. */
  close(): void;
}

/** Mounts all of `/desk/api`. */
export function mountDesk(routes: Routes, { deps, ipOf, local, log, intake, play }: DeskOptions): Desk {
  const guard = createDeskGuard({ deps, ipOf, local, log });
  const { store, now, newId } = deps;
  const lying = {
    store,
    now,
    newId,
    // Where requests are paid for, the doorbell has to do for longer.
    everyMs: store.usage ? 5 * MINUTE : MINUTE,
    onTrouble: (error: unknown) =>
      log.warn({ code: nameOf(error) }, 'desk: open work could not be read; the next look repairs it'),
  };
  const board = createBoard(APPLICATIONS, lying);
  const conversations = createBoard(CONVERSATIONS, lying);
  const presence = createPresence({
    store,
    now,
    newId,
    onTrouble: (error) => log.warn({ code: nameOf(error) }, 'desk: who is here could not be written; it is again soon'),
  });
  accountRoutes({ deps, guard }).mount(routes);
  staffRoutes({ deps, guard }).mount(routes);
  applicationRoutes({ deps, guard, board }).mount(routes);
  actingRoutes({ deps, guard, board }).mount(routes);
  conversationRoutes({ deps, guard, log }).mount(routes);
  conversationsRoutes({ deps, board: conversations, guard, log }).mount(routes);
  conversationActsRoutes({ deps, guard, play }).mount(routes);
  conversationBesideRoutes({ deps, guard }).mount(routes);
  requestRoutes({ deps, guard, log }).mount(routes);
  fileRoutes({ deps, guard }).mount(routes);
  importRoutes({ guard, intake, log }).mount(routes);
  settingsRoutes({ deps, guard }).mount(routes);
  const printer = createPrinter({ now });
  sheetRoutes({ deps, board, guard, printer }).mount(routes);
  const live = createLive({ deps, board, conversations, presence, guard, log });
  return {
    guard,
    board,
    live,
    printer,
    presence,
    close() {
      live.close();
      board.close();
      conversations.close();
    },
  };
}
