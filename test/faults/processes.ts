// Two and four processes of the product on one store, and clients that are sent to a different one each time.
import { randomUUID } from 'node:crypto';
import { seedDemo } from '../../services/demo/demo';
import { seedDemoTenant } from '../../services/demo/tenant';
import type { Deps } from '../../services/shared/deps';
import { bodyOf } from '../../storage/records';
import { activity, deliver, openChannel } from '../support/channel';
import { buildMeddled, type Cluster, type Program, type SharedStore, startCluster } from '../support/cluster';
import { call, message } from '../support/directline-client';
import { eventually, inTheEnd } from '../support/eventually';
import { createWorld } from '../support/fapiao-world';
import { smtpTest } from '../support/smtp';
import { channelVisitor, openTab, webVisitor } from '../support/visitor';
import { readLog } from './conversation-log';
import { confirms, goesOn, labelOf, MOMENTS, prepare, WAYS } from './processes-cut';
import { journey, MAILS_A_JOURNEY, newOrder, NUMBER, SAID, type Stage } from './processes-people';
import { leaveWork, nothingDue, turnOf, work } from './processes-work';

export interface Played {
  /** How many processes in `npm test`. */
  counts?: readonly number[];
  /** Of how many some are killed there: each of these waits for leases to run out. */
  killed?: readonly number[];
}

/** `npm run faults` plays everything with two and four. */
const ALL = process.env.ROUNDS ? [2, 4] : undefined;

const TALKS = 8;
const MESSAGES = 20;
const SAYS = ['hello', 'sign in', 'what is a special fapiao?', 'help'];

/** Delivers a message again and again until it is taken, each time to another process. */
async function takenBy({ balancer }: Cluster, conversation: string, n: number): Promise<void> {
  const id = `${conversation}-${n}`;
  const one = activity('http://127.0.0.1:9', SAYS[n % SAYS.length] ?? '', {
    id,
    conversation: { id: conversation },
    // A person each: nobody writes more at once than is taken.
    from: { id: conversation, name: '' },
    deliveryMode: 'expectReplies',
    channelData: { clientActivityID: id },
  });
  await eventually(`an answer to ${id}`, async () => {
    const answered = await deliver(balancer.base, one).catch(() => undefined);
    return answered?.status === 200 && (answered.body.activities ?? []).length > 0;
  });
}

/** The demo's bills and how far each is, and how many applications there are. */
async function demoOf({ store }: Deps): Promise<{ bills: unknown[]; applications: number }> {
  const [bills, applications] = await Promise.all([
    store.list('bills', { limit: 200 }),
    store.list('applications', { limit: 200 }),
  ]);
  const told = bills.docs.map((doc) => bodyOf('bill', doc)).map(({ bill, stage }) => [bill, stage]);
  return { bills: told, applications: applications.docs.length };
}

export function processesOn(
  name: string,
  open: () => Promise<SharedStore>,
  { counts = [4], killed = [4] }: Played = {},
): void {
  let program: Program;
  beforeAll(async () => {
    program = await buildMeddled();
  });
  afterAll(() => program?.remove());

  async function openStage(
    count: number,
    env: Record<string, string> = {},
  ): Promise<Stage & { close(): Promise<void> }> {
    const [shared, smtp, channel] = await Promise.all([open(), smtpTest(), openChannel()]);
    const cluster = await startCluster({ program, shared, count, smtpUrl: smtp.url, env });
    return {
      smtp,
      channel,
      cluster,
      async close() {
        await cluster.close();
        await Promise.all([smtp.close(), channel.close()]);
        await shared.remove();
      },
    };
  }

  /** Plays on a cluster of its own. */
  async function onStage(count: number, act: (stage: Stage) => Promise<void>): Promise<void> {
    const stage = await openStage(count);
    try {
      await act(stage);
    } finally {
      await stage.close();
    }
  }

  /** Only doorbells wake anybody: a broken one is seen, not repaired. */
  const BELLS_ONLY = { SLOW_POLLS: 'off' };

  test('four processes that start at once on an empty store make one set of demo orders and one secret', async () => {
    const alone = await createWorld(new Date().toISOString());
    await seedDemo(alone.deps);
    await seedDemoTenant(alone.deps);
    const expected = await demoOf(alone.deps);
    await alone.temp.remove();
    const stage = await openStage(4, { DEMO: 'true' });
    try {
      await inTheEnd(async () => expect(await demoOf(stage.cluster.deps)).toEqual(expected));
      // Signed by one, taken by the others.
      const visitor = await webVisitor(stage.cluster.balancer.base);
      for (let n = 0; n < 8; n += 1) await visitor.says('hello', /./);
      visitor.leave();
    } finally {
      await stage.close();
    }
  });

  describe.each([...(ALL ?? counts)])(`%i processes on ${name}`, (count) => {
    describe('that only doorbells wake', () => {
      let stage: Stage & { close(): Promise<void> };
      beforeAll(async () => {
        stage = await openStage(count, BELLS_ONLY);
      });
      afterAll(() => stage?.close());

      test('whole journeys, every request on another process: nothing lost, nothing twice, logs dense and in order', async () => {
        const { cluster, channel, smtp } = stage;
        const { base } = cluster.balancer;
        const visitors = [
          await webVisitor(base),
          await webVisitor(base),
          channelVisitor(base, channel),
          channelVisitor(base, channel),
        ];
        await Promise.all(visitors.map(async (visitor) => journey(stage, visitor, await newOrder(cluster))));
        for (const visitor of visitors) {
          await inTheEnd(async () => {
            const { items, turns } = await readLog(cluster.deps.store, visitor.conversation);
            expect(items.filter((item) => item.author === 'user')).toHaveLength(SAID);
            // A channel gets each turn that says something as one message, and may get it again for what was sent again; the
            // web chat gets each reply once.
            const replies = items.filter((item) => item.author === 'bot').length;
            const messages = turns.filter((turn) => turn.items.some((item) => item.author === 'bot')).length;
            const onWeb = visitor.conversation.startsWith('directline:');
            const more = visitor.heard().length - (onWeb ? replies : messages);
            expect(more).toBeGreaterThanOrEqual(0);
            expect(more).toBeLessThanOrEqual(onWeb ? 0 : visitor.sentAgain());
          });
          visitor.leave();
        }
        expect(smtp.received).toHaveLength(visitors.length * MAILS_A_JOURNEY);
        const ids = smtp.received.map(({ mail }) => mail.messageId);
        expect(new Set(ids).size).toBe(ids.length);
        await nothingDue(cluster);
        await inTheEnd(async () => {
          const { docs } = await cluster.deps.store.list('applications', { limit: 10 });
          expect(docs).toHaveLength(visitors.length);
        });
      });

      test('one conversation written through all of them at once: each message one row and one answer, a double send is one', async () => {
        const { cluster } = stage;
        const { base } = cluster.balancer;
        const { chat, tab, conversation } = await webVisitor(base);
        const said = ['hello', 'sign in', 'help', 'what is a special fapiao?', 'thank you', 'sign in', 'hello', 'help'];
        const sent = said.map((text) => ({ text, id: randomUUID() }));
        const twice = [...sent, ...sent];
        const answers = await Promise.all(
          twice.map(({ text, id }) =>
            call<{ id: string }>(`${chat.url}/activities`, { json: message(text, id), token: chat.token }),
          ),
        );
        expect(answers.map(({ status }) => status)).toEqual(twice.map(() => 200));
        const ids = answers.map(({ body }) => body.id);
        expect(ids.slice(0, sent.length)).toEqual(ids.slice(sent.length));
        const { items, turns } = await inTheEnd(async () => {
          const log = await readLog(cluster.deps.store, conversation);
          const own = log.items.flatMap((item) => (item.author === 'user' ? [item.clientActivityId ?? ''] : []));
          expect(own.toSorted()).toEqual(sent.map(({ id }) => id).toSorted());
          expect(log.header.pending).toEqual([]);
          return log;
        });
        const commands = turns.flatMap((turn) => turn.commands);
        expect(commands).toHaveLength(2);
        // The welcome, the messages, the outcomes: each says something but a command's own turn, for which its outcome speaks.
        expect(turns).toHaveLength(1 + sent.length + commands.length);
        const silent = turns.filter((turn) => turn.items.every((item) => item.author === 'user'));
        expect(silent.every((turn) => turn.commands.length > 0)).toBe(true);
        await eventually('all of the log', () => tab.activities().length >= items.length);
        expect(tab.seqs()).toEqual(items.map(({ seq }) => seq));
        tab.leave();
      });

      test('tabs on different processes see the same messages, once and in order, without waiting for a slow poll', async () => {
        const { cluster } = stage;
        const { base } = cluster.balancer;
        const { chat, tab } = await webVisitor(base);
        const here = cluster.processes.map((one) => openTab({ ...chat, url: chat.url.replace(base, one.base) }));
        const tabs = [tab, ...(await Promise.all(here))];
        for (let n = 0; n < 12; n += 1) {
          const json = message(['hello', 'help', 'thank you'][n % 3] ?? '', `tab-${n}`);
          expect((await call(`${chat.url}/activities`, { json, token: chat.token })).status).toBe(200);
          // Each has this message and its answer before the next one is said.
          await eventually('the message in every tab', () => tabs.every((one) => one.said('user').length === n + 1));
        }
        const { length } = tab.activities();
        await eventually('the answers in every tab', () => tabs.every((one) => one.activities().length >= length));
        for (const one of tabs) {
          expect(one.seqs()).toEqual(Array.from({ length }, (_, seq) => seq));
          one.leave();
        }
      });
    });

    test('200 mails and 200 notices due at once: each is sent by exactly one of them, each has its share, notices in order', async () => {
      await onStage(count, async (stage) => {
        const { cluster, smtp, channel } = stage;
        const visitors = Array.from({ length: 20 }, () => channelVisitor(cluster.balancer.base, channel));
        await Promise.all(visitors.map((visitor) => visitor.says('hello', /./)));
        const before = channel.posts.length;
        smtp.hold();
        await leaveWork(cluster, visitors);
        // Four connections each: none has it all.
        await smtp.held(count * 4);
        smtp.release();
        await eventually('all of it', () => smtp.received.length >= 200 && channel.posts.length >= before + 200);
        await nothingDue(cluster);
        expect(smtp.received).toHaveLength(200);
        expect(new Set(smtp.received.map(({ mail }) => mail.messageId)).size).toBe(200);
        expect(channel.posts).toHaveLength(before + 200);
        const shares = () => cluster.processes.map((one) => one.output().split('a mail was sent').length - 1);
        await eventually('200 lines in the logs', () => shares().reduce((sum, share) => sum + share, 0) === 200);
        expect(Math.min(...shares())).toBeGreaterThan(0);
        for (const visitor of visitors) {
          const wanted = (work.get(visitor.conversation) ?? []).map(turnOf);
          await inTheEnd(async () => {
            const { turns } = await readLog(cluster.deps.store, visitor.conversation);
            expect(turns.map(({ id }) => id).slice(-wanted.length)).toEqual(wanted);
          });
        }
      });
    });

    if (!(ALL ?? killed).includes(count)) return;

    test('killed with mails in hand: the others send them once its leases have run out, and no mail is lost', async () => {
      await onStage(count, async ({ cluster, smtp }) => {
        smtp.hold();
        await leaveWork(cluster, []);
        await smtp.held(count * 4);
        await cluster.kill(0);
        smtp.release();
        await nothingDue(cluster);
        const times = new Map<string, number>();
        for (const { mail } of smtp.received)
          times.set(mail.messageId ?? '', (times.get(mail.messageId ?? '') ?? 0) + 1);
        expect(times.size).toBe(200);
        // What the server had taken from the dead one goes again, under its Message-ID.
        expect([...times.values()].filter((n) => n > 1).length).toBeLessThanOrEqual(8);
      });
    });

    test('killed one after another under load: each message has one row, in order, and its answer', async () => {
      await onStage(count, async ({ cluster }) => {
        let taken = 0;
        const talk = async (who: number) => {
          const conversation = `load-${who}`;
          for (let n = 0; n < MESSAGES; n += 1) {
            await takenBy(cluster, conversation, n);
            taken += 1;
          }
        };
        const kills = async () => {
          for (let n = 0; n < count; n += 1) {
            const next = ((n + 1) * TALKS * MESSAGES) / (count + 1);
            await eventually('more messages', () => taken >= next);
            await cluster.kill(n);
            await cluster.add();
          }
        };
        await Promise.all([kills(), ...Array.from({ length: TALKS }, (_, who) => talk(who))]);
        for (let who = 0; who < TALKS; who += 1) {
          await inTheEnd(async () => {
            const { items, turns } = await readLog(cluster.deps.store, `emulator||load-${who}`);
            const ids = items.flatMap((item) => (item.author === 'user' ? [item.clientActivityId] : []));
            expect(ids).toEqual(Array.from({ length: MESSAGES }, (_, n) => `load-${who}-${n}`));
            expect(turns).toHaveLength(MESSAGES + turns.flatMap((turn) => turn.commands).length);
          });
        }
      });
    });

    test('killed in a submitting turn: who sends again, who says something else and who only waits is answered once', async () => {
      await onStage(count, async (stage) => {
        const { cluster } = stage;
        const cases = await Promise.all(MOMENTS.flatMap((moment) => WAYS.map((way) => prepare(stage, moment, way))));
        await Promise.all(
          MOMENTS.map(async (moment) => {
            const doomed = await cluster.add({ STOP_AFTER: moment, STOP_AT: 'apply' });
            const its = cases.filter((one) => one.moment === moment);
            const cut = its.map((one) => expect(confirms(one, doomed.base)).rejects.toThrow());
            await eventually(
              `turns that are ${moment}`,
              () => doomed.output().split('stands still').length > its.length,
            );
            await doomed.end('SIGKILL');
            await Promise.all(cut);
          }),
        );
        await Promise.all(cases.map(goesOn));
        for (const one of cases) {
          await inTheEnd(async () => {
            const { items } = await readLog(cluster.deps.store, one.visitor.conversation);
            const outcomes = items.filter((item) => JSON.stringify(item).includes('apply:sent')).length;
            const answers = one.visitor.heard().filter((text) => NUMBER.test(text)).length;
            expect({ ...labelOf(one), outcomes, answers }).toEqual({ ...labelOf(one), outcomes: 1, answers: 1 });
          });
          one.visitor.leave();
        }
        expect((await cluster.deps.store.list('applications', { limit: 50 })).docs).toHaveLength(cases.length);
      });
    });
  });
}
