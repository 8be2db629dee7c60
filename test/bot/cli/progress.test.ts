// How far a long run is: said every two seconds, and not at all in a short one.
import { createProgress } from '../../../bot/cli/progress';

test('it is said every two seconds of the clock, with what is new then', () => {
  let now = 5_000;
  const said: [string, number][] = [];
  const progress = createProgress({ say: (...line) => said.push(line), clock: () => now });
  for (let documents = 1; documents <= 10; documents += 1) {
    now += 500;
    progress('moved', documents);
  }
  expect(said).toEqual([
    ['moved', 4],
    ['moved', 8],
  ]);
});

test('what is done within two seconds says nothing', () => {
  let now = 0;
  const said: number[] = [];
  const progress = createProgress({ say: (_, documents) => said.push(documents), clock: () => now });
  now = 1_999;
  progress('moved', 1);
  expect(said).toEqual([]);
});
