// Every reason that a use-case gives has its words: in six languages for customers, in English for the command line.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reasonLine, warnLine } from '../../bot/cli/words';
import { LOCALES } from '../../locales/list';

const root = join(__dirname, '../..');
const codesIn = (...files: string[]): string[] => [
  ...new Set(
    files.flatMap((file) => {
      const source = readFileSync(join(root, file), 'utf8');
      return [...source.matchAll(/(?:\bno\(|refuse\(|[?:]) ?'([a-z]+[A-Z]\w+|empty)'/g)].map(([, code = '']) => code);
    }),
  ),
];

/** Found beside the codes: names of slots, and what is a doubt and no refusal. */
const OTHERS = ['shipTo', 'waybillFormat'];

it.each(LOCALES)('%s words what applying and cancelling refuse', (locale) => {
  const errors = JSON.parse(readFileSync(join(root, 'locales', locale, 'errors.json'), 'utf8')) as Record<
    string,
    unknown
  >;
  const codes = codesIn('services/application/apply.ts', 'services/application/apply-check.ts').filter(
    (code) => !OTHERS.includes(code),
  );
  expect(codes).toEqual(expect.arrayContaining(['billTaken', 'billNotOpen', 'taxIdMissing', 'paperOff', 'signedOut']));
  const missing = [...codes, 'notCancellable', 'applicationUnknown'].filter((code) => typeof errors[code] !== 'string');
  expect(missing).toEqual([]);
});

it('the command line words what moving an application refuses or doubts', () => {
  const codes = codesIn(
    'services/application/moves.ts',
    'services/application/fapiaos.ts',
    'domain/shipping.ts',
  ).filter((code) => !OTHERS.includes(code));
  expect(codes).toEqual(expect.arrayContaining(['fapiaoCount', 'reasonMissing', 'waybillCharacters']));
  const own = [...codes, 'applicationUnknown', 'moveNotAllowed', 'fapiaoTaken', 'fapiaoNumberFormat'];
  expect(own.filter((code) => reasonLine({ code }).startsWith('Refused'))).toEqual([]);
  expect(['waybillFormat', 'fapiaoRegion'].filter((code) => warnLine({ code }).startsWith('Please check'))).toEqual([]);
});
