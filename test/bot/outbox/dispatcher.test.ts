// The dispatcher on a real store: mails over real SMTP, notices as turns, what was left half-way.
import { createDispatcher, type Dispatcher, type DispatcherOptions } from '../../../bot/outbox/dispatcher';
import type { Inbound } from '../../../bot/turn/inbound';
import { createMailer, type Mailer } from '../../../bot/outbox/mail';
import { chatRow, mailRow } from '../../../services/shared/outbox';
import { duePlace, postpone, takeDue } from '../../../storage/dues';
import { bodyOf, keys, record } from '../../../storage/records';
import { StoreBusy } from '../../../storage/store';
import { createPeople, type People } from '../../support/people';
import { type SmtpTest, smtpTest } from '../../support/smtp';
import { until } from '../../support/temp-store';
import { strangeMail } from '../../support/changes';

let people: People;
let smtp: SmtpTest;
let mailers: Mailer[];
let lines: { level: string; fields: Record<string, unknown>; message: string }[];
beforeEach(async () => {
  people = await createPeople();
  smtp = await smtpTest();
  mailers = [];
  lines = [];
});
afterEach(async () => {
  for (const mailer of mailers) mailer.close();
  await smtp.close();
  await people.temp.remove();
});

const logger = (level: string) => (fields: object, message: string) =>
  void lines.push({ level, fields: { ...fields }, message });

function dispatcher(options: Partial<DispatcherOptions> = {}): Dispatcher {
  const deps = options.deps ?? people.deps;
  const mailer = options.mailer ?? overSmtp();
  return createDispatcher({
    deps,
    mailer,
    turns: { deliver: async () => undefined },
    resume: async () => undefined,
    submitScheduled: async () => undefined,
    log: { info: logger('info'), warn: logger('warn'), error: logger('error') },
    ...options,
  });
}

function overSmtp(url = smtp.url): Mailer {
  const mailer = createMailer({
    smtpUrl: url,
    from: 'no-reply@fapiao.example',
    store: people.deps.store,
    now: people.now,
  });
  mailers.push(mailer);
  return mailer;
}

async function mail(count: number, name = 'activated'): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    const row = strangeMail(people.deps, `c${i % 5}`, `person${i}@qinghe.example`, name);
    await people.deps.store.commit(keys.customer(`c${i % 5}`), [row]);
  }
}

const fits = (seconds: number, wait = 0): boolean => wait >= seconds * 1000 && wait <= seconds * 1250;

async function conversation(id: string): Promise<void> {
  const key = keys.header(id);
  const header = {
    state: {},
    nextSeq: 1,
    channel: 'directline',
    person: 'p1',
    reference: { service: 'x' },
    pending: [],
    delivered: [],
  };
  await people.deps.store.commit(key.pk, [{ op: 'create', doc: record('header', key, header) }]);
}

const LINKED = { customer: 'c0', account: 'a1', epoch: 1, until: '2027-01-01T00:00:00.000Z', email: 'a@b.example' };

const notice = async (id: string) =>
  people.deps.store.commit(keys.customer('c0'), [
    chatRow(people.deps, { customer: 'c0', name: 'linked', locale: 'en-US', conversation: id, params: LINKED }),
  ]);

test('two dispatchers on one store send every mail, and normally once', async () => {
  await mail(30);
  const other = await people.temp.open();
  const both = [dispatcher(), dispatcher({ deps: people.on(other) })];
  await Promise.all(both.map((one) => one.drain()));
  const to = smtp.received.map(({ envelope }) => envelope.to[0]).toSorted();
  expect(to).toEqual(Array.from({ length: 30 }, (_, i) => `person${i}@qinghe.example`).toSorted());
  expect(await people.outbox()).toEqual([]);
});

test('a process that dies after the server took the mail leaves the row: it goes out again under the same Message-ID', async () => {
  await mail(1);
  const { store } = people.deps;
  const dying = {
    ...people.deps,
    store: {
      ...store,
      commit: async (pk: string, writes: Parameters<typeof store.commit>[1]) => {
        if (writes.some((write) => write.op === 'delete')) throw new StoreBusy('gone');
        return store.commit(pk, writes);
      },
    },
  };
  await dispatcher({ deps: dying }).drain();
  expect(await people.outbox()).toHaveLength(1);
  people.pass(200_000);
  await dispatcher().drain();
  expect(smtp.received.map(({ mail: { messageId } }) => messageId)).toHaveLength(2);
  expect(new Set(smtp.received.map(({ mail: { messageId } }) => messageId)).size).toBe(1);
  expect(await people.outbox()).toEqual([]);
});

test('a mail that takes longer than the lease stays with the process that sends it, while that lives', async () => {
  const leaseMs = 150;
  await mail(1);
  smtp.hold();
  const stores = [await people.temp.open(), await people.temp.open()];
  const both = stores.map((store) => dispatcher({ deps: people.on(store), leaseMs, pollMs: 10 }));
  for (const each of both) each.start();
  await smtp.held(1);
  // The clock goes on with each renewal, so that only a missing one lets the lease run out: long after the first did.
  const leases = new Set<string | undefined>();
  await until(async () => {
    const { docs } = await people.deps.store.list('due', { limit: 1 });
    const before = leases.size;
    leases.add(docs[0]?.lists?.due);
    if (leases.size > before) people.pass(leaseMs / 3);
    return leases.size > 10;
  });
  smtp.release();
  for (const each of both) await each.stop();
  expect(smtp.received).toHaveLength(1);
  expect(await people.outbox()).toEqual([]);
});

test('a notice waits for an earlier one of its conversation that another process has, and not for one that failed before', async () => {
  await conversation('k');
  await notice('k');
  people.pass(1_000);
  const [first] = await takeDue(people.deps.store, { now: people.now(), leaseMs: 3_600_000, limit: 1 });
  if (!first) throw new Error('nothing is due');
  people.pass(1_000);
  await notice('k');
  const delivered: Inbound[] = [];
  const deliver = async (inbound: Inbound) => delivered.push(inbound);
  let looks = 0;
  const store = { ...people.deps.store };
  const list: typeof store.list = (name, query) => {
    if (query.pk) looks += 1;
    return people.deps.store.list(name, query);
  };
  const one = dispatcher({ deps: people.on({ ...store, list }), turns: { deliver } });
  const drained = one.drain();
  await until(() => looks > 3);
  expect(delivered).toEqual([]);
  await postpone(people.deps.store, first, '2027-01-01T00:00:00.000Z', { attempts: 1 });
  await drained;
  expect(delivered).toHaveLength(1);
  expect(delivered[0]?.dedupe).not.toBe(`outbox:${first.id}`);
});

test('temporary refusals are tried again after 10 s, 20 s … 1 h, and given up after three days, in the log', async () => {
  await mail(1);
  smtp.refuse.rcpt = { code: 451, text: 'later' };
  const one = dispatcher();
  const waits: number[] = [];
  for (let tries = 0; tries < 200; tries += 1) {
    await one.drain();
    const page = await people.deps.store.list('due', { limit: 10 });
    const due = page.docs[0]?.lists?.due?.split('#')[0];
    if (!due) break;
    const wait = Date.parse(due) - Date.parse(people.now());
    waits.push(wait);
    people.pass(wait);
  }
  expect([10, 20, 40, 80, 160].every((seconds, i) => fits(seconds, waits[i]))).toBe(true);
  expect(fits(3600, waits.at(-1))).toBe(true);
  const total = waits.reduce((sum, wait) => sum + wait, 0);
  expect(total).toBeGreaterThan(3 * 86_400_000);
  expect(total).toBeLessThan(3.2 * 86_400_000);
  expect(lines.at(-1)).toMatchObject({ level: 'error', fields: { template: 'activated', why: '451' } });
  expect(JSON.stringify(lines)).not.toContain('qinghe');
});

test('an address that is refused for good is told in the registration that waits for it, and is not tried again', async () => {
  await people.order('ORD-1001');
  await people.register('chat', 'ORD-1001', 'gone@qinghe.example');
  smtp.refuse.rcpt = { code: 550, text: 'no such user' };
  await dispatcher().drain();
  const pending = await people.deps.store.get(keys.pending('ORD-1001', 'ORD-1001'));
  expect(pending && bodyOf('pending', pending).refused).toBe('550');
  expect(await people.outbox()).toEqual([]);
  expect(JSON.stringify(lines)).not.toContain('gone@');
});

test('a mail server that does not answer holds up neither notices nor turns', async () => {
  await conversation('k');
  await mail(60);
  await notice('k');
  smtp.hold();
  const delivered: Inbound[] = [];
  const one = dispatcher({
    turns: {
      deliver: async (inbound) => {
        delivered.push(inbound);
        return undefined;
      },
    },
  });
  one.wake();
  await smtp.held(4);
  await until(() => delivered.length === 1);
  smtp.release();
  await one.drain();
  people.pass(10_000);
  await one.drain();
  expect(smtp.received).toHaveLength(60);
});

test('a notice becomes a turn of its conversation, with the row as its dedupe key, and again if the store was busy', async () => {
  await conversation('k');
  await notice('k');
  const delivered: Inbound[] = [];
  const deliver = async (inbound: Inbound) => {
    delivered.push(inbound);
    if (delivered.length === 1) throw new StoreBusy('later');
    return undefined;
  };
  const one = dispatcher({ turns: { deliver } });
  await one.drain();
  people.pass(15_000);
  await one.drain();
  expect(delivered).toHaveLength(2);
  expect(delivered[0]?.dedupe).toMatch(/^outbox:outbox:/);
  expect(delivered[1]).toMatchObject({
    conversation: 'k',
    dedupe: delivered[0]?.dedupe,
    input: { kind: 'notice', name: 'linked', params: LINKED },
    channel: 'directline',
    person: 'p1',
    reference: { service: 'x' },
  });
  expect(await people.outbox()).toEqual([]);
});

test('a conversation that stopped half-way is resumed, and a scheduled application submitted, when they are due and not before', async () => {
  const soon = new Date(Date.parse(people.now()) + 60_000).toISOString();
  const key = keys.header('k');
  const header = { state: {}, nextSeq: 1, channel: 'x', pending: [{}], delivered: [] };
  const doc = record('header', key, header, { lists: { due: duePlace(soon, key.id) } });
  await people.deps.store.commit(key.pk, [{ op: 'create', doc }]);
  const scheduled = {
    ...record('order', keys.order('c0', 'x'), { order: 'x', customer: 'c0', payer: 'y' }),
    kind: 'application',
  };
  const application = { ...scheduled, id: 'application:FP-1', lists: { due: duePlace(soon, 'application:FP-1') } };
  await people.deps.store.commit(application.pk, [{ op: 'create', doc: application }]);
  const done: string[] = [];
  const one = dispatcher({
    resume: async (id) => done.push(`resumed ${id}`),
    submitScheduled: async ({ id }) => done.push(`submitted ${id}`),
  });
  await one.drain();
  expect(done).toEqual([]);
  people.pass(61_000);
  await one.drain();
  expect(done.toSorted()).toEqual(['resumed k', 'submitted application:FP-1']);
});

test('stop waits for the mail that is on its way and takes no other', async () => {
  await mail(1);
  smtp.hold();
  const one = dispatcher();
  one.start();
  await smtp.held(1);
  await mail(1);
  const stopped = one.stop();
  let done = false;
  void stopped.then(() => {
    done = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(done).toBe(false);
  smtp.release();
  await stopped;
  expect(smtp.received).toHaveLength(1);
  expect(await people.outbox()).toHaveLength(1);
});

test('work that another process left is found by the doorbell', async () => {
  const one = dispatcher({ pollMs: 3600_000 });
  one.start();
  await one.drain();
  const other = await people.temp.open();
  const row = mailRow(people.deps, { customer: 'c0', name: 'activated', locale: 'en-US', to: 'bell@qinghe.example' });
  await other.commit(keys.customer('c0'), [row]);
  await until(() => smtp.received.length === 1);
  await one.stop();
  expect(await people.outbox()).toEqual([]);
});

test('without the doorbell the slow poll repairs', async () => {
  const deaf = { ...people.deps, store: { ...people.deps.store, watch: () => () => undefined } };
  const one = dispatcher({ deps: deaf, pollMs: 20 });
  one.start();
  await mail(1);
  await until(() => smtp.received.length === 1);
  await one.stop();
  expect(await people.outbox()).toEqual([]);
});

test('a mail that cannot be worded becomes an apology with the phone number at once, and its row is kept', async () => {
  const lost = mailRow(people.deps, { customer: 'c0', name: 'confirmEmail', locale: 'zh-CN', to: 'a@qinghe.example' });
  await people.deps.store.commit(keys.customer('c0'), [lost]);
  await dispatcher().drain();
  const [sent] = smtp.received;
  expect(sent?.mail.subject).toBe('关于您的发票');
  for (const part of [sent?.mail.text, sent?.mail.html]) expect(part).toContain(people.deps.business.phone);
  expect(smtp.received).toHaveLength(1);
  const kept = await people.deps.store.get('doc' in lost ? lost.doc : { pk: '', id: '' });
  expect(kept?.body).toMatchObject({ dead: people.now(), why: 'unworded' });
  expect(lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  expect(JSON.stringify(lines)).not.toContain('qinghe.example');
});
