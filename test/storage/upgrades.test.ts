// Documents of earlier versions: read as the newest has them, written back under it.
import { bodyOf, type Outbox, RECORD_KINDS, typed } from '../../storage/records';
import type { Stored } from '../../storage/store';

const row = (body: object): Stored => ({
  pk: 'customer:contoso',
  id: 'outbox:1',
  kind: 'outbox',
  v: 1,
  etag: '1',
  body: { locale: 'nl-NL', target: 'a@b.example', attempts: 2, createdAt: '2026-11-20T08:00:00.000Z', ...body },
});
/** As version 1 wrote them, to the letter. */
const CHANGE = {
  number: 'FP-2611-0001',
  state: 'mailed',
  event: 'mail',
  medium: 'paper',
  method: 'sf',
  bills: 1,
  amount: 136_800,
  dueAt: '2026-11-24T15:59:59.999Z',
  provisional: false,
  fapiaos: ['031001900111 12345678'],
  carrier: 'sf',
  waybill: 'SF1234567890123',
};

test.each([
  ['a mail about an application that was made on a page', { to: 'mail', name: 'applicationChanged', params: CHANGE }],
  [
    'a mail about an application that was made in a chat',
    { to: 'mail', name: 'applicationChanged', params: { ...CHANGE, account: 'account-1', conversation: 'web:1' } },
  ],
  [
    'a notice with its words',
    {
      to: 'chat',
      name: 'applicationChanged',
      params: { ...CHANGE, customer: 'contoso', account: 'account-1', text: 'applicationChanged.mailedSf', values: {} },
    },
  ],
  ['who asks for an order, as an e-mail', { to: 'mail', name: 'holderAsked', params: { email: 'asker@b.example' } }],
  ['a mail of which nothing changed', { to: 'mail', name: 'activated', params: { waiting: ['ORD-1'] } }],
])('outbox version 1, %s: all that happened is there, and no words', (_what, body) => {
  const old = row(body);
  const { params } = bodyOf('outbox', old);
  const { text: _, values: __, ...happened } = { text: '', values: {}, ...body.params };
  expect(params).toMatchObject(happened);
  expect(params).not.toHaveProperty('text');
  expect(params).not.toHaveProperty('values');
  if (body.name === 'holderAsked') expect(params).toHaveProperty('asker', 'asker@b.example');
  const written = typed('outbox', old);
  expect(written).toMatchObject({ v: RECORD_KINDS.outbox.v, etag: '1', body: { attempts: 2, params } });
  // Read again it is the same.
  expect(bodyOf('outbox', written)).toEqual(written.body satisfies Outbox);
});

test('a name that only a newer process knows waits for it as it is; a known one with wrong particulars is told in tests', () => {
  const strange = { ...row({ to: 'mail', name: 'ofTheFuture', params: { any: 1 } }), v: RECORD_KINDS.outbox.v };
  expect(bodyOf('outbox', strange)).toBe(strange.body);
  const wrong = { ...row({ to: 'mail', name: 'holderAsked', params: {} }), v: RECORD_KINDS.outbox.v };
  expect(() => bodyOf('outbox', wrong)).toThrow(/no outbox/);
});
