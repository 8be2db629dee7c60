// The whole journey over HTTP: a customer applies, an issuing service is told, issues and posts back, the customer gets the files by mail.
import { MINUTE, SECOND } from '../../../domain/time';
import { detailOf } from '../../../services/desk/detail';
import { addAtDesk } from '../../../services/desk/files';
import { ofd, pdf } from '../../support/fapiao-files';
import { acts, LI_LEI, storedOf } from '../../support/desk-work';
import { type IssuingWorld, issuingWorld, xmlFor } from '../../support/issuing-world';

let world: IssuingWorld;
beforeEach(async () => {
  world = await issuingWorld();
});
afterEach(() => world.close());

const FAPIAO = '26312000000012345678';
const files = { 'a.pdf': pdf('发票'), 'a.ofd': ofd(), 'a.xml': xmlFor(FAPIAO) };

async function issues(number: string, fapiao = FAPIAO): Promise<void> {
  const { service } = world;
  const post = async (path: string, body: object | Uint8Array) => {
    const answered = await service.call('POST', `/applications/${number}/${path}`, body);
    expect([path, answered.status, answered.body]).toEqual([path, 200, expect.anything()]);
  };
  await post('start', {});
  await post('issue', { fapiaos: [{ number: fapiao }] });
  for (const [name, bytes] of Object.entries(files)) await post(`files?fapiao=${fapiao}&name=${name}`, bytes);
  await post('deliver', {});
}

test('a customer applies, the service is told in the same moment and issues, and the files arrive by mail', async () => {
  const number = await world.apply();
  await world.drain();
  expect(world.service.told.map(({ type, data }) => [type, data.number, data.state])).toEqual([
    ['application.submitted', number, 'submitted'],
  ]);
  await issues(number);
  world.pass(MINUTE);
  await world.drain();
  const last = world.smtp.received.filter(({ mail }) => mail.attachments.length);
  expect(last.map(({ envelope }) => envelope.to[0]).toSorted()).toEqual([
    'account-1@qinghe.example',
    'lihua@qinghe.example',
  ]);
  for (const { mail } of last) {
    const attached = mail.attachments.map(({ filename, content }) => [filename, Buffer.from(content as ArrayBuffer)]);
    expect(new Map(attached as [string, Buffer][])).toEqual(new Map(Object.entries(files)));
  }
  // What it did itself it is not told.
  expect(world.service.told).toHaveLength(1);
});

test('what is told is what is needed to issue, and no address that only we need', async () => {
  await world.apply();
  await world.drain();
  const [told] = world.service.told;
  expect(told?.data).toMatchObject({
    buyer: { kind: 'enterprise', name: '上海青禾餐饮管理有限公司', taxId: '91310115591693856A' },
    amount: 136_800,
    needed: 1,
    delivery: { method: 'email' },
  });
  for (const secret of ['lihua@', 'account-1', 'web:1', 'ORDER-1']) expect(told?.raw).not.toContain(secret);
});

test('the desk shows that the service has it, and who did what', async () => {
  const number = await world.apply();
  await world.service.call('POST', `/applications/${number}/start`, {});
  const stored = await storedOf(world.deps, number);
  const detail = await detailOf(world.deps, stored, LI_LEI);
  expect(detail.claim).toMatchObject({ staff: 'issuing-service', name: 'issuing service' });
  expect(detail.history.at(-1)).toMatchObject({ by: 'issuing service', event: 'start' });
  expect(detail.can).toEqual(expect.arrayContaining(['claim', 'issue', 'reject']));
});

test('a clerk takes over: the service is told and can do nothing more to it', async () => {
  const number = await world.apply();
  await world.drain();
  await world.service.call('POST', `/applications/${number}/start`, {});
  expect(await acts(world.deps, LI_LEI, number, 'claim')).toMatchObject({ ok: true });
  await world.drain();
  expect(world.service.told.at(-1)).toMatchObject({ type: 'application.changed', data: { number, heldBy: 'desk' } });
  const refused = await world.service.call('POST', `/applications/${number}/issue`, { fapiaos: [{ number: FAPIAO }] });
  expect([refused.status, refused.body.code, refused.body.params]).toEqual([409, 'claimedBy', { name: 'Li Lei' }]);
  expect(await acts(world.deps, LI_LEI, number, 'issue', { fapiaos: [{ number: FAPIAO }] })).toMatchObject({
    ok: true,
  });
  const file = { number, fapiao: FAPIAO, name: 'a.pdf', bytes: pdf() };
  expect(await addAtDesk(world.deps, LI_LEI, file)).toMatchObject({ ok: true });
});

test('rejected or cancelled elsewhere, the service is told to let it be; what the desk took back it never hears', async () => {
  const number = await world.apply();
  await world.drain();
  expect(await acts(world.deps, LI_LEI, number, 'cancel')).toMatchObject({ ok: true });
  await world.drain();
  expect(world.service.told).toHaveLength(1);
  world.pass(31 * SECOND);
  await world.drain();
  const last = world.service.told.at(-1);
  expect(last).toMatchObject({ type: 'application.withdrawn', data: { number, state: 'cancelled' } });
  // Nothing of the buyer, since there is nothing to issue.
  expect(last?.data).not.toHaveProperty('buyer');
  const refused = await world.service.call('POST', `/applications/${number}/start`, {});
  expect([refused.status, refused.body.code]).toEqual([409, 'moveNotAllowed']);
});

test('paper by courier: number, waybill and arrival', async () => {
  const number = await world.apply({
    kind: 'paper-normal',
    delivery: { method: 'sf', recipient: '王敏', mobile: '13800138000', address: '广东省深圳市南山区科苑路1号' },
  });
  await world.drain();
  expect(world.service.told[0]?.data).toMatchObject({ delivery: { method: 'sf', recipient: '王敏' } });
  const call = (act: string, body: object) => world.service.call('POST', `/applications/${number}/${act}`, body);
  expect((await call('issue', { fapiaos: [{ number: FAPIAO }] })).body).toMatchObject({ state: 'issued' });
  expect((await call('mail', { waybill: 'SF1234567890123' })).body).toMatchObject({ state: 'mailed' });
  expect((await call('deliver', {})).body).toMatchObject({ state: 'delivered' });
});
