// The files that the bills page offers: statement, receipt, and a bundle of them; each with a name that tells what it is.
import type { ApplicationItem, BillItem, FileItem } from '../../domain/bill-view';
import { chinaDay } from '../../domain/time';
import { say, type Locale, type TextKey, translate, type Value } from '../../locales';
import { createNames, safeFileName } from './file-names';
import type { Printer } from './printer';
import { receiptPaper } from './receipt';
import { statementPaper } from './statement';
import type { Press } from './words';
import { zip } from './zip';

export interface Download {
  name: string;
  /** A media type. */
  type: string;
  body: Buffer;
}

export interface Files {
  /** Throw ThreadBusy and ThreadFailed. */
  statement(bill: BillItem, locale: Locale): Promise<Download>;
  receipt(application: ApplicationItem, locale: Locale): Promise<Download>;
  /** One ZIP with the files of all these bills. `gone` ends it early: nobody waits for it any more. */
  bundle(selection: Selection, locale: Locale, gone?: () => boolean): Promise<Download>;
}

export interface Selection {
  bills: readonly BillItem[];
  /** The applications of these bills, each once. */
  applications: readonly ApplicationItem[];
  /** Opens one of their files. */
  open(file: FileItem): Promise<Download>;
}

export function createFiles(press: Press, printer: Pick<Printer, 'print'>): Files {
  const nameOf = (locale: Locale, key: TextKey, values: Record<string, Value>, ending: string) =>
    safeFileName(translate(locale, say(key, values)), ending);

  const files: Files = {
    async statement(bill, locale) {
      const name = nameOf(locale, 'bills:pdf.file.statement', { bill: bill.number, period: bill.period }, '.pdf');
      return { name, type: 'application/pdf', body: await printer.print(statementPaper(press, bill, locale)) };
    },
    async receipt(application, locale) {
      const name = nameOf(locale, 'bills:pdf.file.receipt', { number: application.number }, '.pdf');
      return { name, type: 'application/pdf', body: await printer.print(receiptPaper(press, application, locale)) };
    },
    async bundle(selection, locale, gone = () => false) {
      const unique = createNames();
      const entries: { name: string; body: Buffer }[] = [];
      // One after the other: a large selection must not keep somebody's single page waiting behind all of it.
      for (const make of SOURCES.flatMap((source) => source(files, selection, locale))) {
        if (gone()) break;
        const { name, body } = await make();
        // What clerks upload has any name.
        const at = name.lastIndexOf('.');
        entries.push({ name: unique(safeFileName(name.slice(0, at), name.slice(at))), body });
      }
      const name = nameOf(locale, 'bills:pdf.file.zip', { day: chinaDay(press.now()) }, '.zip');
      return { name, type: 'application/zip', body: zip(entries, press.now()) };
    },
  };
  return files;
}

type Source = (files: Files, selection: Selection, locale: Locale) => (() => Promise<Download>)[];

/** What a bundle is made of: the fapiao themselves first. */
const SOURCES: readonly Source[] = [
  (_files, { applications, open }) => applications.flatMap(({ files = [] }) => files.map((file) => () => open(file))),
  (files, { bills }, locale) => bills.map((bill) => () => files.statement(bill, locale)),
  (files, { applications }, locale) => applications.map((one) => () => files.receipt(one, locale)),
];
