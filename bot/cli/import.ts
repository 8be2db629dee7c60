// `npm run import -- orders FILE`: orders, payments and bills of a payment platform. Works while the server is running.
import { parseArgs } from 'node:util';
import { importOrders } from '../../services/import/import';
import { openOrders } from './import-file';
import { type Cli, fail, print, runCli, warn } from './open';
import { badRowLine, countsLine, fileFaultLine, foreignLine, IMPORT_HELP, USAGE } from './words';

/** Answers the exit code: 0 all rows fine, 1 some refused, 2 nothing could be read. */
export async function importCommand(args: readonly string[], open: () => Promise<Cli>): Promise<number> {
  let parsed: { values: { help?: boolean }; positionals: string[] };
  try {
    parsed = parseArgs({ args: [...args], options: { help: { type: 'boolean', short: 'h' } }, allowPositionals: true });
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
  const opened = await openOrders(file);
  if (!opened.ok) return fail(fileFaultLine(file, opened.fault), 2);
  if (opened.foreign.length) warn(foreignLine(opened.foreign));
  const cli = await open();
  try {
    const counts = await importOrders(cli.deps, opened.rows, (bad) => warn(badRowLine(bad)));
    print(countsLine(counts));
    return counts.refused > 0 ? 1 : 0;
  } finally {
    await cli.close();
  }
}

if (require.main === module) runCli(importCommand);
