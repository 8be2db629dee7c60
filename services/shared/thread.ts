// A thread that does one kind of job: it begins with the first one and ends when none came for a while.
import { existsSync } from 'node:fs';
import { parentPort, type ResourceLimits, type TransferListItem, Worker } from 'node:worker_threads';

/** Too many wait: the same may succeed in a moment. */
export class ThreadBusy extends Error {
  override name = 'ThreadBusy';
}
/** It could not be done; the message is the failure's name. */
export class ThreadFailed extends Error {
  override name = 'ThreadFailed';
}

export interface ThreadOptions {
  /** The thread's file, compiled, without `.js`: where the sources run it is the `.ts` beside it. */
  file: string;
  maxWaiting: number;
  idleMs?: number;
  resourceLimits?: ResourceLimits;
}

type Asked<J> = { id: number; job: J };
/** A failure is a name, never a message: it may hold what the job says. */
type Done<A> = { id: number; answer: A } | { id: number; failed: string };

export interface Jobs<J, A> {
  /** Throws ThreadBusy when too many wait, ThreadFailed when it could not be done. */
  do(job: J): Promise<A>;
  /** Those that wait fail. */
  close(): Promise<void>;
}

type Waiting<A> = { resolve(answer: A): void; reject(error: Error): void };

export function createJobs<J, A>({ file, maxWaiting, idleMs = 60_000, resourceLimits }: ThreadOptions): Jobs<J, A> {
  const waiting = new Map<number, Waiting<A>>();
  let thread: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last = 0;

  function begin(): Worker {
    const begun = start(file, resourceLimits);
    begun.on('message', (done: Done<A>) => {
      const who = waiting.get(done.id);
      waiting.delete(done.id);
      if ('answer' in done) who?.resolve(done.answer);
      else who?.reject(new ThreadFailed(done.failed));
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
    if (thread !== which) return;
    thread = undefined;
    for (const { reject } of waiting.values()) reject(new ThreadFailed(why));
    waiting.clear();
  }

  async function end(): Promise<void> {
    clearTimeout(idle);
    const ended = thread;
    if (!ended) return;
    fail(ended, 'Closed');
    await ended.terminate();
  }

  return {
    do(job) {
      if (waiting.size >= maxWaiting) return Promise.reject(new ThreadBusy(`${waiting.size} wait`));
      clearTimeout(idle);
      thread ??= begin();
      thread.ref();
      const id = (last += 1);
      const done = new Promise<A>((resolve, reject) => waiting.set(id, { resolve, reject }));
      thread.postMessage({ id, job } satisfies Asked<J>);
      return done;
    },
    close: end,
  };
}

/** Compiled; where the sources run (development, tests) through the same loader as they do. */
function start(file: string, resourceLimits: ResourceLimits | undefined): Worker {
  const compiled = `${file}.js`;
  const limits = resourceLimits ? { resourceLimits } : {};
  return existsSync(compiled)
    ? new Worker(compiled, limits)
    : new Worker(`${file}.ts`, { execArgv: ['--require', 'tsx/cjs'] });
}

/** In the thread's file: does each job. `transfer`: what of an answer is handed over instead of copied. */
export function serveJobs<J, A>(
  work: (job: J) => Promise<A>,
  { transfer = () => [] }: { transfer?: (answer: A) => TransferListItem[] } = {},
): void {
  const answer = (done: Done<A>, over?: TransferListItem[]) => parentPort?.postMessage(done, over);
  parentPort?.on('message', ({ id, job }: Asked<J>) => {
    work(job).then(
      (made) => answer({ id, answer: made }, transfer(made)),
      (error: unknown) => answer({ id, failed: error instanceof Error ? error.name : 'Error' }),
    );
  });
}
