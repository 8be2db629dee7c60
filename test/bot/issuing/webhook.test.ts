// Telling the issuing service when things go wrong: errors, waiting, redirects, doubled deliveries, two processes, and what readiness says.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHealth } from '../../../bot/http/health';
import { DAY, HOUR, later, MINUTE, SECOND } from '../../../domain/time';
import { everyIn } from '../../../storage/every';
import { bodyOf } from '../../../storage/records';
import { type IssuingWorld, issuingWorld } from '../../support/issuing-world';

let world: IssuingWorld;
beforeEach(async () => {
  world = await issuingWorld({ patienceMs: 200 });
});
afterEach(() => world.close());

async function waiting() {
  const rows = [];
  for await (const doc of everyIn(world.deps.store, 'due')) {
    if (doc.kind === 'outbox' && bodyOf('outbox', doc).name === 'issuing') rows.push(doc);
  }
  return rows;
}
/** When the only one that waits is due. */
const dueAt = async (): Promise<string> => (await waiting())[0]?.lists?.due?.split('#')[0] ?? '';

test('500, then nothing at all, then taken: the same id each time, and every time signed anew', async () => {
  const answers = [{ status: 500 } as const, 'hang' as const];
  world.service.answers = () => answers.shift() ?? { status: 200 };
  await world.apply();
  await world.drain();
  world.pass(MINUTE);
  await world.drain();
  expect(await waiting()).toHaveLength(1);
  world.pass(10 * MINUTE);
  await world.drain();
  expect(await waiting()).toHaveLength(0);
  const { told, refused } = world.service;
  expect([told.length, refused, new Set(told.map(({ id }) => id)).size]).toEqual([3, 0, 1]);
  expect(new Set(told.map(({ headers }) => headers['webhook-signature'])).size).toBe(3);
  expect(world.logged.filter(({ fields }) => fields.template === 'issuing').map(({ fields }) => fields.why)).toEqual([
    '500',
    'ETIMEDOUT',
  ]);
});

test.each([
  ['seconds', () => '1800', 1800 * SECOND],
  ['a date', () => new Date(Date.parse(world.deps.now()) + HOUR).toUTCString(), HOUR],
  ['a week: six hours', () => String(7 * 86_400), 6 * HOUR],
])('Retry-After is kept: %s', async (_name, header, ms) => {
  world.service.answers = () => ({ status: 503, headers: { 'Retry-After': header() } });
  await world.apply();
  await world.drain();
  expect(await dueAt()).toBe(later(world.deps.now(), ms));
});

// A 307 with a body throws by itself here: it could not fail.
test.each([301, 303])('a redirect is not followed, wherever it leads: %i', async (status) => {
  let asked = 0;
  const elsewhere = createServer((_req, res) => {
    asked += 1;
    res.writeHead(200).end();
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  const { port } = elsewhere.address() as AddressInfo;
  world.service.answers = () => ({ status, headers: { Location: `http://127.0.0.1:${port}/` } });
  await world.apply();
  await world.drain();
  expect([asked, (await waiting()).length]).toEqual([0, 1]);
  await new Promise((resolve) => elsewhere.close(resolve));
});

test('refused for three days, it is kept aside, and said so', async () => {
  world.service.answers = () => ({ status: 400 });
  await world.apply();
  await world.drain();
  world.pass(3 * DAY + HOUR);
  await world.drain();
  expect(await waiting()).toHaveLength(0);
  const last = world.logged.findLast(({ fields }) => fields.template === 'issuing');
  expect(last?.message).toContain('given up');
});

test('readiness says that the service takes nothing, and that it does again', async () => {
  const { store, now, newId } = world.deps;
  const health = createHealth({
    store,
    now,
    newId,
    log: { ...console, error() {}, info() {} } as never,
    issuing: true,
    keepMs: 0,
  });
  world.service.answers = () => ({ status: 500 });
  await world.apply();
  await world.drain();
  expect((await health.ready()).checks.issuing).toMatchObject({ ok: true });
  world.pass(16 * MINUTE);
  const standing = await health.ready();
  expect(standing.status).toBe('degraded');
  expect(standing.checks.issuing).toMatchObject({ ok: false, oldestSeconds: 960 });
  world.service.answers = () => ({ status: 200 });
  await world.drain();
  expect((await health.ready()).checks.issuing).toMatchObject({ ok: true, oldestSeconds: 0 });
});

test('a process that ends in between loses nothing: another tells it, under the same id', async () => {
  world.service.answers = () => 'hang';
  await world.apply();
  const killed = await world.other(60_000);
  // Taken and posted, never answered: as a process that is killed then.
  const cut = killed.drain();
  while (!world.service.told.length) await new Promise((resolve) => setImmediate(resolve));
  world.service.answers = () => ({ status: 200 });
  world.pass(MINUTE);
  await world.drain();
  expect(world.service.told.map(({ id }) => id)).toEqual([world.service.told[0]?.id, world.service.told[0]?.id]);
  expect(await waiting()).toHaveLength(0);
  await world.service.close();
  await cut;
});

test('a service that never answers holds up no mail', async () => {
  const patient = await issuingWorld({ patienceMs: 600_000 });
  patient.service.answers = () => 'hang';
  // More than are ever on their way at once.
  for (let i = 0; i < 30; i += 1) await patient.apply();
  const draining = patient.drain();
  while (patient.smtp.received.length < 30) await new Promise((resolve) => setImmediate(resolve));
  await patient.service.close();
  await draining;
  await patient.close();
});
