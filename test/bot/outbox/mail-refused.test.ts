// A permanent refusal of the mail server is told in the chat at once, once, also when the process dies in between.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../../bot/config';
import { createDeps } from '../../../bot/process/wiring';
import { applied, by, draft, seedAccount, seedBills } from '../../support/fapiao-world';
import { activity, type Channel, deliver, openChannel, wordsOf } from '../../support/channel';
import { buildProgram, type Built } from '../../support/built';
import { eventually } from '../../support/eventually';
import { runApp, type RunningApp } from '../../support/running-app';
import { startServer } from '../../support/server-process';
import { type SmtpTest, smtpTest } from '../../support/smtp';
import { tempCosmos } from '../../support/temp-cosmos';

const EMAIL = 'lihua@qinghe.example';
const bill = { bill: 'BILL-1', order: 'ORDER-1', tenant: 'tenant-1', period: '2026-11', paidAt: '2026-11-01 10:00' };

let smtp: SmtpTest;
let channel: Channel;
beforeEach(async () => {
  smtp = await smtpTest();
  channel = await openChannel();
});
afterEach(async () => {
  await smtp.close();
  await channel.close();
});

const says = (base: string, text: string, id = 'chat') =>
  deliver(base, activity(channel.serviceUrl, text, { conversation: { id } }));
const told = () => channel.posts.filter(({ body }) => wordsOf(body).includes('Correct the address'));

async function registers(base: string): Promise<void> {
  for (const text of ['register', `ORDER-1 ${EMAIL}`, 'confirm']) expect((await says(base, text)).status).toBe(200);
}

const env = () => ({ SMTP_URL: smtp.url, MAIL_FROM: 'no-reply@fapiao.example' });

describe.each(['SQLite', 'Cosmos DB'])('on %s', (name) => {
  let running: RunningApp;
  let remove = async (): Promise<void> => undefined;
  beforeEach(async () => {
    const temp = name === 'SQLite' ? undefined : await tempCosmos({ consistency: 'Strong' });
    const store = await temp?.open();
    running = await runApp({ env: env(), ...(store ? { wrap: (deps) => ({ ...deps, store }) } : {}) });
    remove = async () => temp?.remove();
    await seedBills(running.deps, [bill]);
  });
  afterEach(async () => {
    await running.close();
    await remove();
  });

  test.each([
    ['RCPT', () => (smtp.refuse.rcpt = { code: 550, text: '5.1.1 no such user' })],
    ['DATA', () => (smtp.refuse.data = { code: 554, text: '5.7.1 not accepted' })],
  ])(
    'refused at %s: the chat that registered hears it without asking, and a corrected address goes on',
    async (_at, refuse) => {
      refuse();
      await registers(running.base);
      await eventually('the refusal is told', () => told().length > 0);
      expect(wordsOf(told()[0]?.body)).toContain(EMAIL);
      smtp.refuse.rcpt = undefined;
      smtp.refuse.data = undefined;
      for (const text of ['resend the activation email', 'wang@qinghe.example', 'confirm'])
        await says(running.base, text);
      // On a machine that stands for seconds a lease runs out, and the first mail is tried again before it is put aside.
      const reached = () => smtp.received.flatMap(({ envelope }) => envelope.to);
      await eventually('the mail came', () => reached().includes('wang@qinghe.example'));
      expect(told()).toHaveLength(1);
    },
  );

  test('a temporary refusal tells nothing', async () => {
    smtp.refuse.rcpt = { code: 451, text: '4.7.1 greylisted' };
    await registers(running.base);
    await eventually('it is tried later', () =>
      running.lines.some(({ message }) => message === 'not sent; tried again later'),
    );
    expect(told()).toEqual([]);
  });

  test('a mail about an application: the chat that applied hears it, a group and another account only that something is', async () => {
    await says(running.base, 'hello');
    const link = await seedAccount(running.deps, { customer: 'tenant-1', orders: ['ORDER-1'], email: EMAIL });
    smtp.refuse.rcpt = { code: 550, text: '5.1.1 no such user' };
    channel.posts.length = 0;
    await applied(running.deps, by(link, 'emulator||chat'), draft(['BILL-1']));
    running.deps.wake();
    await eventually('it is told', () => channel.posts.length > 0);
    // This chat is not signed in: neither the address nor the number.
    expect(wordsOf(channel.posts[0]?.body)).toContain('Sign in to see');
    expect(wordsOf(channel.posts.map(({ body }) => body))).not.toMatch(/lihua|FP-/);
  });
});

describe('kill -9 between the refusal and its notice', () => {
  let built: Built;
  beforeAll(async () => {
    built = await buildProgram();
  });
  afterAll(() => built.remove());

  test.each(['when the server refuses', 'when the notice goes out'])(
    '%s: told by the next process, one turn',
    async (when) => {
      const dataDir = mkdtempSync(join(tmpdir(), 'fapiao-refused-'));
      const deps = await createDeps(loadConfig({ DATA_DIR: `${dataDir}/data` }));
      await seedBills(deps, [bill]);
      const start = () => startServer({ main: built.main, dataDir, env: env() });
      let server = await start();
      let killed = false;
      const kill = () => {
        if (killed) return;
        killed = true;
        server.child.kill('SIGKILL');
      };
      if (when === 'when the server refuses') smtp.onRefusal = kill;
      else {
        channel.onPost = (moment) => {
          if (moment === 'before' && smtp.refusals > 0 && !killed) {
            kill();
            throw new Error('gone');
          }
        };
      }
      smtp.refuse.rcpt = { code: 550, text: '5.1.1 no such user' };
      await registers(server.base).catch(() => undefined);
      await eventually('it was killed', () => killed);
      await server.end('SIGKILL');
      server = await start();
      await eventually('the next process tells it', () => told().length > 0, { withinMs: 60_000 });
      const { docs } = await deps.store.list('log', { pk: 'conversation:emulator||chat', limit: 100 });
      expect(JSON.stringify(docs).split('register:resend.refused')).toHaveLength(2);
      await server.end('SIGTERM');
      await deps.store.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  );
});
