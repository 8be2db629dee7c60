// Orders from a file at the desk: looked at first, then imported; answered in lines while it goes on. Shapes in domain/import-view.ts.
import { z } from 'zod';
import type { ImportLine } from '../../domain/import-view';
import type { FileHeard, ImportOutcome } from '../../services/import/run';
import { createLines, Gone, type Lines } from '../http/lines';
import type { Routes } from '../http/routes';
import { createRecent, foundView, type Intake, readView, refusedView, TOO_LARGE_MB } from '../import/intake';
import { fileMessage } from '../import/words';
import { type Log, nameOf } from '../process/log';
import type { DeskCall, DeskGuard } from './guard';
import { refusalOf, statusOf } from './refusal';

const query = z.object({
  name: z.string().max(300).default('orders'),
  dates: z.enum(['dayFirst', 'monthFirst']).optional(),
  sha256: z
    .string()
    .regex(/^[\da-f]{64}$/)
    .optional(),
});

/** So many rows are shown as they were read. */
const SAMPLE = 8;

interface ImportRoutes {
  guard: DeskGuard;
  intake: Intake;
  log: Pick<Log, 'error'>;
}

export function importRoutes({ guard, intake, log }: ImportRoutes): { mount(routes: Routes): void } {
  async function take(call: DeskCall, dry: boolean): Promise<void> {
    const asked = query.safeParse(Object.fromEntries(call.query));
    if (!asked.success || (!dry && !call.commandId)) return call.refuse(400, { code: 'notJson' });
    const lines = createLines(call.res);
    const { staff, commandId, req } = call;
    const file = { ...asked.data, who: staff, ...(dry ? {} : { commandId }), dry };
    try {
      const got = await intake.take(req, file, heardBy(call, lines, dry));
      if (got.ok) return told(call, lines, got.value);
      if (got.why === 'tooLarge') return call.refuse(413, { code: 'importTooLarge', params: { mb: TOO_LARGE_MB } });
      call.refuse(400, { code: 'fileHalf' });
    } catch (error) {
      if (error instanceof Gone) return;
      if (!call.res.headersSent) throw error;
      // Some of it went in, perhaps: whoever sends it again changes nothing twice.
      log.error({ code: nameOf(error) }, 'desk: an import broke off');
      put(lines, { error: refusalOf(call.locale, { code: 'importBrokeOff' }) });
      lines.end();
    }
  }

  return {
    mount(routes) {
      guard.upload(routes, '/desk/api/import/orders/preview', 'import', (call) => take(call, true));
      guard.upload(routes, '/desk/api/import/orders', 'import', (call) => take(call, false));
    },
  };
}

const put = (lines: Lines, line: ImportLine): void => lines.put(line);

function heardBy({ locale }: DeskCall, lines: Lines, dry: boolean): FileHeard {
  const recent = createRecent();
  let read = 0;
  return {
    found: (found) => put(lines, { found: foundView(found) }),
    seen: recent.seen,
    taken(taken) {
      if (dry && (read += 1) <= SAMPLE) put(lines, { read: readView(taken) });
    },
    refused: (bad) => put(lines, { refused: refusedView(locale, bad, recent.cellsOf(bad.line)) }),
    async progress(rows) {
      put(lines, { progress: { rows } });
      // An import goes on without its reader: what it came to is remembered under its key.
      await lines.taken().catch((error: unknown) => {
        if (dry) throw error;
      });
    },
  };
}

function told({ locale, refuse }: DeskCall, lines: Lines, outcome: ImportOutcome): void {
  if (outcome.ok) {
    const { counts, sha256, again } = outcome;
    if (again) {
      put(lines, { found: foundView(outcome.found) });
      for (const bad of outcome.refused) put(lines, { refused: refusedView(locale, bad) });
    }
    put(lines, { done: { counts, sha256, ...(again ? { again } : {}) } });
    return lines.end();
  }
  if ('reason' in outcome) return refuse(statusOf(outcome.reason), outcome.reason);
  const { code } = outcome.fault;
  refuse(422, { code: 'importFile', params: { code, why: fileMessage(locale, outcome.fault) } });
}
