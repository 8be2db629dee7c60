// The log of request units: what a minute cost, a warning while the service throttles, nothing for a store without charges.
import { reportUsage } from '../../../bot/process/usage';
import type { Store } from '../../../storage/store';
import { tempCosmos } from '../../support/temp-cosmos';
import { tempStore, until } from '../../support/temp-store';

const lines: { level: string; fields: Record<string, number> }[] = [];
const line = (level: string) => (fields: object) =>
  void lines.push({ level, fields: fields as Record<string, number> });
const log = { debug: line('debug'), warn: line('warn') };
beforeEach(() => lines.splice(0));

test('what a minute cost is logged, and that it was throttled', async () => {
  const temp = await tempCosmos();
  const store = await temp.open();
  const stop = reportUsage(store, log, 5);
  await store.get({ pk: 'p', id: 'a' });
  await until(() => lines.some(({ fields }) => (fields.units ?? 0) > 0));
  expect(lines.every(({ level }) => level === 'debug')).toBe(true);
  temp.standin.faults.add({ on: 'read', do: '429' });
  await store.get({ pk: 'p', id: 'a' });
  await until(() => lines.some(({ level, fields }) => level === 'warn' && fields.throttled === 1));
  stop();
  const sum = lines
    .filter(({ level }) => level === 'debug')
    .reduce((all, { fields }) => all + (fields.requests ?? 0), 0);
  expect(sum).toBeLessThanOrEqual(store.usage.requests);
  await temp.remove();
});

test('a store that charges nothing is not reported', async () => {
  const temp = tempStore();
  reportUsage((await temp.open()) as Store, log, 1)();
  expect(lines).toEqual([]);
  await temp.remove();
});
