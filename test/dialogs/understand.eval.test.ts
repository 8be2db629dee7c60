// How well messages are understood that were worded independently of the phrase files.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { UNDERSTOOD_FROM, understand, type Understood } from '../../dialogs/understanding/understand';
import { LOCALES, type Locale } from '../../locales/list';

const cases = parse(readFileSync(join(__dirname, 'understand.eval.yaml'), 'utf8')) as Record<
  Locale,
  Record<string, string | string[]>
> & { nothing: string[] };

/** Nine of ten would already annoy: more than this part of the messages must be right at once. */
const WANTED = 0.92;

const nameOf = (one: Understood | undefined): string => {
  if (!one || one.score < UNDERSTOOD_FROM) return 'nothing';
  return one.kind === 'correction' ? `correction:${one.slot}` : `${one.kind}:${one.name}`;
};

describe.each(LOCALES)('%s', (locale) => {
  const messages = Object.entries(cases[locale]);

  test('has at least 25 messages', () => {
    expect(messages.length).toBeGreaterThanOrEqual(25);
  });

  test('at least 92 % of the messages are understood', () => {
    const wrong = messages.flatMap(([text, wanted]) => {
      const found = understand(text, { locale });
      const got = nameOf(found[0]);
      return [wanted].flat().includes(got)
        ? []
        : [`${text} → ${got} (${found[0]?.score.toFixed(2)}), not ${String(wanted)}`];
    });
    if (process.env.SHOW_MISSES && wrong.length) process.stdout.write(`${locale}\n  ${wrong.join('\n  ')}\n`);
    expect({
      right: 1 - wrong.length / messages.length >= WANTED,
      wrong: 1 - wrong.length / messages.length >= WANTED ? [] : wrong,
    }).toEqual({
      right: true,
      wrong: [],
    });
  });

  test('names, addresses, numbers and chit-chat mean nothing', () => {
    const heard = cases.nothing.flatMap((text) => {
      const best = understand(text, { locale })[0];
      return best && best.score > UNDERSTOOD_FROM ? [`${text} → ${nameOf(best)} (${best.score.toFixed(2)})`] : [];
    });
    expect(heard).toEqual([]);
  });
});
