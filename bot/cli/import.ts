// `npm run import -- orders FILE`: orders, payments and bills of a payment platform. Works while the server is running.
import { parseArgs } from 'node:util';
import type { DayOrder } from '../../services/import/dates';
import { importFile } from '../../services/import/run';
import { basename } from 'node:path';
import { type Cli, fail, print, runCli, warn } from './open';
import { operator } from './operator';
import { USAGE } from './words';
import { badRowLine, countsLine, DATES_LINE, fileFaultLine, foundLines, IMPORT_HELP } from './words-import';

const OPTIONS = { help: { type: 'boolean', short: 'h' }, dates: { type: 'string' } } as const;
const ORDERS: Record<string, DayOrder> = { 'day-first': 'dayFirst', 'month-first': 'monthFirst' };

/** Answers the exit code: 0 all rows fine, 1 some refused, 2 nothing could be read. */
export async function importCommand(args: readonly string[], open: () => Promise<Cli>): Promise<number> {
  let parsed: { values: { help?: boolean; dates?: string }; positionals: string[] };
  try {
    parsed = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error), 2);
  }
  const [what, file] = parsed.positionals;
  if (parsed.values.help || !what) {
    print(IMPORT_HELP);
    return parsed.values.help ? 0 : 2;
  }
  if (what !== 'orders') return fail(USAGE.unknownCommand(what), 2);
  if (!file) return fail(USAGE.missingFile, 2);
  const asked = parsed.values.dates;
  const dates = asked === undefined ? undefined : ORDERS[asked];
  if (asked !== undefined && !dates) return fail(DATES_LINE, 2);
  const cli = await open();
  try {
    const outcome = await importFile(
      cli.deps,
      { path: file, name: basename(file), who: operator(), dates },
      {
        found: (found) => foundLines(found).forEach((line) => warn(line)),
        refused: (bad) => warn(badRowLine(bad)),
      },
    );
    if (!outcome.ok) return fail('fault' in outcome ? fileFaultLine(file, outcome.fault) : outcome.reason.code, 2);
    print(countsLine(outcome.counts));
    return outcome.counts.refused > 0 ? 1 : 0;
  } finally {
    await cli.close();
  }
}

if (require.main === module) runCli(importCommand);
