// The tracker of an application: what happened, what is awaited, until when, and which fapiao belongs to which bill.
import { stepsOf, tableOf } from '../../dialogs/answers/course';
import { APPLICATION_STATES, type ApplicationState } from '../../domain/application';
import { LOCALES, translate } from '../../locales';
import type { ApplicationView } from '../../services/queries';

const DUE = '2026-12-02T15:59:59.999Z';
const view = (state: ApplicationState, more: object = {}): ApplicationView =>
  ({
    number: 'FP-2611-0001',
    state,
    kind: 'digital-normal',
    delivery: { method: 'email', emails: ['a@b.cn'] },
    buyer: { name: '上海青禾餐饮管理有限公司' },
    amount: 300,
    bills: [
      { bill: 'A', period: '2026-10', amount: 100 },
      { bill: 'B', period: '2026-09', amount: 200 },
    ],
    dueAt: DUE,
    provisional: false,
    overdue: false,
    events: [{ at: '2026-11-30T02:24:00.000Z', event: 'submit', state: 'submitted' }],
    fapiaos: [],
    ...more,
  }) as unknown as ApplicationView;
const shown = (one: ApplicationView) =>
  stepsOf(one).map(({ title, at, state }) =>
    [state, translate('en-US', title), at && translate('en-US', at)].filter(Boolean).join(' | '),
  );

test('what is awaited now is marked, with the day until when it is issued', () => {
  expect(shown(view('submitted'))).toEqual([
    expect.stringMatching(/^past \| Confirmed and submitted \| .*Nov 30/),
    'now | Processing',
    expect.stringMatching(/^next \| Issued \| by .*Dec 2/),
    'next | Sent by e-mail',
  ]);
});

test('what is over has nothing ahead; what is late or delayed promises no day that is not known', () => {
  for (const state of ['rejected', 'cancelled', 'delivered', 'returned'] as const)
    expect(stepsOf(view(state)).every((step) => step.state === 'past')).toBe(true);
  expect(shown(view('processing', { overdue: true })).join()).not.toContain('| by ');
  expect(shown(view('outOfStock')).join()).not.toContain('| by ');
  expect(shown(view('outOfStock', { expectedAt: '2026-12-09T15:59:59.999Z' })).join()).toMatch(/Issued \| by .*Dec 9/);
});

test('paper is posted or fetched before it is there', () => {
  const paper = (method: string) => shown(view('issued', { kind: 'paper-normal', delivery: { method } })).slice(1);
  expect(paper('sf')).toEqual(['now | Mailed out', 'next | Delivered']);
  expect(paper('pickup')).toEqual(['now | Ready for pickup', 'next | Delivered']);
});

test('a fapiao stands with its own bills and files, what is not issued says so', () => {
  const files = [{ fapiao: '1', type: 'pdf' as const, name: 'x.pdf', bytes: 1, url: 'https://x.cn/file' }];
  const fapiao = { number: '1', amount: 200, bills: ['B'], issuedAt: DUE };
  const { rows } = tableOf(view('processing', { fapiaos: [fapiao] }), files);
  expect(rows).toEqual([
    {
      name: { months: ['2026-09'] },
      amount: { money: 200 },
      value: '1',
      links: [expect.objectContaining({ url: files[0]?.url })],
    },
    {
      name: { months: ['2026-10'] },
      amount: { money: 100 },
      value: { text: expect.objectContaining({ key: 'progress:table.notYet' }) as object },
      links: [],
    },
  ]);
});

test('every state has its steps in every language', () => {
  for (const locale of LOCALES)
    for (const state of APPLICATION_STATES)
      for (const { title } of stepsOf(view(state))) expect(translate(locale, title)).toMatch(/\S/);
});
