// No regular expression of the product takes more than linear time: each is analysed by recheck; what it suspects is played.
import { check, type Diagnostics } from 'recheck';
import { built, type Pattern, written } from './product-patterns';

/** Longest analysis of one pattern. What is not decided by then is played against texts of its own words. */
const ANALYSIS_MS = 4_000;

/**
 * Patterns that stay above linear time, with the bound that keeps their text short. The mechanism stands in the file named.
 * A new entry needs a reason why it cannot be written in linear time.
 */
const BOUNDED: { file: string; starts: string; bound: string }[] = [
  { file: 'domain/money.ts', starts: '^(?:CNY|RMB|[¥元])', bound: '100 characters' },
  { file: 'services/import/file/workbook.ts', starts: '\\[(?!h+', bound: '255 characters of a format' },
  {
    file: 'dialogs/understanding/correction.ts',
    starts: '^(?:',
    bound: 'parseCorrection reads no message above 400 characters; a value stands before its slot in some of them',
  },
];

const found = written();
const builders = built(found.builders.filter((file) => !file.startsWith('web/')));
const all = [...new Map([...found.patterns, ...builders].map((one) => [`${one.source}/${one.flags}`, one])).values()];

/** Without a quantifier every try ends after the pattern's own length. */
const repeats = ({ source }: Pattern): boolean =>
  /[*+?{]/.test(source.replace(/\\.|\[(?:\\.|[^\]\\])*\]|\(\?(?:<?[=!]|:|<\w+>)/gs, ''));

const bounded = ({ file, source }: Pattern) =>
  BOUNDED.some((one) => one.file === file && source.startsWith(one.starts));

/** Processor milliseconds, the least of several, so that a busy machine does not matter. */
function cost(run: () => void): number {
  let least = Infinity;
  for (let again = 0; again < 3; again++) {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

const LENGTHS = [4_000, 32_000] as const;
/** Eight times the text in eight times the time is linear, sixty-four times is quadratic. */
const growsBeyondLinear = ({ source, flags }: Pattern, text: (length: number) => string): boolean => {
  const [short, long] = LENGTHS.map((length) => {
    const typed = text(length);
    return cost(
      () =>
        void typed.replace(new RegExp(source, flags.includes('g') || flags.includes('y') ? flags : `${flags}g`), ''),
    );
  });
  return long! > 20 && long! > 24 * Math.max(short!, 0.5);
};

type Attack = Extract<Diagnostics, { status: 'vulnerable' }>['attack'];
const pumped =
  ({ pumps, suffix }: Attack) =>
  (length: number) => {
    const each = pumps.reduce((sum, { pump }) => sum + pump.length, 0);
    const times = Math.ceil(length / Math.max(1, each));
    return pumps.map(({ prefix, pump }) => prefix + pump.repeat(times)).join('') + suffix;
  };

/** For what the analyser does not decide: the pattern's own words and the commonest characters, each repeated. */
const ownWords = ({ source }: Pattern): string[] => [
  ...new Set(source.match(/[\p{L}\p{N}]{2,}/gu)?.slice(0, 40)),
  'A',
  'a ',
  'Aa ',
  '9',
  '9 ',
  ' ',
  '\n',
  '路',
  '一1',
  'Ж',
  '-',
  'a-',
  ',',
  'A,',
];

const said = ({ file, source, flags }: Pattern, what: string) => `${file}: /${source.slice(0, 200)}/${flags} ${what}`;

async function finding(pattern: Pattern): Promise<string | undefined> {
  if (!repeats(pattern) || bounded(pattern)) return undefined;
  // The flag d changes what is told of a match, not how it is sought; recheck does not know it.
  const result = await check(pattern.source, pattern.flags.replace('d', ''), { timeout: ANALYSIS_MS });
  if (result.status === 'safe') return undefined;
  if (result.status === 'unknown')
    return ownWords(pattern).some((word) => growsBeyondLinear(pattern, (length) => word.repeat(length / word.length)))
      ? said(pattern, `was not decided (${result.error.kind}) and grows beyond linear time`)
      : undefined;
  // An automaton's proof counts. A fuzzer's guess counts when this engine confirms it: it has optimisations of its own.
  if (result.complexity.isFuzz && !growsBeyondLinear(pattern, pumped(result.attack))) return undefined;
  return said(pattern, `takes ${result.complexity.summary} time: ${result.attack.pattern}`);
}

test('every pattern of the product takes linear time, or its text has a bound', async () => {
  const left = [...all];
  const findings: string[] = [];
  const work = async () => {
    for (let next = left.pop(); next; next = left.pop()) {
      const one = await finding(next);
      if (one) findings.push(one);
    }
  };
  await Promise.all([work(), work()]);
  expect(findings).toEqual([]);
}, 900_000);

test('every file that builds patterns shows them to this test when it is loaded', () => {
  expect(all.length).toBeGreaterThan(400);
  const seen = new Set(builders.map(({ file }) => file));
  // A field's pattern is built in the browser; the texts of fields are among those that were found.
  expect(found.builders.filter((file) => !seen.has(file))).toEqual(['web/widget/card-inputs.ts']);
});

test('what stays above linear time is still there: no bound is kept for a pattern that went', () => {
  expect(
    BOUNDED.filter(({ file, starts }) => !all.some((one) => one.file === file && one.source.startsWith(starts))),
  ).toEqual([]);
});

test('a pattern in exponential or quadratic time is found', async () => {
  const file = 'domain/example.ts';
  const places = { file, source: "^\\s*(?:[\\p{Lu}\\d][\\p{L}\\d.'-]*\\s*)+$", flags: 'u' };
  expect(await finding(places)).toMatch(/exponential/);
  expect(await finding({ file, source: '[\\s.]+$', flags: '' })).toMatch(/2nd degree/);
  expect(growsBeyondLinear({ file, source: '[^@]+@', flags: 'g' }, (length) => 'Ж'.repeat(length))).toBe(true);
});
