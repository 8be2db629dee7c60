// Prints papers as PDFs in a thread of its own, which begins with the first one and ends when none came for a while.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Paper } from './paper';
import type { Done, Job } from './worker';

export interface Printer {
  /** The PDF's bytes. Throws PrinterBusy when too many wait, PrinterFailed when it could not be made. */
  print(paper: Paper): Promise<Buffer>;
  /** Those that wait fail. */
  close(): Promise<void>;
}

/** Too many wait: the same may succeed in a moment. */
export class PrinterBusy extends Error {
  override name = 'PrinterBusy';
}
/** It could not be made; the message is the failure's name. */
export class PrinterFailed extends Error {
  override name = 'PrinterFailed';
}

export interface PrinterOptions {
  now: () => string;
  /** At a tenth of a second each, so many keep the last one waiting for ten seconds. */
  maxWaiting?: number;
  /** The thread takes some 70 MB: not for ever. */
  idleMs?: number;
}

type Waiting = { resolve(pdf: Buffer): void; reject(error: Error): void };

export function createPrinter({ now, maxWaiting = 100, idleMs = 60_000 }: PrinterOptions): Printer {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last = 0;

  function begin(): Worker {
    const begun = startThread();
    begun.on('message', (done: Done) => {
      const who = waiting.get(done.id);
      waiting.delete(done.id);
      if ('pdf' in done) who?.resolve(Buffer.from(done.pdf.buffer, done.pdf.byteOffset, done.pdf.byteLength));
      else who?.reject(new PrinterFailed(done.failed));
      if (waiting.size) return;
      // An idle thread must not keep the process.
      begun.unref();
      idle = setTimeout(() => void end(), idleMs).unref();
    });
    // A thread that died (memory) takes its jobs with it; the next job begins another one.
    begun.on('error', (error) => fail(begun, error.name));
    begun.on('exit', () => fail(begun, 'Exit'));
    return begun;
  }

  function fail(which: Worker, why: string): void {
    if (worker !== which) return;
    worker = undefined;
    for (const { reject } of waiting.values()) reject(new PrinterFailed(why));
    waiting.clear();
  }

  async function end(): Promise<void> {
    clearTimeout(idle);
    const ended = worker;
    if (!ended) return;
    fail(ended, 'Closed');
    await ended.terminate();
  }

  return {
    print(paper) {
      if (waiting.size >= maxWaiting) return Promise.reject(new PrinterBusy(`${waiting.size} wait`));
      clearTimeout(idle);
      worker ??= begin();
      worker.ref();
      const job: Job = { id: (last += 1), paper, created: now() };
      const printed = new Promise<Buffer>((resolve, reject) => waiting.set(job.id, { resolve, reject }));
      worker.postMessage(job);
      return printed;
    },
    close: end,
  };
}

/** Parsing a font leaves much behind: with the usual young generation the thread takes half as much again. */
const resourceLimits = { maxOldGenerationSizeMb: 160, maxYoungGenerationSizeMb: 8 };

/** Compiled beside this file; where the sources run (development, tests) through the same loader as they do. */
function startThread(): Worker {
  const compiled = join(__dirname, 'worker.js');
  if (existsSync(compiled)) return new Worker(compiled, { resourceLimits });
  return new Worker(join(__dirname, 'worker.ts'), { execArgv: ['--require', 'tsx/cjs'] });
}
