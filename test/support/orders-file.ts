// Writes a file of orders into a folder of its own and reads it: what every row came to, without a store.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BadRow } from '../../services/import/faults';
import { type FileFound, openOrders, type OpenOptions } from '../../services/import/file/open';
import { type ImportRow, readRow } from '../../services/import/rows';

export const NOW = '2026-12-01T02:00:00.000Z';

export interface ReadFile {
  /** Why nothing of it was read. */
  fault?: string;
  found?: FileFound;
  rows: ImportRow[];
  bad: BadRow[];
}

export async function readOrders(content: string | Uint8Array, options: OpenOptions = {}): Promise<ReadFile> {
  const folder = mkdtempSync(join(tmpdir(), 'fapiao-orders-'));
  try {
    const path = join(folder, 'orders');
    writeFileSync(path, content);
    const opened = await openOrders(path, options);
    if (!opened.ok) return { fault: opened.fault.code, rows: [], bad: [] };
    const read: ReadFile = { found: opened.found, rows: [], bad: [] };
    for await (const row of opened.rows()) {
      const one = 'fault' in row ? { ok: false as const, bad: row } : readRow(row, NOW);
      if (one.ok) read.rows.push(one.row);
      else read.bad.push(one.bad);
    }
    return read;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Each refused row as `line column fault`. */
export const faultsOf = ({ bad }: ReadFile): string[] =>
  bad.map(({ line, column, fault }) => [line, column, fault].filter(Boolean).join(' '));
