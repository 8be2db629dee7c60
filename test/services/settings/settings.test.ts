// Settings on both stores: every version kept with who and what, two at once, everybody hears of it, due dates follow the calendar once.
import { createCore } from '../../../bot/process/core';
import { holidaysByLaw } from '../../../domain/holidays';
import type { Settings } from '../../../domain/settings';
import { later, MINUTE } from '../../../domain/time';
import { followSettings, takeSettings } from '../../../services/settings/live';
import { computeDueDates } from '../../../services/settings/due-dates';
import { readSettings, saveSettings, settingsVersions } from '../../../services/settings/settings';
import { readAudit } from '../../../services/staff/audit';
import { bodyOf, keys } from '../../../storage/records';
import { acts, BOSS, HAN_MEI, LI_LEI, storedOf } from '../../support/desk-work';
import { grounds, type Name } from '../../support/canaries';
import { eventually } from '../../support/eventually';
import {
  applied,
  by,
  createWorldOn,
  draft,
  emptyOutbox,
  type Ground,
  outbox,
  seedAccount,
  seedBills,
  type World,
} from '../../support/fapiao-world';

const log = { debug() {}, info() {}, warn() {}, error() {} };
const calendarOf = (...off: string[]): Settings['calendar'] => ({
  2027: { off: [...holidaysByLaw('2027'), ...off], work: [] },
});

describe.each(Object.keys(grounds) as Name[])('on %s', (name) => {
  let ground: Ground;
  let world: World<Ground>;
  let commands = 0;
  beforeEach(async () => {
    ground = await grounds[name]();
    world = await createWorldOn(ground);
  });
  afterEach(() => ground.remove());

  const save = async (
    change: Partial<Settings>,
    { staff = BOSS, etag, commandId = `save-${(commands += 1)}`, restored, deps = world.deps }: Saving = {},
  ) => {
    // One after the other, also where the test goes on at the same moment.
    ground.setNow(later(ground.now(), 1));
    const now = await readSettings(deps);
    const settings = { ...now.settings, ...change };
    return saveSettings(deps, staff, { settings, restored, etag: etag ?? now.etag, commandId });
  };
  interface Saving {
    staff?: typeof BOSS;
    etag?: string;
    commandId?: string;
    restored?: number;
    deps?: World['deps'];
  }
  const saved = async (...given: Parameters<typeof save>) => {
    const done = await save(...given);
    if (!done.ok) throw new Error(JSON.stringify(done));
    return done.answer;
  };

  test('nothing is set at first; each version is kept with who made it and what it changed, and is brought back as a new one', async () => {
    const first = await readSettings(world.deps);
    expect([first.version, first.settings]).toEqual([0, first.environment]);
    expect(await settingsVersions(world.deps)).toEqual({ versions: [] });
    await saved({ phone: '400-1000000' });
    await saved({ hours: [{ from: '09:00', to: '17:30' }] }, { staff: HAN_MEI });
    const now = await saved(first.settings, { restored: 0 });
    expect([now.version, now.settings]).toEqual([3, first.settings]);
    const { versions } = await settingsVersions(world.deps);
    expect(versions.map(({ version, who, changes, restored }) => ({ version, who, restored, changes }))).toEqual([
      {
        version: 3,
        who: 'Zhao',
        restored: 0,
        changes: [
          { what: 'hours', before: ['09:00–17:30'], after: ['09:00–18:00'] },
          { what: 'phone', before: ['400-1000000'], after: ['(86) 400-089-0365'] },
        ],
      },
      {
        version: 2,
        who: 'Han Meimei',
        restored: undefined,
        changes: [{ what: 'hours', before: ['09:00–18:00'], after: ['09:00–17:30'] }],
      },
      {
        version: 1,
        who: 'Zhao',
        restored: undefined,
        changes: [{ what: 'phone', before: ['(86) 400-089-0365'], after: ['400-1000000'] }],
      },
    ]);
    expect(versions[1]?.settings).toMatchObject({ phone: '400-1000000', hours: [{ from: '09:00', to: '17:30' }] });
    const { entries } = await readAudit(world.deps, {});
    expect(entries.map(({ what, thing, who, before, after }) => [what, thing, who, before, after])).toEqual([
      ['settings.restore', '3', 'Zhao', expect.anything(), expect.anything()],
      ['settings.save', '2', 'Han Meimei', { hours: ['09:00–18:00'] }, { hours: ['09:00–17:30'] }],
      ['settings.save', '1', 'Zhao', { phone: ['(86) 400-089-0365'] }, { phone: ['400-1000000'] }],
    ]);
  });

  test('of two administrators at once one saves, and the other reads who it was; the same command again makes no second version', async () => {
    const { etag } = await readSettings(world.deps);
    const two = await Promise.all([
      save({ phone: '400-1111111' }, { etag }),
      save({ phone: '400-2222222' }, { etag, staff: HAN_MEI }),
    ]);
    expect(two.filter(({ ok }) => ok)).toHaveLength(1);
    const loser = two.find(({ ok }) => !ok);
    expect(loser).toMatchObject({ reason: { code: 'changed' }, by: two[0]?.ok ? 'Zhao' : 'Han Meimei' });
    const again = { commandId: 'save-again' };
    const once = await saved({ phone: '400-3333333' }, again);
    const newest = await readSettings(world.deps);
    expect(await save({ phone: '400-3333333' }, { ...again, etag: newest.etag })).toMatchObject({ ok: true });
    expect((await readSettings(world.deps)).version).toBe(once.version);
    expect(await save({})).toMatchObject({ ok: false, reason: { code: 'settingsSame' } });
    expect((await settingsVersions(world.deps)).versions).toHaveLength(2);
  });

  test('where they could not be read at the start, what was set counts as soon as the store is there', async () => {
    await saved({ phone: '400-1234567' });
    const other = await world.other();
    let away = true;
    const get = async (key: never) => {
      if (away) throw new Error('the store is away');
      return other.store.get(key);
    };
    const there = { ...other, store: { ...other.store, get } as typeof other.store };
    const trouble: unknown[] = [];
    const stop = await followSettings(there, { onTrouble: (error) => trouble.push(error) });
    expect([trouble.length > 0, there.business.phone]).toEqual([true, there.environment.phone]);
    away = false;
    await eventually('it has read them', () => there.business.phone === '400-1234567');
    stop();
  });

  test('every process says what was set, without a restart, and reads no more than once for it', async () => {
    const other = await world.other();
    let reads = 0;
    const counted = { ...other.store, get: (key: never) => ((reads += 1), other.store.get(key)) } as typeof other.store;
    const there = { ...other, store: counted };
    const trouble: unknown[] = [];
    const stop = await followSettings(there, { onTrouble: (error) => trouble.push(error) });
    reads = 0;
    await saved({
      phone: '400-1234567',
      branch: {
        ...world.deps.business,
        addressZh: '上海市某路1号',
        addressEn: 'No. 1',
        phone: '021-12345678',
        contact: '王敏',
      } as Settings['branch'],
    });
    await eventually('the other process has heard', () => there.business.phone === '400-1234567');
    expect(there.business).toMatchObject({ branchAddressZh: '上海市某路1号', branchContact: '王敏' });
    // What is none of the settings does not make it read.
    await eventually('it has read all that it wants', () => reads >= 1);
    const before = reads;
    await seedBills(world.deps, [{ bill: 'BILL-0001' }]);
    await saved(
      world.deps.environment.branchContact ? {} : { branch: (await readSettings(world.deps)).environment.branch },
    );
    await eventually('the contact is gone again', () => !('branchContact' in there.business));
    expect(reads - before).toBeLessThanOrEqual(3);
    expect(trouble).toEqual([]);
    stop();
    const late = await world.other();
    expect([await takeSettings(late), late.business.phone]).toEqual([2, '400-1234567']);
  });

  describe('a calendar', () => {
    let number = '';
    const until = '2027-12-31T00:00:00.000Z';
    beforeEach(async () => {
      ground.setNow('2026-12-31T02:00:00.000Z');
      await seedBills(world.deps, [{ bill: 'BILL-0001' }, { bill: 'BILL-0002', order: 'ORDER-2' }]);
      const link = { ...(await seedAccount(world.deps)), until };
      [number = ''] = await applied(world.deps, by(link), draft(['BILL-0001']));
      await emptyOutbox(world.deps);
    });
    const dueOf = async () => {
      const { dueAt, provisional, events, lists } = { ...(await storedOf(world.deps, number)).body, lists: {} };
      return [dueAt.slice(0, 10), provisional, events.at(-1)?.event, lists].slice(0, 3);
    };
    const work = () => createCore(world.deps, { botFramework: {}, mailFrom: 'f@example.com' }, log).dispatcher.drain();
    const told = async () => (await outbox(world.deps)).filter(({ name: of }) => of === 'applicationChanged');

    test('makes a due date later: told once by mail and chat, however often and by how many it is computed', async () => {
      expect(await dueOf()).toEqual(['2027-01-05', true, 'submit']);
      await saved({ calendar: calendarOf('2027-01-04') });
      const order = { version: 1, round: 1 };
      const other = await world.other();
      await Promise.all([computeDueDates(world.deps, order), computeDueDates(other, order)]);
      await computeDueDates(world.deps, { version: 1, round: 2 });
      expect(await dueOf()).toEqual(['2027-01-06', false, 'postpone']);
      const rows = await told();
      expect(rows.map(({ to, params }) => [to, (params as { event: string }).event])).toEqual([
        ['mail', 'postpone'],
        ['chat', 'postpone'],
      ]);
      const { lists } = await storedOf(world.deps, number);
      expect(lists?.open).toBe(`a:2027-01-06T15:59:59.999Z#${number}`);
    });

    test('is worked off in the background, and again ten minutes later for what another process submitted meanwhile', async () => {
      await saved({ calendar: calendarOf('2027-01-04') });
      await work();
      expect(await dueOf()).toEqual(['2027-01-06', false, 'postpone']);
      // A process that did not know of the version yet: its business is still the environment's.
      const late = await world.other();
      const link = { ...(await seedAccount(late, { orders: ['ORDER-2'], id: 'account-2' })), until };
      [number = ''] = await applied(late, by(link, 'web:2'), draft(['BILL-0002']));
      expect(await dueOf()).toEqual(['2027-01-05', true, 'submit']);
      ground.setNow(later(ground.now(), 11 * MINUTE));
      await work();
      expect(await dueOf()).toEqual(['2027-01-06', false, 'postpone']);
    });

    test('that makes it earlier, or only certain, changes the date and tells nobody', async () => {
      await saved({ calendar: calendarOf('2027-01-04') });
      await computeDueDates(world.deps, { version: 1, round: 1 });
      await emptyOutbox(world.deps);
      await saved({ calendar: calendarOf() });
      await computeDueDates(world.deps, { version: 2, round: 1 });
      expect(await dueOf()).toEqual(['2027-01-05', false, 'postpone']);
      expect(await told()).toEqual([]);
    });

    test('leaves a day alone that a clerk promised, and days that were promised stay when their number changes', async () => {
      await acts(world.deps, LI_LEI, number, 'delay', { until: '2027-01-08' });
      await acts(world.deps, LI_LEI, number, 'start');
      const before = await dueOf();
      await saved({ calendar: calendarOf('2027-01-04') });
      await computeDueDates(world.deps, { version: 1, round: 1 });
      expect(await dueOf()).toEqual(before);
      const link = { ...(await seedAccount(world.deps, { orders: ['ORDER-2'], id: 'account-2' })), until };
      [number = ''] = await applied(world.deps, by(link, 'web:2'), draft(['BILL-0002']));
      await saved({ workingDays: 5, calendar: calendarOf('2027-01-04', '2027-01-05') });
      await computeDueDates(world.deps, { version: 2, round: 1 });
      expect(await dueOf()).toEqual(['2027-01-07', false, 'postpone']);
    });

    test('goes on where a crash stopped it', async () => {
      await saved({ calendar: calendarOf('2027-01-04') });
      let failing = true;
      const frail = {
        ...world.deps,
        store: {
          ...world.deps.store,
          commit: (...given: Parameters<typeof world.deps.store.commit>) => {
            if (failing && given[0].startsWith('customer:')) throw new Error('the process ended');
            return world.deps.store.commit(...given);
          },
        },
      };
      await expect(computeDueDates(frail, { version: 1, round: 1 })).rejects.toThrow('ended');
      failing = false;
      expect(await computeDueDates(frail, { version: 1, round: 1 })).toBe(1);
      const { cursor } = bodyOf('job', (await world.store.get(keys.job('due-dates'))) as never);
      expect(cursor).toBe('1.1|2|');
      expect(await computeDueDates(frail, { version: 1, round: 1 })).toBe(0);
      expect(await dueOf()).toEqual(['2027-01-06', false, 'postpone']);
    });
  });

  test('an event that is silent is told to nobody, a reason that was taken away is refused, and a courier out of service, too', async () => {
    await seedBills(world.deps, [{ bill: 'BILL-0001' }]);
    const link = await seedAccount(world.deps);
    const [number = ''] = await applied(world.deps, by(link), draft(['BILL-0001']));
    await emptyOutbox(world.deps);
    await saved({ silent: ['start'], reasons: ['other'], carriers: ['yunda'] });
    await takeSettings(world.deps);
    await acts(world.deps, LI_LEI, number, 'start');
    expect(await outbox(world.deps)).toEqual([]);
    expect(await acts(world.deps, LI_LEI, number, 'reject', { reason: 'duplicate' })).toMatchObject({
      reason: { code: 'reasonUnknown' },
    });
    const sf = {
      method: 'sf',
      recipient: '王敏',
      mobile: '13800138000',
      address: '上海市浦东新区世纪大道100号',
    } as const;
    await seedBills(world.deps, [{ bill: 'BILL-0002', period: '2026-09' }]);
    const paper = draft(['BILL-0002'], { kind: 'paper-normal', delivery: sf });
    await expect(applied(world.deps, by(link), paper)).rejects.toThrow('carrierOff');
    await applied(world.deps, by(link), { ...paper, delivery: { ...sf, method: 'yunda' } });
  });
});
