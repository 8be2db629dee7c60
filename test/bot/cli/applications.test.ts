// `npm run applications`: each step from the command line, on the same data as a running server.
import { dirname } from 'node:path';
import { moveApplication } from '../../../services/application/applications';
import { findApplication } from '../../../services/application/applications';
import { type Ran, runCli } from '../../support/run-cli';
import {
  applied,
  by,
  createWorld,
  draft,
  emptyOutbox,
  outbox,
  seedAccount,
  seedBills,
  type World,
} from '../../support/fapiao-world';
import { until } from '../../support/temp-store';
import { changesIn } from '../../support/changes';

let world: World;
beforeEach(async () => {
  // The command line has the real clock.
  world = await createWorld(new Date().toISOString());
});
afterEach(() => world.temp.remove());

const run = (args: string, env: Record<string, string> = {}): Promise<Ran> => {
  const words = args.match(/"[^"]*"|\S+/g) ?? [];
  return runCli(
    'applications',
    words.map((word) => word.replaceAll('"', '')),
    { DATA_DIR: dirname(world.temp.file), ...env },
  );
};

const SF = {
  method: 'sf',
  recipient: '王敏',
  mobile: '13800138000',
  address: '上海市浦东新区世纪大道100号12楼',
} as const;
const paid = new Date(Date.now() - 10 * 86_400_000).toISOString();

async function submitted(more: Parameters<typeof draft>[1] = {}): Promise<string> {
  await seedBills(world.deps, [
    { bill: 'BILL-0001', period: '2026-09', paidAt: paid },
    { bill: 'BILL-0002', paidAt: paid, amount: '0.01' },
  ]);
  const link = await seedAccount(world.deps);
  const [number = ''] = await applied(
    world.deps,
    by({ ...link, until: '2099-01-01T00:00:00.000Z' }),
    draft(['BILL-0001', 'BILL-0002'], more),
  );
  await emptyOutbox(world.deps);
  return number;
}

it('takes an application from submitted to the courier, and the running server hears of each notice', async () => {
  const number = await submitted({ kind: 'paper-normal', delivery: SF });
  const rung: string[] = [];
  const stop = world.store.watch((pks) => rung.push(...pks));
  expect((await run('list')).out).toEqual([
    expect.stringMatching(`${number}  submitted +paper-normal +2 bill\\(s\\)  CNY 1368.01  due `),
  ]);
  const shown = await run(`show ${number.toLowerCase()}`);
  expect(shown.out.join('\n')).toContain('9131 0115 5916 9385 6A');
  expect(shown.out.join('\n')).toContain('BILL-0002');
  expect((await run(`start ${number}`)).code).toBe(0);
  expect((await run(`issue ${number} --number 26310000000012345678`)).err).toEqual([
    'The application needs 2 fapiao number(s), 1 given (--number A,B,…).',
  ]);
  expect((await run(`issue ${number} --number 12345678,12345679 --code 031001900111`)).code).toBe(0);
  const mailed = await run(`mail ${number} --carrier sf --waybill sf123`);
  expect(mailed.code).toBe(0);
  expect(mailed.out[0]).toContain('please check');
  await until(() => rung.includes('customer:o:ORDER-1'));
  stop();
  const rows = await outbox(world.deps);
  expect(changesIn(rows.filter(({ to }) => to === 'chat')).map(({ state }) => state)).toEqual([
    'processing',
    'issued',
    'mailed',
  ]);
  expect((await findApplication(world.deps, number))?.body).toMatchObject({
    state: 'mailed',
    shipment: { carrier: 'sf', waybill: 'SF123' },
    fapiaos: [{ number: '12345678', code: '031001900111' }, { number: '12345679' }],
  });
});

it('delays, rejects and cancels, and says in words why something can’t be', async () => {
  const number = await submitted();
  expect((await run(`delay ${number} --until soon`)).err).toEqual(['Give the expected day as --until 2026-12-01.']);
  expect((await run(`delay ${number} --until 2020-01-01`)).err).toEqual(['The expected day must lie in the future.']);
  expect((await run(`delay ${number} --until 2099-12-01`)).out[0]).toContain('expected 2099-12-01');
  expect((await run(`reject ${number}`)).code).toBe(1);
  expect((await run(`issue ${number} --number 26310000000012345678`)).err).toEqual([
    'This cannot be done now: the application is outOfStock.',
  ]);
  expect((await run(`reject ${number} --reason "the title is not registered"`)).code).toBe(0);
  expect((await findApplication(world.deps, number))?.body).toMatchObject({
    state: 'rejected',
    reason: 'the title is not registered',
  });
  expect((await run(`cancel ${number}`)).code).toBe(1);
});

it('makes up numbers in demo mode only', async () => {
  const number = await submitted();
  await moveApplication(world.deps, { number, event: 'start', by: { role: 'staff', name: 'clerk' } });
  const refused = await run(`issue ${number} --auto`, { DEMO: 'false' });
  expect([refused.code, refused.err]).toEqual([
    2,
    ['--auto makes up numbers and works in demo mode only (DEMO=true).'],
  ]);
  expect((await run(`issue ${number} --auto`, { DEMO: 'true' })).code).toBe(0);
  expect((await run(`deliver ${number}`)).code).toBe(0);
  expect((await findApplication(world.deps, number))?.body.fapiaos).toHaveLength(2);
});

it('helps, and says what was not understood', async () => {
  expect((await run('--help')).out.join('\n')).toContain('--waybill');
  expect((await run('')).code).toBe(2);
  expect((await run('burn FP-2611-0001')).err).toEqual(['"burn" is not known; see --help.']);
  expect((await run('start')).code).toBe(2);
  expect((await run('list --limit many')).code).toBe(2);
  expect((await run('start FP-2611-0001')).err).toEqual(['There is no application with this number.']);
  expect((await run('list --colour red')).code).toBe(2);
});
