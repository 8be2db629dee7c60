// Prints papers as PDFs in a thread of its own.
import { join } from 'node:path';
import { createJobs } from '../../services/shared/thread';
import type { LabelSheet } from './labels';
import type { Paper } from './paper';
import type { Printing } from './worker';

export interface Printer {
  /** The PDF's bytes. Throws ThreadBusy when too many wait, ThreadFailed when it could not be made. */
  print(paper: Paper): Promise<Buffer>;
  labels(sheet: LabelSheet): Promise<Buffer>;
  /** Those that wait fail. */
  close(): Promise<void>;
}

export interface PrinterOptions {
  now: () => string;
  /** At a tenth of a second each, so many keep the last one waiting for ten seconds. */
  maxWaiting?: number;
  /** The thread takes some 70 MB: not for ever. */
  idleMs?: number;
}

/** Parsing a font leaves much behind: with the usual young generation the thread takes half as much again. */
const resourceLimits = { maxOldGenerationSizeMb: 160, maxYoungGenerationSizeMb: 8 };

export function createPrinter({ now, maxWaiting = 100, idleMs = 60_000 }: PrinterOptions): Printer {
  const file = join(__dirname, 'worker');
  const jobs = createJobs<Printing, Uint8Array<ArrayBuffer>>({ file, maxWaiting, idleMs, resourceLimits });
  async function made(what: { paper: Paper } | { labels: LabelSheet }): Promise<Buffer> {
    const pdf = await jobs.do({ ...what, created: now() });
    return Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
  }
  return {
    print: (paper) => made({ paper }),
    labels: (labels) => made({ labels }),
    close: jobs.close,
  };
}
