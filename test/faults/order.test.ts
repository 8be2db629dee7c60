// What comes first: the commit, then what it decides, then the answer; and what is missed is found by looking again.
import { createDispatcher } from '../../bot/outbox/dispatcher';
import { createMailer } from '../../bot/outbox/mail';
import { createTurns } from '../../bot/turn/turn';
import type { Inbound } from '../../bot/turn/inbound';
import type { Command } from '../../services/commands';
import { mailRow } from '../../services/shared/outbox';
import { createQuery } from '../../services/query';
import { run } from '../../services/run';
import { keys } from '../../storage/records';
import { type Store, StoreDown } from '../../storage/store';
import { activity, deliver, openChannel } from '../support/channel';
import { createWorld, seedBills, type World } from '../support/fapiao-world';
import { badDoorbell } from '../support/faulty-store';
import { runApp } from '../support/running-app';
import { smtpTest } from '../support/smtp';
import { until } from '../support/temp-store';

let world: World;
beforeEach(async () => {
  world = await createWorld();
  await seedBills(world.deps, [{ bill: 'BILL-1', order: 'ORDER-1' }]);
});
afterEach(() => world.temp.remove());

test('a command never runs before the commit that decides it', async () => {
  const ran: Command[] = [];
  let broken = false;
  const store: Store = {
    ...world.store,
    commit: (pk, writes, deadline) =>
      broken ? Promise.reject(new StoreDown('gone')) : world.store.commit(pk, writes, deadline),
  };
  const deps = { ...world.deps, store };
  const turns = createTurns({
    deps,
    run: (command) => {
      ran.push(command);
      return run(world.deps, command);
    },
    query: (scope) => createQuery(deps, scope),
    log: { error: () => undefined },
  });
  const says = (text: string): Inbound => ({
    conversation: 'test:order',
    dedupe: text,
    input: { kind: 'text', text },
    channel: 'test',
    person: 'someone',
    receivedAt: world.deps.now(),
  });
  await turns.deliver(says('register ORDER-1 lihua@qinghe.example'));
  broken = true;
  await expect(turns.deliver(says('confirm'))).rejects.toThrow(StoreDown);
  expect(ran).toEqual([]);
  broken = false;
  await turns.deliver(says('confirm'));
  expect(ran.map(({ type }) => type)).toEqual(['register']);
});

test('nothing is sent before it is stored', async () => {
  const channel = await openChannel();
  let broken = true;
  const running = await runApp({
    wrap: (deps) => ({
      ...deps,
      store: {
        ...deps.store,
        commit: (pk, writes, deadline) =>
          broken ? Promise.reject(new StoreDown('gone')) : deps.store.commit(pk, writes, deadline),
      },
    }),
  });
  try {
    const one = activity(channel.serviceUrl, 'hello');
    expect((await deliver(running.base, one)).status).toBe(503);
    expect(channel.posts).toEqual([]);
    broken = false;
    expect((await deliver(running.base, one)).status).toBe(200);
    expect(channel.posts).toHaveLength(1);
  } finally {
    await running.close();
    await channel.close();
  }
});

test('mail that another process left is sent by the slow poll when the doorbell never rings', async () => {
  const smtp = await smtpTest();
  const deps = { ...world.deps, store: badDoorbell(world.store, 'dropped') };
  const mailer = createMailer({ smtpUrl: smtp.url, from: 'a@fapiao.example', store: deps.store, now: deps.now });
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const nothing = async () => undefined;
  const dispatcher = createDispatcher({
    deps,
    mailer,
    turns: { deliver: nothing },
    resume: nothing,
    submitScheduled: nothing,
    log,
    pollMs: 20,
  });
  dispatcher.start();
  try {
    const other = await world.other();
    const row = mailRow(other, { customer: 'c', name: 'activated', locale: 'en-US', to: 'lihua@qinghe.example' });
    await other.store.commit(keys.customer('c'), [row]);
    await until(() => smtp.received.length > 0);
    expect(smtp.received).toHaveLength(1);
  } finally {
    await dispatcher.stop();
    mailer.close();
    await smtp.close();
  }
});

test('an error of ours is logged by its place, never by its words, which may be a person’s', async () => {
  const logged: object[] = [];
  const turns = createTurns({
    deps: world.deps,
    run: (command) => run(world.deps, command),
    query: () => {
      throw new Error('geheim@qinghe.example is broken');
    },
    log: { error: (fields) => logged.push(fields) },
  });
  const input = { kind: 'text', text: 'register' } as const;
  const receivedAt = world.deps.now();
  await turns.deliver({ conversation: 'c', dedupe: 'd', input, channel: 'test', person: 'p', receivedAt });
  expect(JSON.stringify(logged)).toContain('order.test');
  expect(JSON.stringify(logged)).not.toContain('geheim');
});
