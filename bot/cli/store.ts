// `npm run store -- …`: moves the data between files and stores, backs it up and puts it back.
import { parseArgs } from 'node:util';
import { openArchive } from '../../storage/move/archive';
import { exportStore } from '../../storage/move/export';
import { type Source, storeSource } from '../../storage/move/source';
import { type Mode, transfer } from '../../storage/move/transfer';
import { backUp } from '../../storage/sqlite/backup';
import { restore } from '../../storage/sqlite/restore';
import { StoreBusy } from '../../storage/store';
import { fail, print, readConfig, runCli, warn } from './open';
import { type Place, type Places, placeNamed, placesOf } from './places';
import { createProgress } from './progress';
import { checkCommand, setupCommand } from './store-check';
import * as words from './store-words';
import { USAGE } from './words';

const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  to: { type: 'string' },
  from: { type: 'string' },
  resume: { type: 'boolean' },
  overwrite: { type: 'boolean' },
  throughput: { type: 'string' },
  'up-to': { type: 'string' },
  serverless: { type: 'boolean' },
} as const;
type Options = ReturnType<typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true }>>['values'];

interface Asked {
  places: Places;
  /** '' for a command without one. */
  file: string;
  options: Options;
}
interface Command {
  /** Its argument is a file. */
  file?: boolean;
  run(asked: Asked): Promise<number>;
}

const COMMANDS: Record<string, Command> = {
  export: { file: true, run: exportCommand },
  import: { file: true, run: importCommand },
  copy: { run: copyCommand },
  backup: { file: true, run: backupCommand },
  restore: { file: true, run: restoreCommand },
  check: { run: ({ places }) => checkCommand(places) },
  setup: { run: ({ places, options }) => setupCommand(places, options) },
};

const now = (): string => new Date().toISOString();
const printAll = (lines: readonly string[]): void => print(lines.join('\n'));

const newProgress = () =>
  createProgress({
    say: (what, documents) => warn(words.progressLine(what, documents)),
    clock: () => performance.now(),
  });

async function exportCommand({ places: { here }, file }: Asked): Promise<number> {
  if (!here.exists()) return fail(words.STORE_USAGE.noStore(here.file ?? ''), 2);
  const progress = newProgress();
  const store = await here.open();
  try {
    const done = await exportStore({
      store,
      file,
      origin: here.origin,
      now,
      progress: (documents) => progress(words.PROGRESS.exported, documents),
    });
    if (!done.ok) return fail(words.exportRefusal(done), 1);
    printAll(words.exportedLines(file, done));
    return 0;
  } finally {
    await store.close();
  }
}

async function importCommand({ places: { here }, file, options }: Asked): Promise<number> {
  const opened = await openArchive(file);
  if (!opened.ok) return fail(words.archiveFaultLine(file, opened.fault), 2);
  return moveInto(here, opened.source, options);
}

async function copyCommand({ places, options: { to, from, ...options } }: Asked): Promise<number> {
  if (!to) return fail(words.STORE_USAGE.missingTo, 2);
  const target = placeNamed(to, places);
  if (!target) return fail(words.STORE_USAGE.place(to), 2);
  // To Cosmos DB the configured store would be the target itself.
  const source = from === undefined ? (to === 'cosmos' ? places.local : places.here) : placeNamed(from, places);
  if (!source) return fail(words.STORE_USAGE.place(from ?? ''), 2);
  if (target === 'notConfigured' || source === 'notConfigured') return fail(words.STORE_USAGE.cosmosMissing, 2);
  if (target.origin === source.origin) return fail(words.STORE_USAGE.same, 2);
  if (!source.exists()) return fail(words.STORE_USAGE.noStore(source.file ?? ''), 2);
  const store = await source.open();
  try {
    return await moveInto(target, storeSource(store), options);
  } finally {
    await store.close();
  }
}

async function moveInto(place: Place, source: Source, { resume, overwrite }: Options): Promise<number> {
  const mode: Mode = overwrite ? 'overwrite' : resume ? 'resume' : 'empty';
  const progress = newProgress();
  const target = await place.open();
  try {
    const report = (step: keyof typeof words.PROGRESS, n: number) => progress(words.PROGRESS[step], n);
    const done = await transfer({ source, target, mode, now, progress: report });
    if (!done.ok) return fail(words.occupiedLine(done), 1);
    printAll(words.reportLines(done.report));
    if (!done.report.differences.length) return 0;
    return fail(words.differenceLines(done.report).join('\n'), 1);
  } finally {
    await target.close();
  }
}

async function backupCommand({ places: { here }, file }: Asked): Promise<number> {
  if (!here.file) return fail(words.STORE_USAGE.backupCosmos, 1);
  print(words.backedUpLine(file, await backUp(here.file, file)));
  return 0;
}

async function restoreCommand({ places: { here }, file }: Asked): Promise<number> {
  if (!here.file) return fail(words.STORE_USAGE.restoreCosmos, 1);
  try {
    printAll(words.restoredLines(here.file, await restore(here.file, file, now())));
    return 0;
  } catch (error) {
    if (error instanceof StoreBusy) return fail(`${error.message}. Nothing was changed.`, 1);
    throw error;
  }
}

/** Answers the exit code: 0 done and the same, 1 refused or not the same, 2 not understood or not readable. */
export async function store(args: readonly string[]): Promise<number> {
  let parsed: { values: Options; positionals: string[] };
  try {
    parsed = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error), 2);
  }
  const { values, positionals } = parsed;
  const [name, file = '', more] = positionals;
  if (values.help || !name) {
    print(words.STORE_HELP);
    return values.help ? 0 : 2;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) return fail(USAGE.unknownCommand(name), 2);
  if (command.file && !file) return fail(words.STORE_USAGE.missingFile(name), 2);
  const extra = command.file ? more : file || more;
  if (extra) return fail(words.STORE_USAGE.tooMuch(extra), 2);
  if (values.resume && values.overwrite) return fail(words.STORE_USAGE.oneMode, 2);
  return command.run({ places: placesOf(readConfig()), file, options: values });
}

if (require.main === module) runCli(store);
