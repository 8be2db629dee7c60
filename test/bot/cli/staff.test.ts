// `npm run staff`: who works at the desk, on the same data as a running server; the way in that it prints opens.
import { dirname } from 'node:path';
import { staff as runStaff } from '../../../bot/cli/staff';
import { demoCode } from '../../../services/demo/staff';
import { enter } from '../../../services/staff/entry';
import { readAudit } from '../../../services/staff/audit';
import { beginSession, sessionOf } from '../../../services/staff/session';
import { staffOf } from '../../../services/staff/staff';
import { DESK_PASSWORD, entryToken } from '../../support/desk-client';
import { createWorld, type World } from '../../support/fapiao-world';
import { type Ran, runCli } from '../../support/run-cli';

const LI = 'lilei@fapiao.example';
let world: World;
beforeEach(async () => {
  // The command line has the real clock.
  world = await createWorld(new Date().toISOString());
});
afterEach(() => world.temp.remove());

/** As a process of its own. */
const spawned = (args: string[]): Promise<Ran> =>
  runCli('staff', args, { DATA_DIR: dirname(world.temp.file), PUBLIC_URL: 'http://localhost:3978' });

/** The same in this process. */
async function staff(args: readonly string[], demo = true): Promise<Ran> {
  const said: Record<'stdout' | 'stderr', string> = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    jest.spyOn(process[stream], 'write').mockImplementation((text) => {
      said[stream] += String(text);
      return true;
    }),
  );
  try {
    const code = await runStaff(args, async () => ({ deps: world.deps, demo, close: async () => undefined }));
    const lines = (text: string) => text.split('\n').filter(Boolean);
    return { code, out: lines(said.stdout), err: lines(said.stderr) };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
/** This process's clock goes on: to now, and past what it said before. */
const tick = () => world.temp.setNow(new Date(Math.max(Date.now(), Date.parse(world.temp.now()) + 1)).toISOString());
const urlIn = ({ out }: Ran): string => /way in +(\S+)/.exec(out.join('\n'))?.[1] ?? '';

it('adds somebody and prints a way in that opens; every later command ends their sessions, and is in the audit', async () => {
  const { deps } = world;
  const added = await spawned(['add', ' LiLei@Fapiao.example', 'agent,clerk', '李雷']);
  expect([added.code, added.out[0]]).toEqual([0, `${LI}  invited  clerk,agent  李雷`]);
  tick();
  const shown = await demoCode(deps, LI);
  const given = { token: entryToken(urlIn(added)), password: DESK_PASSWORD, code: shown.ok ? shown.code : '', ip: '' };
  const entered = await enter(deps, given);
  if (!entered.ok) throw new Error(entered.reason.code);
  expect(await sessionOf(deps, entered.session)).toMatchObject({ staff: { body: { roles: ['clerk', 'agent'] } } });
  for (const [args, line] of [
    [['role', LI, 'clerk'], `${LI}  active  clerk  李雷`],
    [['disable', LI], `${LI}  disabled  clerk  李雷`],
    [['enable', LI], `${LI}  active  clerk  李雷`],
    [['reset', LI], `${LI}  invited  clerk  李雷`],
  ] as const) {
    const { id, epoch } = (await staffOf(deps, LI))?.body ?? { id: '', epoch: 0 };
    const token = await beginSession(deps, { id, epoch }, { step: 'in' });
    const ran = await (args[0] === 'role' ? spawned([...args]) : staff(args));
    tick();
    expect([ran.code, ran.out[0]?.startsWith(line)]).toEqual([0, true]);
    expect(await sessionOf(deps, token)).toBeUndefined();
  }
  const { entries } = await readAudit(deps, {});
  expect(entries.map(({ what, who }) => `${what} ${who.split(':')[0]}`)).toEqual([
    'staff.reset cli',
    'staff.enable cli',
    'staff.disable cli',
    'staff.roles cli',
    'staff.enter 李雷',
    'staff.add cli',
  ]);
  expect((await staff(['list'])).out).toEqual([expect.stringContaining(`${LI}  invited  clerk  李雷  last `)]);
});

it('says what is wrong and does nothing', async () => {
  expect(await staff(['list'])).toMatchObject({ code: 0, out: [expect.stringContaining('Nobody works')] });
  expect(await staff(['add', LI])).toMatchObject({ code: 2, err: [expect.stringContaining('clerk, agent')] });
  expect(await staff(['add', LI, 'king'])).toMatchObject({
    code: 1,
    err: [expect.stringContaining('"king" is no role')],
  });
  expect(await staff(['add', 'nobody', 'clerk'])).toMatchObject({ code: 1, err: ['That is no e-mail address.'] });
  expect(await staff(['add', LI, 'clerk', 'Li', 'Lei'])).toMatchObject({
    code: 2,
    err: [expect.stringContaining('Lei')],
  });
  expect(await spawned(['reset', LI])).toMatchObject({ code: 1, err: [expect.stringContaining('nobody')] });
  expect(await staff(['sack', LI])).toMatchObject({ code: 2 });
  expect(await staff(['constructor', LI])).toMatchObject({ code: 2 });
  expect((await staff(['--help'])).out.join('\n')).toContain('within 24 hours');
  expect(await staffOf(world.deps, LI)).toBeUndefined();
});

it('shows an authenticator’s code in demo mode only', async () => {
  await staff(['add', LI, 'clerk']);
  expect(await staff(['code', LI])).toMatchObject({ code: 0, out: [expect.stringMatching(/^\d{6}$/)] });
  expect(await staff(['code', LI], false)).toMatchObject({ code: 1, out: [] });
});
