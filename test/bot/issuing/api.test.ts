// The issuing API against who and what should not get through: strangers, old and forged signatures, doubled and mixed-up requests, wrong numbers and files.
import { MINUTE } from '../../../domain/time';
import { findApplication } from '../../../services/application/applications';
import { readAudit } from '../../../services/staff/audit';
import { pdf, laughs } from '../../support/fapiao-files';
import { applied, by, draft, seedAccount, seedBills } from '../../support/fapiao-world';
import { ISSUING_KEY, signature } from '../../support/issuing-service';
import { type IssuingWorld, issuingWorld, xmlFor } from '../../support/issuing-world';

let world: IssuingWorld;
let number: string;
beforeEach(async () => {
  world = await issuingWorld();
  number = await world.apply();
});
afterEach(() => world.close());

const FAPIAO = '26312000000012345678';
const call = (act: string, body: object | Uint8Array = {}, headers: Record<string, string> = {}, of = number) =>
  world.service.call('POST', `/applications/${of}/${act}`, body, headers);
const stateOf = async (of = number) => (await findApplication(world.deps, of))?.body.state;

async function signedCall(
  act: string,
  { at = 0, signedAs = act, secret }: { at?: number; signedAs?: string; secret?: string } = {},
) {
  const [body, id] = ['{}', 'message-0001'];
  const seconds = Math.floor(Date.parse(world.deps.now()) / 1000) + at;
  const target = (name: string) => `/api/issuing/applications/${number}/${name}`;
  const given = signature(id, seconds, `POST ${target(signedAs)}\n${body}`, secret);
  const headers = { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': given };
  const answered = await fetch(world.base + target(act), { method: 'POST', headers, body });
  return { status: answered.status, body: (await answered.json()) as Record<string, unknown> };
}

test('who has neither key nor signature learns and changes nothing (ASVS 5.0 8.2.1)', async () => {
  for (const Authorization of ['', 'Bearer wrong', `Bearer ${ISSUING_KEY}x`, `Basic ${ISSUING_KEY}`]) {
    const refused = await call('start', {}, { Authorization });
    expect([refused.status, refused.body.code]).toEqual([401, 'unauthorized']);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect((await world.service.call('GET', '/applications', undefined, { Authorization })).status).toBe(401);
  }
  expect(await stateOf()).toBe('submitted');
});

test('a signed request is taken, and once more the same answers the same', async () => {
  const first = await signedCall('start');
  expect(first).toMatchObject({ status: 200, body: { number, state: 'processing' } });
  expect(await signedCall('start')).toEqual(first);
});

test.each([
  ['an old one', { at: -301 }],
  ['one of the future', { at: 301 }],
  ['of another secret', { secret: Buffer.alloc(32).toString('base64') }],
  ['of another operation', { signedAs: 'ready' }],
])('a signature proves nothing: %s', async (_name, more) => {
  expect((await signedCall('start', more)).status).toBe(401);
  expect(await stateOf()).toBe('submitted');
});

test('whoever tries on is held up, and the service is not', async () => {
  const refused = new Set<number>();
  for (let i = 0; i < 130; i += 1) refused.add((await call('start', {}, { Authorization: `Bearer no-${i}` })).status);
  expect([...refused]).toEqual([401, 429]);
  world.pass(2 * MINUTE);
  expect((await call('start')).status).toBe(200);
});

test('more than the limit is refused with when to come again', async () => {
  const small = await issuingWorld({ perMinute: 2 });
  const statuses = [];
  for (let i = 0; i < 3; i += 1) statuses.push((await small.service.call('GET', '/applications')).status);
  const last = await small.service.call('GET', '/applications');
  expect([statuses, last.headers.get('retry-after')]).toEqual([[200, 200, 429], '60']);
  await small.close();
});

test('the same key answers the same, with other content or for another application it is refused', async () => {
  const key = { 'Idempotency-Key': 'key-0001' };
  const first = await call('issue', { fapiaos: [{ number: FAPIAO }] }, key);
  expect(first).toMatchObject({ status: 200, body: { state: 'issued' } });
  await call('deliver');
  expect((await call('issue', { fapiaos: [{ number: FAPIAO }] }, key)).body).toEqual(first.body);
  const other = await world.apply();
  for (const refused of [
    await call('issue', { fapiaos: [{ number: '26312000000012345679' }] }, key),
    await call('start', {}, key, other),
  ])
    expect([refused.status, refused.body.code]).toEqual([422, 'commandReused']);
  expect(await stateOf(other)).toBe('submitted');
  const none = await call('start', {}, { 'Idempotency-Key': '' }, other);
  expect([none.status, none.body.code]).toEqual([400, 'keyMissing']);
});

test('a key is one request, whichever customer it is for', async () => {
  await seedBills(world.deps, [{ bill: 'B-OTHER', order: 'ORDER-2' }]);
  const link = await seedAccount(world.deps, { orders: ['ORDER-2'], id: 'account-2' });
  const [other = ''] = await applied(world.deps, by(link), draft(['B-OTHER']));
  const key = { 'Idempotency-Key': 'key-0002' };
  expect((await call('start', {}, key)).status).toBe(200);
  expect((await call('start', {}, key, other)).body.code).toBe('commandReused');
  expect(await stateOf(other)).toBe('submitted');
});

test('twenty at once with one key are one', async () => {
  const all = await Promise.all(
    Array.from({ length: 20 }, () => call('start', {}, { 'Idempotency-Key': 'key-twenty' })),
  );
  expect(new Set(all.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
  expect(
    (await findApplication(world.deps, number))?.body.events.filter(({ event }) => event === 'start'),
  ).toHaveLength(1);
});

test('an ETag that is old is refused, the present one goes', async () => {
  const read = () => world.service.call('GET', `/applications/${number}`);
  const etag = (await read()).headers.get('etag') ?? '';
  expect((await call('start', {}, { 'If-Match': etag })).status).toBe(200);
  const refused = await call('reject', { reason: 'titleUnknown' }, { 'If-Match': etag });
  expect([refused.status, refused.body.code]).toEqual([412, 'changed']);
  const now = (await read()).headers.get('etag') ?? '';
  expect((await call('reject', { reason: 'titleUnknown' }, { 'If-Match': now })).body).toMatchObject({
    state: 'rejected',
  });
});

test('used, swapped, malformed and too many numbers are refused, and nothing is half done', async () => {
  await call('issue', { fapiaos: [{ number: FAPIAO }] });
  const other = await world.apply();
  const issue = (fapiaos: object[], more: object = {}) => call('issue', { fapiaos, ...more }, {}, other);
  const codes = [];
  for (const refused of [
    await issue([{ number: FAPIAO }]),
    await issue([{ number: '26312000000021345679' }]),
    await issue([{ number: '123' }]),
    await issue([{ number: '26312000000012345690' }, { number: '26312000000012345691' }]),
    await issue([]),
    await issue([{ number: '26312000000012345690', surprise: true }]),
  ])
    codes.push([refused.status, refused.body.code]);
  expect(codes).toEqual([
    [409, 'fapiaoTaken'],
    [409, 'fapiaoSwapped'],
    [422, 'fapiaoNumberFormat'],
    [422, 'fapiaoCount'],
    [400, 'badRequest'],
    [400, 'badRequest'],
  ]);
  expect(await stateOf(other)).toBe('submitted');
  expect((await issue([{ number: '26312000000021345679' }], { sure: true })).status).toBe(200);
});

test('files: an XML that differs, a bomb, what is no file, and another one in its place', async () => {
  await call('issue', { fapiaos: [{ number: FAPIAO }] });
  const file = (bytes: Uint8Array, fapiao = FAPIAO) => call(`files?fapiao=${fapiao}&name=a`, bytes);
  const differs = await file(xmlFor(FAPIAO, { buyer: '上海青和餐饮管理有限公司' }));
  expect(differs).toMatchObject({ status: 409, body: { code: 'fileDiffers', differences: [{ field: 'buyer' }] } });
  for (const bytes of [Buffer.from(laughs()), Buffer.from('no file'), Buffer.alloc(0)])
    expect([422, 409]).toContain((await file(bytes)).status);
  expect((await file(pdf(), '26312000000099999999')).status).toBe(404);
  expect((await file(pdf())).body).toMatchObject({ type: 'pdf' });
  expect((await file(pdf())).status).toBe(200);
  expect((await file(pdf('another'))).body.code).toBe('fileThere');
});

test('10 MB and a byte are refused with the limit', async () => {
  await call('issue', { fapiaos: [{ number: FAPIAO }] });
  const refused = await call(`files?fapiao=${FAPIAO}&name=a`, Buffer.alloc(10 * 1024 * 1024 + 1));
  expect([refused.status, refused.body.code]).toEqual([413, 'bodyTooLarge']);
});

test('unknown applications and bodies that are none', async () => {
  expect((await call('start', {}, {}, 'FP-2611-9999')).body.code).toBe('applicationUnknown');
  expect((await call('start', Buffer.from('{half'))).body.code).toBe('badRequest');
  expect((await call('reject', { reason: 'no such' })).body.code).toBe('badRequest');
  expect((await world.service.call('GET', '/applications?after=%00')).status).toBe(400);
});

test('what it did stands in the audit with its name', async () => {
  await call('start');
  await call('issue', { fapiaos: [{ number: FAPIAO }] });
  await call(`files?fapiao=${FAPIAO}&name=a.pdf`, pdf());
  const { entries } = await readAudit(world.deps, { staff: 'issuing-service' });
  expect(entries.map(({ what, who }) => `${what} ${who}`).toSorted()).toEqual([
    'application.addFile issuing service',
    'application.issue issuing service',
    'application.start issuing service',
  ]);
});
