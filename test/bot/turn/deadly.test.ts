// What the watchdog marked twice: a turn is answered with an apology, a row of the outbox is kept aside; once is forgiven.
import { isDeadly, markDeadly } from '../../../bot/turn/deadly';
import { rowId } from '../../../bot/turn/row';
import { chatRow } from '../../../services/shared/outbox';
import { bodyOf, keys } from '../../../storage/records';
import { activity, deliver, wordsOf } from '../../support/channel';
import { runApp, type RunningApp } from '../../support/running-app';
import { until } from '../../support/temp-store';
import type { Stored } from '../../../storage/store';
import { changeWith } from '../../support/changes';

let running: RunningApp;
beforeAll(async () => {
  running = await runApp();
});
afterAll(() => running.close());

const say = (conversation: string, text: string, id: string) =>
  deliver(
    running.base,
    activity('http://127.0.0.1:1', text, { id, conversation: { id: conversation }, deliveryMode: 'expectReplies' }),
  );
const header = (conversation: string) => keys.header(`emulator||${conversation}`);
const APOLOGY = 'not tried again';

test.each([
  ['begins with it', undefined],
  ['is under way', 'register'],
])(
  'a conversation that %s: after two ends an apology, nothing of the text is stored, and it goes on',
  async (name, first) => {
    const { store } = running.deps;
    const conversation = name.replaceAll(' ', '-');
    if (first) expect((await say(conversation, first, 'first')).status).toBe(200);
    const row = rowId('message:slow');
    for (let end = 0; end < 2; end += 1) expect(await markDeadly(store, header(conversation), row)).toBe(true);
    expect(wordsOf((await say(conversation, 'my password is Sommer-2026!x', 'slow')).body)).toContain(APOLOGY);
    const { docs } = await store.list('log', { pk: header(conversation).pk, limit: 50 });
    expect(docs).toHaveLength(first ? 2 : 1);
    expect(JSON.stringify(docs)).not.toContain('Sommer');
    const next = await say(conversation, first ? 'ORDER-77 li.hua@qinghe.example' : 'register', 'next');
    expect(wordsOf(next.body)).not.toContain(APOLOGY);
    expect(wordsOf(next.body)).toMatch(first ? /ORDER-77/ : /order number/i);
  },
);

test('once is forgiven, and the mark of another turn does not count', async () => {
  const { store } = running.deps;
  await markDeadly(store, header('once'), rowId('message:a'));
  await markDeadly(store, header('once'), rowId('message:b'));
  for (const id of ['a', 'b']) expect(wordsOf((await say('once', 'register', id)).body)).not.toContain(APOLOGY);
});

test('a row of the outbox that ended the process twice leaves the due work and is kept', async () => {
  const { deps, app } = running;
  const write = chatRow(deps, {
    customer: 'deadly',
    name: 'applicationChanged',
    locale: 'en-US',
    params: changeWith({}),
    conversation: 'x',
  });
  if (write.op !== 'create') throw new Error('no new row');
  const { pk, id } = write.doc;
  const due = { ...write.doc, lists: { due: `2999-01-01T00:00:00.000Z#${id}` } };
  await deps.store.commit(pk, [{ op: 'create', doc: due }]);
  for (let end = 0; end < 2; end += 1) await markDeadly(deps.store, { pk, id }, id);
  const { etag, ...doc } = (await deps.store.get({ pk, id })) as Stored;
  await deps.store.commit(pk, [{ op: 'replace', etag, doc: { ...doc, lists: write.doc.lists ?? {} } }]);
  app.deps.wake();
  await until(() => running.lines.some(({ message }) => message.includes('it is kept aside')));
  await until(async () => bodyOf('outbox', (await deps.store.get({ pk, id })) as Stored).dead !== undefined);
});

test('a document that is gone gets no mark', async () => {
  expect(await markDeadly(running.deps.store, { pk: 'customer:none', id: 'outbox:none' }, 'outbox:none')).toBe(false);
  expect(isDeadly({}, 'x')).toBe(false);
});
