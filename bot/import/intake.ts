// Imports over HTTP, whoever sends them: the upload is spooled, few are read at once, and every row is worded for who sent it.
import type { IncomingMessage } from 'node:http';
import type { ImportFound, ImportRead, ImportRefused } from '../../domain/import-view';
import type { DeskLocale } from '../../locales';
import { type CellRow, MAX_IMPORT_BYTES, shown } from '../../services/import/file/cell';
import type { FileFound } from '../../services/import/file/open';
import type { BadRow } from '../../services/import/faults';
import type { Taken } from '../../services/import/import';
import { type FileHeard, type FileImport, importFile, type ImportOutcome, tryImport } from '../../services/import/run';
import { createFairQueue } from '../../services/shared/fair-queue';
import type { Deps } from '../../services/shared/deps';
import { type Spooled, spooled } from './spool';
import { rowMessage } from './words';

export interface Intake {
  /** Reads the request's body and imports it, or only says what would come of it. Throws TooBusy. */
  take(
    req: IncomingMessage,
    file: Omit<FileImport, 'path'> & { dry: boolean },
    heard: FileHeard,
  ): Promise<Spooled<ImportOutcome>>;
}

/** Reading takes a processor: one import at a time in a process, and no sender holds up others with more than two. */
const QUEUE = { atOnce: 1, each: 2, strangers: 4, all: 8 };

export function createIntake(deps: Deps): Intake {
  const inTurn = createFairQueue(QUEUE);
  return {
    take: (req, { dry, ...file }, heard) =>
      spooled(req, MAX_IMPORT_BYTES, (path) =>
        inTurn({ key: file.who.id, own: true }, () =>
          dry ? tryImport(deps, { ...file, path }, heard) : importFile(deps, { ...file, path }, heard),
        ),
      ),
  };
}

export const TOO_LARGE_MB = MAX_IMPORT_BYTES / 2 ** 20;

export const foundView = (found: FileFound): ImportFound => found;

export const readView = ({ row, fate }: Taken): ImportRead => {
  const { line, order, payer, tenant, contact, paidAt, bill } = row;
  return { line, result: fate, order, payer, tenant, contact, paidAt, bill } as ImportRead;
};

export const refusedView = (locale: DeskLocale, bad: BadRow, cells?: Record<string, string>): ImportRefused => ({
  line: bad.line,
  ...(bad.column ? { column: bad.column } : {}),
  code: bad.fault,
  message: rowMessage(locale, bad),
  ...(cells ? { cells } : {}),
});

/** So many rows can be refused after they were read. */
const RECENT = 4_000;

/** The cells of rows that were read lately, for those of them that are refused. */
export function createRecent() {
  const rows = new Map<number, CellRow>();
  return {
    seen(row: CellRow): void {
      rows.set(row.line, row);
      if (rows.size > RECENT) for (const [line] of rows) return void rows.delete(line);
    },
    cellsOf(line: number): Record<string, string> | undefined {
      const row = rows.get(line);
      return (
        row &&
        Object.fromEntries(Object.entries(row.cells).map(([column, cell]) => [column, shown(cell).slice(0, 300)]))
      );
    },
  };
}
