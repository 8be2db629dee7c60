// The desk's API on the router: every route stands behind one guard.
import type { IncomingMessage } from 'node:http';
import { MINUTE } from '../../domain/time';
import { type Board, createBoard } from '../../services/desk/board';
import type { Deps } from '../../services/shared/deps';
import type { Routes } from '../http/routes';
import type { Intake } from '../import/intake';
import { createPrinter, type Printer } from '../pdf/printer';
import { type Log, nameOf } from '../process/log';
import { accountRoutes } from './account';
import { actingRoutes } from './acting';
import { applicationRoutes } from './applications';
import { fileRoutes } from './files';
import { importRoutes } from './imports';
import { conversationRoutes } from './conversation';
import { createDeskGuard, type DeskGuard } from './guard';
import { createLive, type Live } from './live';
import { requestRoutes } from './requests';
import { settingsRoutes } from './settings';
import { sheetRoutes } from './sheets';
import { staffRoutes } from './staff';

export interface DeskOptions {
  deps: Deps;
  ipOf: (req: IncomingMessage) => string;
  /** Nobody but this machine reaches us. */
  local: boolean;
  log: Log;
  /** Takes files of orders. */
  intake: Intake;
}

export interface Desk {
  guard: DeskGuard;
  board: Board;
  live: Live;
  /** Of labels; is closed by whoever waits for it. */
  printer: Pick<Printer, 'close'>;
  /** Ends what is held open. */
  close(): void;
}

/** Mounts all of `/desk/api`. */
export function mountDesk(routes: Routes, { deps, ipOf, local, log, intake }: DeskOptions): Desk {
  const guard = createDeskGuard({ deps, ipOf, local, log });
  const { store, now, newId } = deps;
  const board = createBoard({
    store,
    now,
    newId,
    // Where requests are paid for, the doorbell has to do for longer.
    everyMs: store.usage ? 5 * MINUTE : MINUTE,
    onTrouble: (error) =>
      log.warn({ code: nameOf(error) }, 'desk: open work could not be read; the next look repairs it'),
  });
  accountRoutes({ deps, guard }).mount(routes);
  staffRoutes({ deps, guard }).mount(routes);
  applicationRoutes({ deps, guard, board }).mount(routes);
  actingRoutes({ deps, guard, board }).mount(routes);
  conversationRoutes({ deps, guard, log }).mount(routes);
  requestRoutes({ deps, guard, log }).mount(routes);
  fileRoutes({ deps, guard }).mount(routes);
  importRoutes({ guard, intake, log }).mount(routes);
  settingsRoutes({ deps, guard }).mount(routes);
  const printer = createPrinter({ now });
  sheetRoutes({ deps, board, guard, printer }).mount(routes);
  const live = createLive({ deps, board, guard, log });
  return {
    guard,
    board,
    live,
    printer,
    close() {
      live.close();
      board.close();
    },
  };
}
