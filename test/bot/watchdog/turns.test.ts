// What a turn asks is answered as the query answers it, whoever watches; after what took time, the turn is named again.
import type { Inbound } from '../../../bot/turn/inbound';
import { unwatched } from '../../../bot/watchdog';
import { watchTurns } from '../../../bot/watchdog/turns';
import type { Query } from '../../../services/queries';

const inbound: Inbound = {
  conversation: 'directline:one',
  dedupe: 'd',
  input: { kind: 'text', text: 'hello' },
  channel: 'directline',
  person: 'p',
  receivedAt: '2026-11-30T08:00:00.000Z',
};
const DUE = { at: '2026-12-02T15:59:59.999Z', provisional: true };

test('an answer that is there at once comes at once, one that takes time is waited for', async () => {
  const entered: object[] = [];
  const { watched } = watchTurns({ ...unwatched, enter: (mark) => void entered.push(mark) });
  const bills = [{ bill: 'BILL-1' }];
  const query = watched(inbound, { due: () => DUE, bills: async () => bills } as unknown as Query);
  expect(query.due('2026-11-30T08:00:00.000Z')).toEqual(DUE);
  expect(entered).toEqual([]);
  expect(await query.bills()).toBe(bills);
  expect(entered).toMatchObject([{ entry: 'web chat', key: { id: 'header' } }]);
});

test('a question that fails, fails as it is', async () => {
  const { watched } = watchTurns(unwatched);
  const query = watched(inbound, { bills: () => Promise.reject(new Error('away')) } as unknown as Query);
  await expect(query.bills()).rejects.toThrow('away');
});
