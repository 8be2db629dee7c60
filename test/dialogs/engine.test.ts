// What scripts can't say: the engine is pure, older states go on, every text is in locales/ and every reason has words.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { step } from '../../dialogs/engine';
import { ALL_FLOWS } from '../../dialogs/flows';
import type { Ctx, Input } from '../../dialogs/flows/flow';
import { blankForm } from '../../dialogs/form/form';
import { freshState, type Form, type State } from '../../dialogs/state';
import { hasText } from '../../locales';
import type { BillView } from '../../services/queries';
import { dialogContext } from '../support/dialog-context';

const root = join(__dirname, '../..');
const sources = (folder: string): [name: string, source: string][] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => [join(folder, name), readFileSync(join(root, folder, name), 'utf8')]);

const bill: BillView = {
  bill: 'BILL-1',
  order: 'ORDER-1',
  period: '2026-11',
  amount: 136800,
  payer: '上海青禾餐饮管理有限公司',
  paidAt: '2026-11-15T02:00:00.000Z',
  state: 'available',
};
const context = (more: Partial<Ctx> = {}): Ctx => dialogContext({ bills: async () => [bill] }, more);
const link = { customer: 'tenant-1', account: 'account-1', epoch: 1, until: '2026-12-20T00:00:00.000Z' };
const signedIn: State = { ...freshState('en-US'), welcomed: true, link };
const text = (said: string): Input => ({ kind: 'text', text: said });
const keysIn = (value: unknown): string[] =>
  [...JSON.stringify(value).matchAll(/"key":"([^"]+)"/g)].map(([, key = '']) => key);

async function talk(...said: string[]): Promise<State> {
  let state = signedIn;
  const ctx = context();
  for (const one of said) state = (await step(state, text(one), ctx)).state;
  return state;
}

test('the same state and input give the same step, and the state that came in is left alone', async () => {
  const state = await talk('I need a fapiao');
  const before = structuredClone(state);
  const first = await step(state, text('上海青禾餐饮管理有限公司 91310115591693856A'), context());
  const second = await step(state, text('上海青禾餐饮管理有限公司 91310115591693856A'), context());
  expect(second).toEqual(first);
  expect(state).toEqual(before);
});

test('the state holds values and names, no text that was said', async () => {
  const state = await talk('I need a fapiao', '上海青禾餐饮管理有限公司', 'what is a fapiao?', 'a person', 'cancel');
  expect(keysIn(state)).toEqual([]);
});

test('five hundred detours leave a small state', async () => {
  let state = signedIn;
  const ctx = context();
  const detours = [
    'I need a fapiao',
    'what is a fapiao?',
    '3',
    'back',
    'a person',
    'register',
    'cancel',
    'x'.repeat(3000),
  ];
  for (let turn = 0; turn < 500; turn++)
    state = (await step(state, text(detours[turn % detours.length] ?? ''), ctx)).state;
  expect(JSON.stringify(state).length).toBeLessThan(16_000);
  expect(state.stack.length).toBeLessThanOrEqual(3);
});

describe('a form that an older version began', () => {
  const older = (asked: string[], values: Record<string, unknown>): State => {
    const form: Form = { ...blankForm(ALL_FLOWS.find((flow) => flow.name === 'apply')!, 'old', values), v: 0, asked };
    return { ...signedIn, form };
  };
  const chosen = { bills: [{ bill: 'BILL-1', period: '2026-11', amount: 136800, payer: bill.payer }] };

  test('goes on with the answer that was just typed', async () => {
    const { state, replies } = await step(
      older(['name', 'gone'], { ...chosen, gone: 1 }),
      text('上海青禾餐饮管理有限公司'),
      context(),
    );
    expect(keysIn(replies)).toContain('common:flowChanged');
    expect(state.form?.values).toMatchObject({ name: '上海青禾餐饮管理有限公司' });
    expect(state.form?.values).not.toHaveProperty('gone');
  });

  test('shows its summary again instead of submitting what nobody has seen', async () => {
    const complete = {
      ...chosen,
      kind: 'digital-normal',
      name: bill.payer,
      buyerKind: 'enterprise',
      taxId: '91310115591693856A',
      emails: ['lihua@qinghe.example'],
    };
    for (const input of [
      text('confirm'),
      { kind: 'card', form: 'old', action: 'confirm', values: {} } satisfies Input,
    ]) {
      const { commands, replies } = await step(older([], complete), input, context());
      expect(commands).toEqual([]);
      expect(keysIn(replies)).toEqual(expect.arrayContaining(['common:flowChanged', 'apply:nothingSent']));
    }
  });

  test('of a flow that is gone is forgotten, and the conversation goes on', async () => {
    const form = { ...blankForm(ALL_FLOWS[0]!, 'old'), flow: 'gone' } as unknown as Form;
    const { state, replies } = await step({ ...signedIn, form, stack: [form], parked: form }, text('hello'), context());
    expect(state.form).toBeUndefined();
    expect(keysIn(replies)).toContain('common:greeting');
  });
});

test('an outcome that nobody waits for says nothing', async () => {
  const { replies, state } = await step(
    signedIn,
    { kind: 'outcome', id: 'unknown', outcome: { ok: true, type: 'passwordLinkSent' } },
    context(),
  );
  expect(replies).toEqual([]);
  expect(state).toEqual(signedIn);
});

test('while a form is being submitted, messages and cards wait for its result', async () => {
  // Signed in, an order is added without a summary: its command is under way.
  const state = await talk('register', 'ORDER-2');
  expect(state.waiting?.what).toBe('form');
  const press: Input = { kind: 'card', form: state.form?.id ?? '', action: 'confirm', values: {} };
  for (const input of [text('cancel'), press]) {
    const said = await step(state, input, context());
    expect(keysIn(said.replies)).toEqual(['common:beingSubmitted']);
    expect(said.commands).toEqual([]);
  }
});

test('in a group nothing of an account is shown, whatever is asked for', async () => {
  const ctx = context({ group: true });
  for (const wish of [
    'I need a fapiao',
    'where is my fapiao?',
    'sign in',
    'resend the activation mail',
    'FP-2611-0001',
    'ORDER-1',
  ]) {
    const { replies, commands } = await step({ ...signedIn, email: 'lihua@qinghe.example' }, text(wish), ctx);
    expect(keysIn(replies)).toContain('account:notInGroup');
    expect(JSON.stringify(replies)).not.toContain('qinghe');
    expect(commands).toEqual([]);
  }
});

test('every key that dialogs say is in locales/', () => {
  const said = sources('dialogs').flatMap(([, source]) =>
    [...source.matchAll(/\bsay\(\s*'([\w-]+:[\w.-]+)'/g)].map(([, key = '']) => key),
  );
  expect(said.length).toBeGreaterThan(150);
  const missing = said.filter((key) => !['', '_one', '_other'].some((plural) => hasText('en-US', key + plural)));
  expect([...new Set(missing)]).toEqual([]);
});

test('every reason that a command can give has a sentence', () => {
  const files = [
    'register',
    'resend',
    'ask-holder',
    'password',
    'signin',
    'apply',
    'apply-check',
    'applications',
    'person',
    'once',
  ];
  const codes = sources('services')
    .filter(([name]) => files.some((file) => name.endsWith(`/${file}.ts`)))
    .flatMap(([, source]) => [...source.matchAll(/\b(?:no|refused|refuse)\(\s*'(\w+)'/g)].map(([, code = '']) => code))
    // Only staff can meet it: the command line words it.
    .filter((code) => !['fapiaoTaken', 'applicationClosed'].includes(code));
  expect(codes).toEqual(expect.arrayContaining(['orderUnknown', 'billTaken', 'resendLimit', 'codeWrong', 'signedOut']));
  expect([...new Set(codes)].filter((code) => !hasText('en-US', `errors:${code}`))).toEqual([]);
});

/** Two questions in one: what is learnt next decides which of these are about as likely. */
const TOSS_UPS = [
  'where is the order number and the tax id?',
  'who sees my data and what is your phone number?',
  'do you need my tax id or my order number?',
  'can I split it, and do you ship it abroad?',
  'how long does it take and how much is shipping?',
  'can I pick it up, and who sees my data?',
  'is it the same password, and which title is right?',
  'can I apply ahead, and for several bills?',
];

test('in a form a toss-up is asked, and the question of the form waits for its answer', async () => {
  const before = await talk('I need a fapiao');
  const steps = await Promise.all(TOSS_UPS.map((one) => step(before, text(one), context())));
  const asking = steps.filter(({ replies }) => keysIn(replies).includes('common:whichMeant'));
  expect(asking.length).toBeGreaterThan(0);
  for (const { state } of asking) {
    expect(state.form).toEqual(before.form);
    const chosen = await step(state, text('Where do I find our tax ID?'), context());
    expect(chosen.state.form?.asked).toEqual(before.form?.asked);
  }
});
