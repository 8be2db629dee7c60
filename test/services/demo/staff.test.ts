// The demo's desk: its people are made once, also by two processes, and their ways in open.
import { demoCode, seedDemoStaff } from '../../../services/demo/staff';
import { enter } from '../../../services/staff/entry';
import { everyStaff } from '../../../services/staff/staff';
import { DESK_PASSWORD, entryToken } from '../../support/desk-client';
import { createWorld, type World } from '../../support/fapiao-world';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.temp.remove());

test('an administrator and a clerk are made once, by whichever process comes first; later starts show no way in', async () => {
  const both = await Promise.all([seedDemoStaff(world.deps), seedDemoStaff(await world.other())]);
  expect(
    both
      .flat()
      .map(({ roles }) => roles.join())
      .sort(),
  ).toEqual(['administrator', 'clerk,agent']);
  const docs = async () =>
    (await world.store.scan({ limit: 1000 })).docs.map(({ pk, id, etag }) => [pk, id, etag].join());
  const before = await docs();
  expect(await seedDemoStaff(world.deps)).toEqual([]);
  expect(await docs()).toEqual(before);
  expect((await everyStaff(world.deps)).map(({ body }) => body.name)).toEqual(['韩梅梅', '李雷']);
});

test('the printed link opens with the code that the command line shows', async () => {
  const [first] = await seedDemoStaff(world.deps);
  const shown = await demoCode(world.deps, first?.email ?? '');
  if (!first || !shown.ok) throw new Error('not made');
  const given = { token: entryToken(first.entry.url), password: DESK_PASSWORD, code: shown.code, ip: '' };
  expect(await enter(world.deps, given)).toMatchObject({ ok: true });
  expect(await demoCode(world.deps, 'nobody@demo.example')).toMatchObject({ reason: { code: 'staffUnknown' } });
});
