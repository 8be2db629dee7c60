// The words of `npm run store`. Documents are named by kind and a hash: keys hold order numbers and hashes of addresses.
import type { Checked } from '../../storage/cosmos/setup';
import type { ArchiveFault } from '../../storage/move/archive';
import type { Exported } from '../../storage/move/export';
import type { Difference } from '../../storage/move/tally';
import type { Report, Transferred } from '../../storage/move/transfer';
import type { BackedUp } from '../../storage/sqlite/backup';
import type { Restored } from '../../storage/sqlite/restore';

export const STORE_HELP = `Moves the data, backs it up and puts it back.

  npm run store -- export FILE.jsonl[.gz]
  npm run store -- import FILE.jsonl[.gz] [--resume | --overwrite]
  npm run store -- copy --to sqlite:DIR|cosmos [--from sqlite:DIR|cosmos] [--resume | --overwrite]
  npm run store -- backup FILE.db
  npm run store -- restore FILE.db
  npm run store -- check
  npm run store -- setup [--up-to 1000 | --throughput 400 | --serverless]

The store is the server's: Cosmos DB where it is configured (COSMOS_ENDPOINT), else SQLite in DATA_DIR.

export     Everything of the store as JSON lines. Stop the servers for an exact picture; while they write it is
           caught up with as far as possible, and what differed is said.
import     Only of a file that is whole, only into a store that is empty or holds a part of the same documents.
           --resume     also beside other documents; what differs stays as it is and is said
           --overwrite  also over documents that differ
copy       The same without a file. Without --from: the configured store; to cosmos: SQLite in DATA_DIR.
           All three can be cut off at any moment: the same command again goes on. In the end everything is read
           again on both sides; only the same count and the same hash are called done.
backup     SQLite, while servers write: one snapshot in one file, checked before it gets its name.
restore    SQLite, with every server stopped: checks the backup, keeps the present file beside it, damaged or not.
           What happened after the backup is not in it: a mail that was sent since may be sent again, a link that was
           used since works again.
check      SQLite: reads every page, while servers run. Cosmos DB: whether account and container are as needed.
setup      Cosmos DB: makes database and container where they are missing, with so many request units a second:
           up to 1000 (autoscale, a tenth is always paid), 400 always, or what a serverless account takes.

A file of export or backup holds secrets and personal data (mode 0600): keep it as you keep the data directory.
Documents of a newer version are moved as they are; expired ones are left out.
Exit code: 0 done and the same, 1 refused or not the same, 2 not understood or not readable.`;

export const STORE_USAGE = {
  missingFile: (command: string) => `Which file? For example: npm run store -- ${command} ${FILES[command] ?? 'FILE'}`,
  oneMode: 'Either --resume or --overwrite, not both.',
  missingTo: 'Copy where? --to sqlite:DIR or --to cosmos.',
  place: (name: string) => `"${name}" names no store: sqlite:DIR or cosmos.`,
  cosmosMissing: 'Cosmos DB is not configured: set COSMOS_ENDPOINT, and COSMOS_KEY unless Entra ID is used.',
  same: 'That is the same store: nothing to copy.',
  noStore: (file: string) => `There is no store at ${file}; DATA_DIR (or sqlite:DIR) names its directory.`,
  tooMuch: (text: string) => `"${text}" is one argument too many; see --help.`,
  throughput:
    'One of --up-to (1000, 2000, …: autoscale), --throughput (400, 500, …), --serverless; in request units a second.',
  backupCosmos:
    'The store is Cosmos DB, which keeps continuous backups of its own (restored in the Azure portal). For a copy in a file: npm run store -- export FILE.jsonl',
  restoreCosmos:
    'The store is Cosmos DB: its own backups are restored in the Azure portal, a file of "export" by: npm run store -- import FILE.jsonl',
};
const FILES: Record<string, string> = {
  export: 'all.jsonl.gz',
  import: 'all.jsonl.gz',
  backup: 'fapiao-2026-11-28.db',
  restore: 'fapiao-2026-11-28.db',
};

/** A kind can come from a file that anybody wrote: nothing that moves a terminal's cursor. */
const plain = (kind: string): string => kind.replace(/[^\w.-]/g, '?').slice(0, 40);
const documents = (n: number): string => `${n} ${n === 1 ? 'document' : 'documents'}`;
const kindsLine = (kinds: Map<string, number>): string =>
  [...kinds].map(([kind, n]) => `  ${String(n).padStart(8)}  ${plain(kind)}`).join('\n');

export const progressLine = (what: string, n: number): string => `… ${what}: ${documents(n)}`;
export const PROGRESS = { exported: 'exported', looking: 'looked at', written: 'moved', checked: 'checked' };

const FAULTS: Record<ArchiveFault['code'], string> = {
  notFound: 'there is no such file',
  unreadable: 'cannot be read',
  notGzip: 'is no gzip file, or is cut off',
  notUtf8: 'line {line} is not UTF-8',
  tooLong: 'line {line} is longer than a document can be (2 MB)',
  notOurs: 'is no file of "npm run store -- export"',
  newer: 'was written by another version of the export; use the version of the program that wrote it',
  syntax: 'line {line} is no JSON; the file was damaged or changed',
  shape: 'line {line} is nothing that an export writes; the file was damaged or changed',
  cutOff: 'is cut off after line {line}: its last line is missing. Run the export again',
  behindEnd: 'goes on after its end, in line {line}; it was changed',
  count: 'does not hold as many documents as its last line says; it was damaged or changed',
  hash: 'does not hold the documents that its last line says; it was damaged or changed',
};
export const archiveFaultLine = (file: string, { code, line }: ArchiveFault): string =>
  `${file}: ${FAULTS[code].replace('{line}', String(line))}. Nothing was imported.`;

const newerLine = (n: number): string[] =>
  n ? [`${documents(n)} of a newer version than this program: moved as they are.`] : [];

type Refused<T> = Extract<T, { ok: false }>;
type Done<T> = Extract<T, { ok: true }>;

export function exportedLines(file: string, { sum, kinds, newer, resumed, changing }: Done<Exported>): string[] {
  return [
    `${file}: ${documents(sum.documents)}${resumed ? `, ${resumed} of them from the run before` : ''}; read back and whole.`,
    ...(kinds.size ? [kindsLine(kinds)] : []),
    `hash ${sum.hash}`,
    ...newerLine(newer),
    ...(changing
      ? [
          `Others wrote meanwhile (${documents(changing)} at the last look): for an exact picture stop the servers and export again.`,
        ]
      : []),
    'It holds secrets and personal data: keep it as you keep the data directory.',
  ];
}

export function exportRefusal(refused: Refused<Exported>): string {
  if (refused.why === 'unsound') {
    const { code, line } = refused.fault;
    return `The file could not be read back (line ${line}: ${code}). Was another export writing it? Delete it (.part) and export again.`;
  }
  if (refused.why === 'otherPart') {
    return `${refused.file} was left by an export of another store, or is something else. Delete it, or name another file.`;
  }
  return `${refused.file} exists already; an export replaces nothing. Name another file.`;
}

export const occupiedLine = ({ documents: n, foreign }: Refused<Transferred>): string =>
  `The store holds ${documents(n)} already, ${foreign} of them not the same as in the source. Nothing was written. ` +
  'Use an empty store; or --resume (leaves what is there), or --overwrite (takes the source for what differs).';

export function reportLines(report: Report): string[] {
  const { written, unchanged, replaced, kept, expired, others, source, newer, kinds } = report;
  return [
    `${written} written, ${unchanged} unchanged, ${replaced} overwritten, ${kept} left as they were, ${expired} expired`,
    ...(kinds.size ? [kindsLine(kinds)] : []),
    ...newerLine(newer),
    ...(others ? [`${documents(others)} that were there before and are not in the source: still there.`] : []),
    ...(report.differences.length
      ? []
      : [`The same on both sides: ${documents(source.documents)}, hash ${source.hash}`]),
  ];
}

const SHOWN = 20;
const HOW: Record<Difference['how'], string> = {
  missing: 'missing',
  differs: 'differs',
  extra: 'not in the source',
};
export function differenceLines({ differences, source, target }: Report): string[] {
  const more = differences.length - SHOWN;
  return [
    `NOT the same: ${documents(differences.length)}.`,
    `  source  ${documents(source.documents)}, hash ${source.hash}`,
    `  target  ${documents(target.documents)}, hash ${target.hash}`,
    ...differences.slice(0, SHOWN).map(({ how, kind, key }) => `  ${HOW[how]}  ${plain(kind)}  ${key.slice(0, 12)}`),
    ...(more > 0 ? [`  … and ${more} more`] : []),
    'If servers wrote meanwhile: stop them and run the same command with --overwrite.',
  ];
}

const sizeOf = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

export const backedUpLine = (file: string, { bytes, documents: n }: BackedUp): string =>
  `${file}: ${documents(n)}, ${sizeOf(bytes)}; checked. It holds secrets and personal data: keep it as you keep the data directory.`;

export const restoredLines = (file: string, { documents: n, kept }: Restored): string[] => [
  `${file}: ${documents(n)} restored. Start the server again.`,
  ...(kept ? [`The file that was there before is kept: ${kept}`] : []),
  'What happened after the backup is not in it: a mail that was sent since may be sent again.',
];

export const fileCheckedLine = (file: string, n: number): string => `${file}: every page is sound; ${documents(n)}.`;

export function checkedLine({ differences, throughput }: Checked): string {
  const units =
    throughput === 'none'
      ? 'serverless'
      : throughput === 'unknown'
        ? 'throughput not visible to this identity'
        : 'fixed' in throughput
          ? `${throughput.fixed} request units a second`
          : `up to ${throughput.upTo} request units a second`;
  return differences.length
    ? `Cosmos DB: database and container can be used, but differ from what is best (see above); ${units}.`
    : `Cosmos DB: database and container are as needed; ${units}.`;
}
