// From stranger to fapiao, stopped before and after every call of store, mail and connector: nothing lost, nothing twice.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogItem } from '../../bot/inbound';
import { activate } from '../../services/activate';
import { moveApplication } from '../../services/applications';
import { pickNumber } from '../../services/pairing';
import { type Application, bodyOf, type Header, keys } from '../../storage/records';
import { activity, type Channel, deliver, openChannel, wordsOf } from '../support/channel';
import { billOf, createWorld, PAYER, seedBills, TAX_ID } from '../support/fapiao-world';
import { PASSWORD } from '../support/people';
import { type SmtpTest, smtpTest } from '../support/smtp';
import { type Life, live, type Stop } from './life';

const MAIL = 'lihua@qinghe.example';
const FAPIAO = '26310000000012345678';
const CHAT = 'emulator||journey';
const CENTRE = { role: 'staff', name: 'clerk' } as const;
/** Longer than any lease and than the first waits of what is tried again. */
const LEASE_MS = 200_000;

let folder: string;
let template: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fapiao-journey-'));
  const world = await createWorld();
  await seedBills(world.deps, [{ bill: 'BILL-1', order: 'ORDER-1', tenant: 'tenant-1', period: '2026-11' }]);
  await world.store.close();
  template = join(folder, 'template.db');
  copyFileSync(world.temp.file, template);
  await world.temp.remove();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** One world: a file, a mail server and a channel, on which processes live one after another. */
interface Stage {
  smtp: SmtpTest;
  channel: Channel;
  start(stop?: Stop): Promise<Life>;
  pass(ms: number): void;
}

async function openStage(): Promise<Stage & { close(): Promise<void> }> {
  const directory = mkdtempSync(join(folder, 'stage-'));
  mkdirSync(join(directory, 'data'));
  const file = join(directory, 'data', 'fapiao.db');
  copyFileSync(template, file);
  const [smtp, channel] = await Promise.all([smtpTest(), openChannel()]);
  let clock = Date.parse('2026-11-20T08:00:00.000Z');
  const now = () => new Date(clock).toISOString();
  return {
    smtp,
    channel,
    async start(stop) {
      const life = await live({ file, now, smtpUrl: smtp.url }, stop);
      // Calls that go out are counted where they arrive.
      const counted = (what: string) => {
        let call = 0;
        return (when: 'before' | 'after') => {
          if (when === 'before') call = life.fate.before(what);
          else life.fate.after(call);
        };
      };
      smtp.onMail = counted('mail');
      channel.onPost = counted('post');
      return life;
    },
    pass(ms) {
      clock += ms;
    },
    async close() {
      await Promise.all([smtp.close(), channel.close()]);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** What was done, by whoever: throws (or answers 5xx) when the process died of it. */
type Act = (life: Life, stage: Stage) => Promise<void>;

const says = (text: string, more: Record<string, unknown> = {}): Act => {
  const id = `said-${text}`;
  return async (life, { channel }) => {
    const one = activity(channel.serviceUrl, text, { id, conversation: { id: 'journey' }, ...more });
    const { status } = await deliver(life.base, one);
    if (status !== 200) throw new Error(`"${text}" was answered ${status}`);
  };
};

/** The dispatcher's rounds, until nothing is left that it could do: in a fresh process also what the dead one held. */
const everythingDue: Act = async (life, stage) => {
  for (let rounds = 0; ; rounds += 1) {
    await life.core.dispatcher.drain();
    if (life.fate.dead) throw new Error('dead');
    const { docs } = await life.deps.store.list('due', { limit: 100 });
    if (!docs.length) return;
    if (rounds > 5) throw new Error(`stuck: ${docs.map((doc) => doc.id).join(', ')}`);
    stage.pass(LEASE_MS);
  }
};

const opensTheMail: Act = async (life, { smtp, channel }) => {
  const text = smtp.received.map(({ mail }) => mail.text ?? '').find((one) => one.includes('/activate?'));
  const token = /\/activate\?\S*\bt=([\w-]+)/.exec(text ?? '')?.[1] ?? '';
  const done = await activate(life.deps, { token, password: PASSWORD });
  if (!done.ok) throw new Error(done.reason.code);
  const number = /Choose \*\*(\d\d)\*\*/.exec(wordsOf(channel.posts))?.[1];
  // Picked already: the press is answered as it was.
  if (!done.pairing) return;
  const picked = await pickNumber(life.deps, { pairing: done.pairing.token, choice: Number(number) });
  if (!picked.ok) throw new Error(picked.reason.code);
};

const issues: Act = async (life) => {
  const { docs } = await life.deps.store.list('applications', { limit: 2 });
  const { number } = bodyOf('application', docs[0] ?? missing('application'));
  for (const event of ['start', 'issue'] as const) {
    const data = event === 'issue' ? { fapiaos: [{ number: FAPIAO }] } : {};
    const moved = await moveApplication(life.deps, { number, event, by: CENTRE, data });
    // Done before the process died.
    if (!moved.ok && moved.reason.code !== 'moveNotAllowed') throw new Error(moved.reason.code);
  }
};

const missing = (what: string): never => {
  throw new Error(`there is no ${what}`);
};

const JOURNEY: Act[] = [
  says('joined', { type: 'conversationUpdate', text: undefined, membersAdded: [{ id: 'person-1' }] }),
  says(`register ORDER-1 ${MAIL}`),
  says('confirm', { id: 'confirm-1' }),
  everythingDue,
  opensTheMail,
  everythingDue,
  says('I need a fapiao'),
  says(`${PAYER} ${TAX_ID}`),
  says('confirm', { id: 'confirm-2' }),
  everythingDue,
  issues,
  everythingDue,
  says('thank you, hello'),
];

interface Outcome {
  calls: string[];
  died: boolean;
  mails: string[];
  log: string[];
  posts: Set<string>;
}

const read = async (life: Life): Promise<{ header: Header; items: LogItem[] }> => {
  const found = await life.deps.store.get(keys.header(CHAT));
  const { docs } = await life.deps.store.list('log', { pk: keys.header(CHAT).pk, limit: 500 });
  return {
    header: bodyOf('header', found ?? missing('conversation')),
    items: docs.flatMap((doc) => bodyOf('turn', doc).items as unknown as LogItem[]),
  };
};

/** Who said what, without ids, times and numbers, which differ. */
const line = (item: LogItem): string =>
  item.author === 'bot'
    ? [...wordsOf(item.reply).matchAll(/"key":"([^"]+)"/g)].map(([, key]) => key).join(' ')
    : `> ${item.author === 'user' ? item.text : ''}`;

/** Plays the journey. Where the process dies, the next one takes over: the same delivery comes again. */
async function play(stop?: Stop): Promise<Outcome> {
  const stage = await openStage();
  let life = await stage.start(stop);
  const first = life;
  let died = false;
  try {
    for (const act of JOURNEY) {
      try {
        await act(life, stage);
        if (life.fate.dead) throw new Error('dead');
      } catch (error) {
        if (died || !life.fate.dead) throw error;
        died = true;
        await life.end();
        life = await stage.start();
        await act(life, stage);
      }
    }
    if (died) await everythingDue(life, stage);
    const calls = [...first.fate.calls];
    return { calls, died, ...(await inspect(life, stage)) };
  } finally {
    await life.end();
    await stage.close();
  }
}

async function inspect(life: Life, { smtp, channel }: Stage): Promise<Omit<Outcome, 'calls' | 'died'>> {
  const { header, items } = await read(life);
  expect(header.pending).toEqual([]);
  expect(items.map((item) => item.seq)).toEqual(items.map((_, n) => n));
  expect(header.nextSeq).toBe(items.length);

  const applications = (await life.deps.store.list('applications', { limit: 10 })).docs;
  expect(applications).toHaveLength(1);
  const application: Application = bodyOf('application', applications[0] ?? missing('application'));
  expect(application).toMatchObject({ fapiaos: [{ number: FAPIAO }], amount: 136_800 });
  const bill = await billOf(life.deps, 'BILL-1', 'tenant-1');
  expect(bill).toMatchObject({ application: application.number, stage: 'issued' });
  const order = await life.deps.store.get(keys.order('tenant-1', 'ORDER-1'));
  const { holder } = bodyOf('order', order ?? missing('order'));
  expect(application.account).toBe(holder);
  expect(await life.deps.store.get(keys.account('tenant-1', holder ?? ''))).toBeDefined();
  expect((await life.deps.store.list('due', { limit: 10 })).docs).toEqual([]);

  const mails = new Map(smtp.received.map(({ mail }) => [mail.messageId, mail.subject ?? '']));
  return {
    mails: [...mails.values()].map(worded).toSorted(),
    log: items.map(line),
    posts: new Set(channel.posts.map(({ body }) => worded(wordsOf([body.text, body.attachments])))),
  };
}

/** Without what differs from run to run. */
const worded = (text: string): string => text.replace(/[0-9a-f]{6}-\d+/g, 'id').replace(/\d+/g, '#');

test('stopped before and after each call, more than 200 stops: one account, one application, one bill held, every mail and every answer', async () => {
  const whole = await play();
  expect(whole.log.filter((one) => one.startsWith('> ')).length).toBe(6);
  expect(whole.mails).toHaveLength(5);
  const stops = whole.calls.flatMap((what, n) =>
    (['before', 'after'] as const).map((when) => ({ call: n + 1, when, what })),
  );
  expect(stops.length).toBeGreaterThan(200);
  const left = stops.values();
  const lane = async () => {
    for (const stop of left) await stopAt(stop, whole);
  };
  // Side by side: much of the time is an SMTP server's pause before its greeting.
  await Promise.all(Array.from({ length: 4 }, lane));
}, 300_000);

async function stopAt({ what, ...stop }: Stop & { what: string }, whole: Outcome): Promise<void> {
  const where = `${stop.when} call ${stop.call} (${what})`;
  const stopped = await play(stop).catch((cause: unknown) => {
    throw new Error(`stopped ${where}`, { cause });
  });
  const unsaid = [...whole.posts].filter((post) => !stopped.posts.has(post));
  const found = { where, died: stopped.died, mails: stopped.mails, log: stopped.log.toSorted(), unsaid };
  expect(found).toEqual({ where, died: true, mails: whole.mails, log: whole.log.toSorted(), unsaid: [] });
}

test('what a crash cut off is finished by a job, and told, where nobody delivers it again', async () => {
  const stage = await openStage();
  let life = await stage.start();
  try {
    const confirming = JOURNEY.length - 5;
    for (const act of JOURNEY.slice(0, confirming)) await act(life, stage);
    // A confirming turn reads the header and commits; the command that it decided has not run.
    life.fate.stop = { call: life.fate.calls.length + 2, when: 'after' };
    await expect(JOURNEY[confirming]?.(life, stage)).rejects.toThrow();
    await life.end();
    life = await stage.start();
    const before = stage.channel.posts.length;
    stage.pass(LEASE_MS);
    await everythingDue(life, stage);
    expect((await life.deps.store.list('applications', { limit: 10 })).docs).toHaveLength(1);
    const posts = stage.channel.posts.slice(before);
    expect(posts).toHaveLength(1);
    expect(wordsOf(posts[0]?.body)).toContain('FP-2611-0001');
    expect((await read(life)).items.map(line).filter((one) => one.includes('apply:sent'))).toHaveLength(1);
  } finally {
    await life.end();
    await stage.close();
  }
});
