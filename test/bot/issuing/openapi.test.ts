// The OpenAPI document is true: real requests and answers, good and bad, fit what it says of them.
import Ajv2020 from 'ajv/dist/2020';
import { pdf } from '../../support/fapiao-files';
import { type IssuingWorld, issuingWorld, xmlFor } from '../../support/issuing-world';

interface Operation {
  operationId: string;
  responses: Record<string, unknown>;
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
  'x-problems': Record<string, { status: number }>;
}
let world: IssuingWorld;
let document: Document;
let ajv: Ajv2020;
beforeEach(async () => {
  world = await issuingWorld();
  document = (await (await fetch(`${world.base}/api/issuing/openapi.json`)).json()) as Document;
  // The document's own words beside the schemas are no keywords of theirs.
  ajv = new Ajv2020({ strict: false, allErrors: true });
  ajv.addSchema(document, 'api');
});
afterEach(() => world.close());

const at = (pointer: string[]) =>
  ajv.compile({
    $ref: `api#/${pointer.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`,
  });

/** Calls, and holds request and answer against the document. */
async function held(method: 'get' | 'post', path: string, params: Record<string, string>, body?: object | Uint8Array) {
  const operation = document.paths[path]?.[method] as Operation;
  expect(operation).toBeDefined();
  const address = Object.entries(params).reduce((all, [name, value]) => all.replace(`{${name}}`, value), path);
  const answered = await world.service.call(method.toUpperCase(), address.replace('/api/issuing', ''), body);
  const which = operation.responses[answered.status] ? String(answered.status) : 'default';
  const type = (answered.headers.get('content-type') ?? '').split(';')[0] ?? '';
  const fits = at(['paths', path, method, 'responses', which, 'content', type, 'schema']);
  expect([path, answered.status, fits(answered.body) ? [] : fits.errors]).toEqual([path, expect.any(Number), []]);
  const json = body && !(body instanceof Uint8Array);
  const request = json && at(['paths', path, method, 'requestBody', 'content', 'application/json', 'schema']);
  return { ...answered, requestFits: request ? request(body) : true };
}

const ONE = '/api/issuing/applications/{number}';
const FAPIAO = '26312000000012345678';

test('a whole journey and its refusals fit the document', async () => {
  const number = await world.apply({ remark: 'PO-1' });
  const paper = await world.apply({
    kind: 'paper-normal',
    delivery: { method: 'yunda', recipient: '王敏', mobile: '13800138000', address: '广东省深圳市南山区科苑路1号' },
  });
  const rejected = await world.apply();
  const act = (name: string, of: string, body: object = {}) => held('post', `${ONE}/${name}`, { number: of }, body);
  const good = [
    await held('get', '/api/issuing/applications', {}),
    await held('get', ONE, { number }),
    await act('start', number),
    await act('release', number),
    await act('issue', number, { fapiaos: [{ number: FAPIAO }] }),
    await world.service.call('POST', `/applications/${number}/files?fapiao=${FAPIAO}`, xmlFor(FAPIAO)),
    await held('get', ONE, { number }),
    await act('deliver', number),
    await act('delay', paper, { until: '2026-12-24', text: '库存' }),
    await act('issue', paper, { fapiaos: [{ number: '26312000000012345690' }], sure: true }),
    await act('mail', paper, { waybill: '4312345678901' }),
    await act('correct', paper, { waybill: '4312345678902', text: 'a slip' }),
    await held('get', ONE, { number: paper }),
    await act('reject', rejected, { reason: 'titleUnknown' }),
  ];
  expect(good.map(({ status, body }) => [status, body.code])).toEqual(good.map(() => [200, undefined]));
  const bad = [
    await act('start', number),
    await act('ready', 'FP-2611-9999'),
    await act('issue', number, { fapiaos: [] }),
    await act('reject', number, { reason: 'nonsense' }),
    await act('delay', number, { until: 'tomorrow' }),
    await held('get', ONE, { number: 'x' }),
  ];
  expect(bad.every(({ status }) => status >= 400)).toBe(true);
  // What the document forbids is refused as that, and what it allows is not.
  expect(bad.map(({ body, requestFits }) => (body.code === 'badRequest') === !requestFits)).toEqual(
    bad.map(() => true),
  );
  for (const { body } of bad) {
    const name = String(body.type).split('/x-problems/')[1] ?? '';
    expect([name, document['x-problems'][name]?.status]).toEqual([name, body.status]);
  }
});

test('files fit, and so does what the service is told', async () => {
  const number = await world.apply();
  await world.drain();
  const fits = ajv.compile({ $ref: 'api#/components/schemas/WebhookEvent' });
  for (const { raw } of world.service.told) expect([fits(JSON.parse(raw)), fits.errors]).toEqual([true, null]);
  await world.service.call('POST', `/applications/${number}/issue`, { fapiaos: [{ number: FAPIAO }] });
  const answered = await world.service.call('POST', `/applications/${number}/files?fapiao=${FAPIAO}&name=a.pdf`, pdf());
  const file = ajv.compile({ $ref: 'api#/components/schemas/File' });
  expect([answered.status, file(answered.body), file.errors]).toEqual([200, true, null]);
});

test('every reference leads somewhere, every operation has a name of its own, and nothing that is not said fits', () => {
  const text = JSON.stringify(document);
  for (const [, ref = ''] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    const found = ref
      .split('/')
      .reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], document);
    expect([ref, typeof found]).toEqual([ref, 'object']);
  }
  const names = Object.values(document.paths).flatMap((one) =>
    Object.values(one).map(({ operationId }) => operationId),
  );
  expect(new Set(names).size).toBe(names.length);
  const fits = ajv.compile({ $ref: 'api#/components/schemas/Acted' });
  expect(fits({ number: 'x', state: 'issued', revision: 1, surprise: true })).toBe(false);
});
