// `npm run orders`: customer service's word on the command line, on the same data as a running server.
import { dirname } from 'node:path';
import { activate } from '../../../services/account/activate';
import { run } from '../../../services/run';
import { createWorld, emptyOutbox, outbox, seedBills, type World } from '../../support/fapiao-world';
import { type Ran, runCli } from '../../support/run-cli';
import { isMail } from '../../support/changes';

const EMAIL = 'lihua@elsewhere.example';
let world: World;
beforeEach(async () => {
  // The command line has the real clock.
  world = await createWorld(new Date().toISOString());
  await seedBills(world.deps, [{ bill: 'BILL-0001', contact: 'boss@qinghe.example' }]);
});
afterEach(() => world.temp.remove());

const orders = (...args: string[]): Promise<Ran> => runCli('orders', args, { DATA_DIR: dirname(world.temp.file) });

async function activated(): Promise<void> {
  const { deps } = world;
  const by = { role: 'guest', conversation: 'chat' } as const;
  await run(deps, { id: 'c1', by, type: 'register', order: 'ORDER-1', email: EMAIL, locale: 'nl-NL' });
  const link = (await outbox(deps)).filter(isMail).find(({ name }) => name === 'activation')?.link;
  const { token } = deps.secrets.link(link?.purpose ?? '', link?.nonce ?? '');
  await activate(deps, { token, password: 'violet-otter-climbs-41' });
  await emptyOutbox(deps);
}

it('shows who waits, agrees, takes it back, and the other side is told in their language each time', async () => {
  await activated();
  const shown = await orders('show', 'bill-0001');
  expect(shown.code).toBe(0);
  expect(shown.out.join('\n')).toMatch(
    /ORDER-1 +waits for the contact\n[^]*boss@qinghe\.example[^]*lihua@elsewhere\.example/,
  );
  expect((await orders('agree', 'ORDER-1')).out[0]).toMatch(/held$/);
  expect((await orders('agree', 'ORDER-1')).code).toBe(0);
  const told = (await emptyOutbox(world.deps)).map(({ to, name, locale }) => `${to} ${name} ${locale}`);
  expect(told.toSorted()).toEqual(['chat orderOpened nl-NL', 'mail orderOpened nl-NL']);
  expect((await orders('refuse', 'ORDER-1')).out[0]).toMatch(/refused, free for others$/);
  expect((await outbox(world.deps)).map(({ name }) => name)).toEqual(['orderClosed', 'orderClosed']);
});

it('says what is not known and what nobody asks for', async () => {
  expect(await orders('show', 'ORDER-9')).toMatchObject({ code: 1, err: [expect.stringContaining('no order')] });
  expect(await orders('agree', 'ORDER-1')).toMatchObject({ code: 1, err: [expect.stringContaining('Nobody')] });
  expect(await orders('agree')).toMatchObject({ code: 2 });
  expect(await orders('sell', 'ORDER-1')).toMatchObject({ code: 2 });
  expect((await orders('--help')).out.join()).toContain('refuse');
});
