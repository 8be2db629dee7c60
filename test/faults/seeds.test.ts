// Every seeded bug can still be put in: the longer fault runs, which put them in, are not for every day.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/built';
import { SEEDS } from './seeds';

test.each(SEEDS)('$bug: its place is in the code once, and its suite is there', ({ file, from, suite }) => {
  // The code has changed: write the seeded bug anew, do not drop it.
  expect([readFileSync(join(ROOT, file), 'utf8').split(from).length - 1, from]).toEqual([1, from]);
  expect(existsSync(join(ROOT, suite))).toBe(true);
});
