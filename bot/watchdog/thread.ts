// The thread that watches: counts how long no beat came, then marks what was in hand, says so, and ends the process.
import { write } from 'node:fs';
import { workerData } from 'node:worker_threads';
import type { WatchdogData } from './index';
import { viewsOf } from './shared';

const { memory, afterMs, store, silent } = workerData as WatchdogData;
const views = viewsOf(memory);

const LOOKS = 20;
const LOOK_MS = Math.max(afterMs / LOOKS, 5);
/** The mark and the line are not worth more: the process ends without them. */
const LAST_MS = 3_000;

let seen = views.beats();
let missed = 0;
let before = performance.now();
let worked = process.cpuUsage();

/** A thread that gets no time of a busy machine is not to blame: one that stands in its own work uses it up. */
const MOSTLY = 0.5;
/** And one that waits in the system (a hung disk) uses none: it gets longer. */
const PATIENTLY = 3;

function usedMs(): number {
  const { user, system } = process.cpuUsage(worked);
  return (user + system) / 1000;
}

/**
 * A look that comes late was late for both threads (a suspended machine, SIGSTOP, a starved one): it proves nothing, and
 * the count begins anew.
 */
const timer = setInterval(() => {
  const now = performance.now();
  const late = now - before > LOOK_MS * 4;
  before = now;
  const beats = views.beats();
  if (beats !== seen || late || views.isOff()) {
    seen = beats;
    missed = 0;
    worked = process.cpuUsage();
    return;
  }
  missed += 1;
  if (missed < LOOKS || (missed < LOOKS * PATIENTLY && usedMs() < afterMs * MOSTLY)) return;
  clearInterval(timer);
  void end();
}, LOOK_MS);

async function end(): Promise<void> {
  // First of all: whatever below stands too (a full pipe, a hung disk), the process ends.
  setTimeout(kill, LAST_MS);
  const inHand = views.inHand();
  const { entry = 'unknown', row, key } = inHand ?? {};
  const marked = row && key ? await mark(key, row).catch(() => false) : false;
  const line = {
    level: 60,
    time: Date.now(),
    entry,
    ...(row ? { row, marked } : {}),
    seconds: afterMs / 1000,
    msg: 'the event loop stands; the process ends so that it is started anew',
  };
  // Not writeSync: a pipe that nobody reads would hold this thread as well.
  if (!silent) await new Promise<void>((resolve) => write(1, `${JSON.stringify(line)}\n`, () => resolve()));
  kill();
}

async function mark(key: { pk: string; id: string }, row: string): Promise<boolean> {
  // Only now: a store costs memory and half a second, and most processes never come here.
  const { openStore } = require('../../storage/open') as typeof import('../../storage/open');
  const { markDeadly } = require('../turn/deadly') as typeof import('../turn/deadly');
  const opened = await openStore({ ...store, now: () => new Date().toISOString() });
  const marked = await markDeadly(opened, key, row);
  await opened.close();
  return marked;
}

/** process.exit ends this thread alone; the other one takes no signal that has a handler. */
function kill(): void {
  process.kill(process.pid, 'SIGKILL');
}
