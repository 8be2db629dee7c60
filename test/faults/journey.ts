// From stranger to fapiao, played on any store by processes that die one after another.
import type { LogItem } from '../../bot/turn/inbound';
import type { Instant } from '../../domain/result';
import { activate } from '../../services/account/activate';
import { moveApplication } from '../../services/application/applications';
import { pickNumber } from '../../services/account/pairing';
import { type Application, bodyOf, type Header, keys } from '../../storage/records';
import type { Store, Stored } from '../../storage/store';
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
export const LEASE_MS = 200_000;

/** What a world stands on: one store, opened by one process after another. */
export interface Ground {
  open(): Promise<Store>;
  remove(): Promise<void>;
}
export type NewGround = (now: () => Instant) => Promise<Ground>;

/** One world: a store, a mail server and a channel, on which processes live one after another. */
export interface Stage {
  smtp: SmtpTest;
  channel: Channel;
  start(stop?: Stop): Promise<Life>;
  pass(ms: number): void;
}

export async function openStage(newGround: NewGround): Promise<Stage & { close(): Promise<void> }> {
  const [smtp, channel] = await Promise.all([smtpTest(), openChannel()]);
  let clock = Date.parse('2026-11-20T08:00:00.000Z');
  const now = () => new Date(clock).toISOString();
  const ground = await newGround(now);
  return {
    smtp,
    channel,
    async start(stop) {
      const life = await live({ open: () => ground.open(), now, smtpUrl: smtp.url }, stop);
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
      await ground.remove();
    },
  };
}

/** A turn gives up after 8 s (503): on a busy machine it needs some more of them. */
const DELIVERIES = 10;

/** What was done, by whoever: throws (or answers 5xx) when the process died of it. */
export type Act = (life: Life, stage: Stage) => Promise<void>;

const says = (text: string, more: Record<string, unknown> = {}): Act => {
  const id = `said-${text}`;
  return async (life, { channel }) => {
    const one = activity(channel.serviceUrl, text, { id, conversation: { id: 'journey' }, ...more });
    // A channel delivers again what it is told to; who is dead is not asked again.
    for (let tries = 0; ; tries += 1) {
      const { status } = await deliver(life.base, one);
      if (status === 200) return;
      if (status !== 503 || life.fate.dead || tries === DELIVERIES) throw new Error(`"${text}" was answered ${status}`);
    }
  };
};

/** The dispatcher's rounds, until nothing is left that it could do: in a fresh process also what the dead one held. */
export const everythingDue: Act = async (life, stage) => {
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

export const missing = (what: string): never => {
  throw new Error(`there is no ${what}`);
};

export const JOURNEY: Act[] = [
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

export interface Outcome {
  calls: string[];
  died: boolean;
  mails: string[];
  log: string[];
  posts: Set<string>;
}

export const read = async (life: Life): Promise<{ header: Header; items: LogItem[] }> => {
  const found = await life.deps.store.get(keys.header(CHAT));
  const { docs } = await life.deps.store.list('log', { pk: keys.header(CHAT).pk, limit: 500 });
  return {
    header: bodyOf('header', found ?? missing('conversation')),
    items: docs.flatMap((doc) => bodyOf('turn', doc).items as unknown as LogItem[]),
  };
};

/** Who said what, without ids, times and numbers, which differ. */
export const line = (item: LogItem): string =>
  item.author === 'bot'
    ? [...wordsOf(item.reply).matchAll(/"key":"([^"]+)"/g)].map(([, key]) => key).join(' ')
    : `> ${item.author === 'user' ? item.text : ''}`;

/** Plays the journey. Where the process dies, the next one takes over: the same delivery comes again. */
export async function play(newGround: NewGround, stop?: Stop): Promise<Outcome> {
  const stage = await openStage(newGround);
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

/** The documents that every world begins with. */
export async function seeds(): Promise<Stored[]> {
  const world = await createWorld();
  await seedBills(world.deps, [{ bill: 'BILL-1', order: 'ORDER-1', tenant: 'tenant-1', period: '2026-11' }]);
  const { docs } = await world.store.scan({ limit: 1000 });
  await world.temp.remove();
  return docs;
}

export async function sow(store: Store, docs: readonly Stored[]): Promise<void> {
  for (const { etag: _, ...doc } of docs) await store.commit(doc.pk, [{ op: 'put', doc }]);
  await store.close();
}

/** Without what differs from run to run. */
const worded = (text: string): string => text.replace(/[0-9a-f]{6}-\d+/g, 'id').replace(/\d+/g, '#');

/** Every call of a journey as a place to stop at, before it and after it. */
const stopsOf = (whole: Outcome) =>
  whole.calls.flatMap((what, n) => (['before', 'after'] as const).map((when) => ({ call: n + 1, when, what })));

/** Side by side: much of the time is an SMTP server's pause before its greeting. */
const LANES = 10;

/** Plays the journey once for each stop, or for each of every so many; answers how many. */
export async function stopEverywhere(newGround: NewGround, whole: Outcome, every = 1): Promise<number> {
  const stops = stopsOf(whole).filter((_, n) => n % every === 0);
  const left = stops.values();
  const lane = async () => {
    for (const stop of left) await stopAt(newGround, stop, whole);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return stops.length;
}

async function stopAt(newGround: NewGround, { what, ...stop }: Stop & { what: string }, whole: Outcome): Promise<void> {
  const where = `${stop.when} call ${stop.call} (${what})`;
  const stopped = await play(newGround, stop).catch((cause: unknown) => {
    throw new Error(`stopped ${where}`, { cause });
  });
  const unsaid = [...whole.posts].filter((post) => !stopped.posts.has(post));
  const found = { where, died: stopped.died, mails: stopped.mails, log: stopped.log.toSorted(), unsaid };
  expect(found).toEqual({ where, died: true, mails: whole.mails, log: whole.log.toSorted(), unsaid: [] });
}
