// The digest of new applications: at its hours, of what is new alone, once for all processes, in words without a customer's name.
import { createCore } from '../../../bot/process/core';
import { DAY, HOUR, later, MINUTE } from '../../../domain/time';
import { type DigestSettings, slotOf, tellDigest } from '../../../services/desk/digest';
import { application, seedApplications } from '../../support/desk-work';
import { createWorld, outbox, type World } from '../../support/fapiao-world';
import { smtpTest } from '../../support/smtp';

const TO: DigestSettings = { to: ['a@desk.example', 'b@desk.example'], hours: [9, 14], locale: 'zh-CN' };
/** 20 November, 16:00 in China. */
const SLOT = '2026-11-20T06:00:00.000Z';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.temp.remove());

const seed = (n: number, submittedAt: string, dueAt = later(SLOT, 2 * DAY)) =>
  seedApplications(world.store, [application(n, { submittedAt, dueAt })]);

test.each([
  ['2026-11-20T06:00:29.000Z', '2026-11-20T01:00:00.000Z'],
  ['2026-11-20T06:00:30.000Z', SLOT],
  ['2026-11-20T16:30:00.000Z', SLOT],
  ['2026-11-21T00:59:59.000Z', SLOT],
])('at %s the last hour that is over for certain is %s', (now, slot) => {
  expect(slotOf(now, TO.hours)).toBe(slot);
  expect(slotOf(now, [...TO.hours].toReversed())).toBe(slot);
});

test('nothing new, no mail, and what comes later is new the next time, once', async () => {
  expect(await tellDigest(world.deps, TO)).toBe(false);
  await seed(1, later(SLOT, MINUTE));
  expect(await tellDigest(world.deps, TO)).toBe(false);
  expect(await outbox(world.deps)).toEqual([]);
  world.temp.setNow(later(SLOT, DAY));
  // 9 o'clock of the next day and 14 o'clock are one digest when nobody was there at 9.
  world.temp.setNow(later(SLOT, DAY + HOUR));
  expect(await tellDigest(world.deps, TO)).toBe(true);
  expect(await tellDigest(world.deps, TO)).toBe(false);
  const rows = await outbox(world.deps);
  expect(rows.map(({ target }) => target).toSorted()).toEqual(TO.to);
  world.temp.setNow(later(SLOT, 2 * DAY));
  expect(await tellDigest(world.deps, TO)).toBe(false);
});

test('ten processes at once: one mail to each address', async () => {
  await seed(1, later(SLOT, -MINUTE));
  const processes = await Promise.all(Array.from({ length: 10 }, () => world.other()));
  const told = await Promise.all(processes.map((deps) => tellDigest(deps, TO)));
  expect(told.filter(Boolean)).toHaveLength(1);
  expect(await outbox(world.deps)).toHaveLength(2);
});

test.each(['zh-CN', 'en-US'] as const)(
  'the mail counts, names the newest, leads to the desk and names no customer: %s',
  async (locale) => {
    for (let n = 1; n <= 25; n += 1) await seed(n, later(SLOT, -MINUTE));
    await seed(30, later(SLOT, -9 * DAY), later(SLOT, -HOUR));
    const smtp = await smtpTest();
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    const core = createCore(
      world.deps,
      { botFramework: {}, mailFrom: 'F <f@x.example>', smtpUrl: smtp.url },
      log as never,
    );
    await tellDigest(world.deps, { ...TO, to: ['a@desk.example'], locale });
    await core.dispatcher.drain();
    await core.dispatcher.stop();
    core.mailer.close();
    await smtp.close();
    const [{ mail } = {} as never] = smtp.received;
    const words = {
      'zh-CN': ['新申请 25 件，已逾期 1 件', '另有 5 件新申请', '开具电子'],
      'en-US': ['25 new applications, 1 late', '5 more new ones', 'Issue digital'],
    }[locale];
    expect(mail.subject).toBe(words[0]);
    expect(mail.text).toContain(words[1]);
    expect(mail.text).toContain('FP-2609-0001');
    expect(mail.text).toContain('/desk/applications/all');
    for (const secret of ['青禾', '91310115591693856A', '@qinghe'])
      expect(`${mail.text}${mail.html}`).not.toContain(secret);
  },
);
