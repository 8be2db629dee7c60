// The change feed as the product's doorbell pulls it: of the whole container, latest versions.
import { ChangeFeedStartFrom } from '@azure/cosmos';
import { doc, started, type Started } from './started';

let s: Started;
beforeAll(async () => {
  s = await started();
});
afterAll(() => s.stop());

test('from now: nothing, then what changed', async () => {
  await s.container.items.create(doc('before'));
  const iterator = s.container.items.getChangeFeedIterator({ changeFeedStartFrom: ChangeFeedStartFrom.Now() });
  expect((await iterator.readNext()).statusCode).toBe(304);
  await s.container.items.create(doc('after'));
  await s.container.items.create(doc('elsewhere', { pk: 'q' }));
  const seen: string[] = [];
  for (let page = await iterator.readNext(); page.statusCode === 200; page = await iterator.readNext()) {
    seen.push(...page.result.map(({ id }: { id: string }) => id));
  }
  expect(seen.toSorted()).toEqual(['after', 'elsewhere']);
});
