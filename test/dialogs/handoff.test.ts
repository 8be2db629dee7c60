// A person comes into the conversation: what the customer is told, that the assistant is silent meanwhile, and how it goes on.
import { type Step, step } from '../../dialogs/engine';
import type { Agent, DeskAct, Input } from '../../dialogs/flows/flow';
import { freshState, type State } from '../../dialogs/state';
import { HOUR, later, MINUTE } from '../../domain/time';
import { LOCALES, say, translate } from '../../locales';
import type { DeskView, Query } from '../../services/queries';
import type { TextKey } from '../../locales/text';
import { dialogContext } from '../support/dialog-context';

/** A Tuesday, 10:00 in China. */
const T0 = '2026-12-01T02:00:00.000Z';
const LI: Agent = { id: 'li', name: 'Li Lei', takesOver: false };
const HAN: Agent = { id: 'han', name: 'Han Mei', takesOver: false };
const OPEN: DeskView = { open: true, until: '2026-12-01T10:00:00.000Z', here: [LI], ahead: 0 };

/** A conversation: each input is played on the state that the one before left. */
function talk({
  desk = OPEN,
  group = false,
  stranger = false,
}: {
  desk?: DeskView;
  group?: boolean;
  stranger?: boolean;
} = {}) {
  const query: Partial<Query> = { desk: async () => desk, ...(stranger ? { account: async () => undefined } : {}) };
  const ctx = dialogContext(query, { now: T0, group });
  let state: State = {
    ...freshState('en-US'),
    welcomed: true,
    ...(stranger
      ? {}
      : { link: { customer: 'tenant-1', account: 'account-1', epoch: 1, until: '2027-01-01T00:00:00.000Z' } }),
  };
  async function play(input: Input): Promise<Step> {
    const played = await step(state, input, ctx);
    if (!played.refused) state = played.state;
    return played;
  }
  return {
    state: () => state,
    play,
    at: (ms: number) => {
      ctx.now = later(T0, ms);
    },
    says: (text: string) => play({ kind: 'text', text }),
    press: (key: TextKey) => play({ kind: 'text', text: translate('en-US', say(key)) }),
    staff: (act: DeskAct, staff = LI) => play({ kind: 'desk', staff, ...act } as Input),
    timer: (name: 'offer' | 'nobody' | 'vanished' | 'silent') =>
      play({ kind: 'timer', name, n: state.handoff?.n ?? 0 }),
  };
}
const keysIn = (value: unknown): string[] =>
  [...JSON.stringify(value).matchAll(/"key":"([^"]+)"/g)].map(([, key = '']) => key);
const linesIn = ({ replies }: Step) => replies.flatMap(({ line }) => line?.name ?? []);

async function claimed(options?: Parameters<typeof talk>[0]) {
  const chat = talk(options);
  await chat.press('handoff:button.wait');
  await chat.staff({ act: 'claim' });
  return chat;
}

test('who asks for a person reads hours, who is there, how many wait and the phone, and chooses; nothing has begun', async () => {
  const chat = talk({ desk: { ...OPEN, ahead: 2 } });
  const asked = await chat.says('talk to a person');
  expect(keysIn(asked.replies)).toEqual(
    expect.arrayContaining([
      'handoff:offer.open',
      'handoff:offer.here',
      'handoff:offer.ahead',
      'common:person.phone',
      'handoff:button.wait',
      'handoff:button.message',
    ]),
  );
  expect(chat.state()).not.toHaveProperty('handoff');
  const message = await chat.press('handoff:button.message');
  expect(message.state.form?.flow).toBe('person');
});

test('what was said with the wish for a person is known to whoever comes, and not asked again', async () => {
  const chat = talk();
  const words = 'The title on it is wrong, I want to talk to a person.';
  const offered = await chat.says(words);
  expect(keysIn(offered.replies)).toContain('handoff:button.wait');
  const waiting = await chat.press('handoff:button.wait');
  expect(chat.state().handoff).toMatchObject({ state: 'waiting', text: words });
  expect(keysIn(waiting.replies)).not.toContain('handoff:waiting.about');
  expect(chat.state()).not.toHaveProperty('about');
});

test('a courier who is to call is nobody at the desk', async () => {
  const chat = talk();
  const said = await chat.says('Ship it by SF to Wang Min, 13800138000, leave it at the gate. Call me.');
  expect(keysIn(said.replies)).not.toContain('handoff:button.wait');
});

test.each<[string, DeskView, TextKey]>([
  ['nobody is there', { ...OPEN, here: [] }, 'handoff:offer.nobodyHere'],
  ['it is closed', { open: false, until: T0, here: [], ahead: 0 }, 'handoff:offer.closed'],
  ['it is closed for who knows how long', { open: false, here: [], ahead: 0 }, 'handoff:offer.closedNow'],
])('where %s it says so and takes a message; a wait is neither offered nor taken', async (_, desk, told) => {
  const chat = talk({ desk });
  const asked = await chat.says('talk to a person');
  expect(keysIn(asked.replies)).toEqual(expect.arrayContaining([told, 'common:person.phone', 'common:person.ask']));
  expect(keysIn(asked.replies)).not.toContain('handoff:button.wait');
  await chat.press('handoff:button.wait');
  expect(chat.state()).not.toHaveProperty('handoff');
  expect(chat.state().form?.flow).toBe('person');
});

test('waiting: the place, what it is about, the assistant goes on helping, and stopping', async () => {
  const chat = talk({ desk: { ...OPEN, ahead: 3 } });
  const waiting = await chat.press('handoff:button.wait');
  expect(linesIn(waiting)).toEqual(['asked']);
  expect(waiting.replies[0]?.text).toContainEqual(say('handoff:waiting.place', { place: 4 }));
  expect(keysIn(waiting.replies)).toContain('handoff:topic.title');
  const topic = await chat.press('handoff:topic.title');
  expect(keysIn(topic.replies)).toContain('handoff:waiting.noted');
  expect(chat.state().handoff).toMatchObject({ state: 'waiting', topic: 'title', text: '' });
  const helped = await chat.says('what is a special fapiao?');
  expect(keysIn(helped.replies).some((key) => key.startsWith('faq:'))).toBe(true);
  expect(chat.state().handoff).toMatchObject({ text: 'what is a special fapiao?' });
  const again = await chat.says('talk to a person');
  expect(keysIn(again.replies)).toContain('handoff:waiting.still');
  expect(chat.state().handoff).toMatchObject({ text: 'what is a special fapiao?' });
  const left = await chat.press('handoff:button.stop');
  expect(linesIn(left)).toEqual(['left']);
  expect(chat.state().handoff).toMatchObject({ state: 'bot', end: 'left' });
});

test.each(LOCALES)('the buttons are understood as they are worded in %s', async (locale) => {
  const chat = talk();
  await chat.says(translate(locale, say('handoff:button.wait')));
  expect(chat.state().handoff?.state).toBe('waiting');
  await chat.says(translate(locale, say('handoff:topic.notReceived')));
  expect(chat.state().handoff?.topic).toBe('notReceived');
  await chat.staff({ act: 'claim' });
  await chat.says(translate(locale, say('handoff:button.leave')));
  expect(chat.state().handoff).toMatchObject({ state: 'bot', end: 'left' });
});

test('while a person talks nothing is answered: words, cards, pictures, wishes of the page, joining; each is kept', async () => {
  const chat = await claimed();
  const inputs: Input[] = [
    { kind: 'text', text: 'I need a fapiao' },
    { kind: 'text', text: 'cancel' },
    { kind: 'text', text: 'x'.repeat(10_000) },
    { kind: 'card', form: 'gone', action: 'confirm', values: {} },
    { kind: 'unread', what: 'picture' },
    { kind: 'bills', bills: ['BILL-1'] },
    { kind: 'joined' },
  ];
  for (const input of inputs) {
    const played = await chat.play(input);
    expect({ input, ...played }).toMatchObject({ replies: [], commands: [] });
  }
  expect(chat.state().handoff).toMatchObject({ unanswered: T0 });
  expect(chat.state().form).toBeUndefined();
});

test('what does not fit is refused with who has it, and nothing of it is kept', async () => {
  const chat = await claimed();
  const before = structuredClone(chat.state());
  expect(await chat.staff({ act: 'claim' }, HAN)).toMatchObject({
    refused: { reason: { code: 'claimedBy' }, by: { name: 'Li Lei' } },
    replies: [],
  });
  expect(await chat.staff({ act: 'say', text: 'me too' }, HAN)).toMatchObject({
    refused: { reason: { code: 'notOwner' } },
  });
  expect(chat.state()).toEqual(before);
});

test('back to the assistant: what was held is told, and the form goes on with its question and every answer', async () => {
  const chat = talk({ stranger: true });
  await chat.says('register');
  await chat.says('ORDER-1');
  const form = structuredClone(chat.state().form);
  expect(form?.values).toMatchObject({ order: 'ORDER-1' });
  await chat.press('handoff:button.wait');
  await chat.staff({ act: 'claim' });
  const held = await chat.play({
    kind: 'notice',
    name: 'mailRefused',
    params: { email: 'a@b.example' },
  });
  expect(held.replies).toEqual([]);
  await chat.says('my order is ORDER-2');
  expect(chat.state().form).toEqual(form);
  const back = await chat.staff({ act: 'back' });
  expect(linesIn(back)).toEqual(['back']);
  expect(keysIn(back.replies)).toEqual(expect.arrayContaining(['register:resend.refused', 'common:weWereAt']));
  expect(chat.state().form).toMatchObject({ values: form?.values, asked: form?.asked });
  expect(chat.state()).not.toHaveProperty('held');
});

test('an agent ends it: the customer says how it was, once; typed again it is a message like any other', async () => {
  const chat = await claimed();
  const ended = await chat.staff({ act: 'end', text: 'Goodbye' });
  expect(linesIn(ended)).toEqual(['ended']);
  expect(ended.replies[0]?.choices).toHaveLength(5);
  const thanks = await chat.press('handoff:rating.4');
  expect(keysIn(thanks.replies)).toEqual(['handoff:rating.thanks']);
  expect(chat.state().handoff).toMatchObject({ state: 'bot', rating: 4 });
  expect(keysIn((await chat.press('handoff:rating.4')).replies)).not.toContain('handoff:rating.thanks');
});

test('who is signed in changes at once and in silence; no more than ten other things are held', async () => {
  const chat = await claimed();
  const link = { customer: 'tenant-2', account: 'account-2', epoch: 1, until: '2027-01-01T00:00:00.000Z' };
  await chat.play({ kind: 'notice', name: 'linked', params: { ...link, email: 'new@firm.example' } });
  expect(chat.state()).toMatchObject({ link, email: 'new@firm.example' });
  for (let i = 0; i < 12; i += 1)
    await chat.play({ kind: 'notice', name: 'mailRefused', params: { email: `a${i}@b.example` } });
  expect(chat.state().held).toHaveLength(10);
  await chat.play({ kind: 'notice', name: 'signedOut', params: {} });
  expect(chat.state()).not.toHaveProperty('link');
  expect(chat.state().handoff?.state).toBe('agent');
});

test('nobody comes: a message is offered, then the wish is left as one, and the customer reads what came of it', async () => {
  const chat = talk();
  await chat.press('handoff:button.wait');
  await chat.says('my fapiao never came');
  chat.at(10 * MINUTE);
  expect(keysIn((await chat.timer('offer')).replies)).toContain('handoff:button.message');
  chat.at(30 * MINUTE);
  const over = await chat.timer('nobody');
  expect(linesIn(over)).toEqual(['nobody']);
  expect(over.commands).toMatchObject([
    { body: { type: 'requestPerson', text: 'my fapiao never came', locale: 'en-US' } },
  ]);
  const id = over.commands[0]?.id ?? '';
  const kept = await chat.play({ kind: 'outcome', id, outcome: { ok: true, type: 'personRequested' } });
  expect(keysIn(kept.replies)).toContain('handoff:kept');
  expect(await chat.timer('nobody')).toMatchObject({ refused: { reason: { code: 'timerOver' } } });
});

test('the desk closes before anybody came', async () => {
  const chat = talk();
  chat.at(7 * HOUR + 50 * MINUTE);
  await chat.press('handoff:button.wait');
  chat.at(8 * HOUR);
  expect(linesIn(await chat.timer('nobody'))).toEqual(['closed']);
});

test('an agent who vanished, a transfer, a colleague who takes over, a customer who is silent: each is told with its name', async () => {
  const chat = await claimed();
  chat.at(2 * MINUTE);
  const gone = await chat.timer('vanished');
  expect(gone.replies[0]).toMatchObject({ line: { name: 'vanished', by: { name: 'Li Lei' } } });
  await chat.staff({ act: 'claim' }, HAN);
  const passed = await chat.staff({ act: 'transfer', to: LI, note: 'a secret' }, HAN);
  expect(passed.replies[0]).toMatchObject({ line: { name: 'transferred', by: { name: 'Han Mei' } } });
  expect(JSON.stringify(passed)).not.toContain('a secret');
  await chat.staff({ act: 'claim' });
  expect(linesIn(await chat.staff({ act: 'claim' }, { id: 'boss', name: 'Zhou', takesOver: true }))).toEqual([
    'takenOver',
  ]);
  await chat.staff({ act: 'say', text: 'hello?' }, { id: 'boss', name: 'Zhou', takesOver: true });
  chat.at(32 * MINUTE);
  expect(linesIn(await chat.timer('silent'))).toEqual(['silent']);
});

test('a group is never handed over: no wait, no stepping in', async () => {
  const chat = talk({ group: true });
  await chat.press('handoff:button.wait');
  expect(chat.state()).not.toHaveProperty('handoff');
  expect(await chat.staff({ act: 'stepIn' })).toMatchObject({ refused: { reason: { code: 'handoffInGroup' } } });
});
