// `npm run missed`: what was not understood, by language and in groups, for whoever writes phrases. Names nobody.
import { parseArgs } from 'node:util';
import { LOCALES } from '../../locales/list';
import { type Body, bodyOf } from '../../storage/records';
import type { Store } from '../../storage/store';
import { groupAlike } from '../meanings/groups';
import { type Cli, fail, print, runCli } from './open';
import { MISSED_HELP } from './words';

type Missed = Body<'missed'>;

const PAGE = 200;
/** Older ones are not read: enough for a day's work on phrases. */
const READ = 5_000;
const SHOWN = 5;

/** The newest sentences, newest first. */
async function newest(store: Store): Promise<Missed[]> {
  const found: Missed[] = [];
  let after: string | undefined;
  do {
    const page = await store.list('missed', { desc: true, limit: PAGE, ...(after ? { after } : {}) });
    found.push(...page.docs.map((doc) => bodyOf('missed', doc)));
    after = page.next;
  } while (after && found.length < READ);
  return found;
}

/** A line for each group and its different sentences beneath, with what was asked. */
export function missedLines(all: readonly Missed[]): string[] {
  return LOCALES.flatMap((locale) => {
    const own = all.filter((one) => one.locale === locale);
    if (!own.length) return [];
    const groups = groupAlike(own);
    return [
      `${locale}: ${own.length} in ${groups.length} group(s)`,
      ...groups.flatMap(({ sentences }) => {
        const asked = [...new Set(sentences.flatMap((one) => one.asked ?? []))].slice(0, SHOWN);
        const [first = '', ...others] = [...new Set(sentences.map(({ text }) => text))].slice(0, SHOWN);
        return [
          `  ${sentences.length} x ${first}${asked.length ? `  (asked: ${asked.join(', ')})` : ''}`,
          ...others.map((text) => `      ${text}`),
        ];
      }),
    ];
  });
}

/** Answers the exit code: 0 done, 2 not understood. */
export async function missed(args: readonly string[], open: () => Promise<Cli>): Promise<number> {
  let help: boolean | undefined;
  try {
    ({ help } = parseArgs({ args: [...args], options: { help: { type: 'boolean', short: 'h' } } }).values);
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error), 2);
  }
  if (help) {
    print(MISSED_HELP);
    return 0;
  }
  const cli = await open();
  try {
    const lines = missedLines(await newest(cli.deps.store));
    for (const line of lines.length ? lines : ['Nothing was missed.']) print(line);
    return 0;
  } finally {
    await cli.close();
  }
}

if (require.main === module) runCli(missed);
