// One import of a file, for whoever asks: tried without writing, or done, once for a command, and named in the audit.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { DayOrder } from './dates';
import { hashOf, no, remembered } from '../shared/once';
import type { Deps } from '../shared/deps';
import { audit, auditAlone, type Who } from '../staff/audit';
import { bodyOf, keys } from '../../storage/records';
import type { Reason } from '../../domain/result';
import type { BadRow } from './faults';
import type { CellRow, FileFault } from './file/cell';
import { type FileFound, openOrders } from './file/open';
import { type Heard, type ImportCounts, importOrders } from './import';

export interface FileImport {
  path: string;
  /** As its sender calls it. */
  name: string;
  who: Who;
  dates?: DayOrder | undefined;
  /** The same command again answers what it came to. Without one the import runs again, and finds its rows unchanged. */
  commandId?: string | undefined;
  /** Of the file that was looked at: another one is not imported. */
  sha256?: string | undefined;
}

/** `refused`: the first of the refused rows. */
export interface Imported {
  /** Of the file. */
  sha256: string;
  found: FileFound;
  counts: ImportCounts;
  refused: BadRow[];
  /** The import was done before, by the same command. */
  again?: boolean;
}
export type ImportOutcome = ({ ok: true } & Imported) | { ok: false; fault: FileFault } | { ok: false; reason: Reason };

/** Is told how the file was understood, before its rows. */
export interface FileHeard extends Heard {
  found?: (found: FileFound) => void;
  /** Each row as it stands in the file, before what came of it. */
  seen?: (row: CellRow) => void;
}

/** As many refused rows are in an outcome; all are heard. */
export const REFUSED_KEPT = 1_000;
const NAME_MAX = 120;

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) hash.update(chunk);
  return hash.digest('hex');
}

/** What an import of this file would come to now. Nothing is written. */
export async function tryImport(
  deps: Deps,
  { path, dates }: Pick<FileImport, 'path' | 'dates'>,
  heard: FileHeard = {},
): Promise<ImportOutcome> {
  const opened = await openOrders(path, { dates });
  if (!opened.ok) return opened;
  heard.found?.(opened.found);
  const { refused, hear } = keeper(heard);
  const counts = await importOrders(deps, opened.rows(heard.seen), hear, { dry: true });
  return { ok: true, sha256: await sha256Of(path), found: opened.found, counts, refused };
}

function keeper(heard: Heard): { refused: BadRow[]; hear: Heard } {
  const refused: BadRow[] = [];
  return {
    refused,
    hear: {
      ...heard,
      refused(bad) {
        if (refused.length < REFUSED_KEPT) refused.push(bad);
        heard.refused?.(bad);
      },
    },
  };
}

/**
 * Imports a file: good rows although others are bad. Refused: why nothing of the file can be read, `commandReused` (the
 * command came with another file before), `importChanged` (it is not the file that was looked at).
 */
export async function importFile(deps: Deps, file: FileImport, heard: FileHeard = {}): Promise<ImportOutcome> {
  const { path, who, dates, commandId, sha256 } = file;
  const opened = await openOrders(path, { dates });
  if (!opened.ok) return opened;
  const sum = await sha256Of(path);
  if (sha256 !== undefined && sha256 !== sum) return no('importChanged');
  const command = commandId && { id: commandId, hash: hashOf(['import', who.id, sum, dates ?? null]) };
  const pk = command ? `command:${command.id}` : undefined;
  const before = command && (await deps.store.get(keys.done(`command:${command.id}`, command.id)));
  if (command && before) {
    const { hash, outcome } = bodyOf('done', before);
    return hash === command.hash ? { ok: true, ...(outcome as Imported), again: true } : no('commandReused');
  }
  const { found } = opened;
  heard.found?.(found);
  const { refused, hear } = keeper(heard);
  const entry = { who, what: 'orders.import' as const, thing: file.name.slice(0, NAME_MAX) };
  const told = { sha256: sum, format: found.format, rows: found.rows };
  let rows = 0;
  const counts = await importOrders(deps, opened.rows(heard.seen), {
    ...hear,
    progress(done) {
      rows = done;
      return hear.progress?.(done);
    },
  }).catch(async (error: unknown) => {
    // What went in stays in, and that it did stands in the audit, if the store takes that.
    await auditAlone(deps, { ...entry, after: { ...told, brokeOffAfter: rows } }).catch(() => undefined);
    throw error;
  });
  const imported: Imported = { sha256: sum, found, counts, refused };
  const after = { ...told, ...counts };
  if (!command || !pk) {
    await auditAlone(deps, { ...entry, after });
    return { ok: true, ...imported };
  }
  const kept = await remembered<Imported>(deps, pk, command, async () => ({
    writes: [audit(deps, { ...entry, after, pk })],
    outcome: imported,
    keep: true,
  }));
  return 'ok' in kept ? kept : { ok: true, ...kept };
}
