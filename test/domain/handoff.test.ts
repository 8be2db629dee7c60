// Who talks with a customer: every row of the hand-off's table, and for every state what every event may not do.
import { moveHandoff, type Moved } from '../../domain/handoff';
import {
  type Handoff,
  HANDOFF_LINES,
  HANDOFF_RULES,
  HANDOFF_TIMERS,
  type HandoffBy,
  type HandoffEvent,
  nextTimer,
} from '../../domain/handoff-state';
import { HOUR, later, MINUTE, SECOND } from '../../domain/time';

const T0 = '2026-12-01T02:00:00.000Z';
const at = (ms: number) => later(T0, ms);
const li: HandoffBy = { role: 'staff', id: 'li', name: 'Li Lei', takesOver: false };
const han: HandoffBy = { role: 'staff', id: 'han', name: 'Han Mei', takesOver: false };
const boss: HandoffBy = { role: 'staff', id: 'boss', name: 'Zhou', takesOver: true };
const customer: HandoffBy = { role: 'customer' };
const system: HandoffBy = { role: 'system' };
const LI = { id: 'li', name: 'Li Lei' };
const HAN = { id: 'han', name: 'Han Mei' };

const move = (handoff: Handoff | undefined, event: HandoffEvent, by: HandoffBy, now = T0, closesAt?: string): Moved =>
  moveHandoff(handoff, event, by, now, { ...HANDOFF_RULES, closesAt });

/** As it is after these, each of which must be taken. */
function after(...moves: [HandoffEvent, HandoffBy, string?, string?][]): Handoff {
  let handoff: Handoff | undefined;
  for (const [event, by, now, closesAt] of moves) {
    const moved = move(handoff, event, by, now, closesAt);
    if (!moved.ok) throw new Error(`${event.name}: ${moved.reason.code}`);
    handoff = moved.handoff;
  }
  if (!handoff) throw new Error('no hand-off');
  return handoff;
}
const ASK: HandoffEvent = { name: 'ask', topic: 'title', text: 'the title is wrong' };
const asked: [HandoffEvent, HandoffBy] = [ASK, customer];
const claimed: [HandoffEvent, HandoffBy] = [{ name: 'claim' }, li];
const refusal = (moved: Moved) => (moved.ok ? 'taken' : moved.reason.code);
const lineOf = (moved: Moved) => (moved.ok ? moved.line : moved.reason.code);

test('who asks waits, with what it is about and since when; asking again changes nothing', () => {
  const waiting = after(asked);
  expect(waiting).toEqual({
    state: 'waiting',
    n: 1,
    since: T0,
    at: T0,
    until: at(30 * MINUTE),
    topic: 'title',
    text: 'the title is wrong',
  });
  expect(move(waiting, ASK, customer, at(MINUTE))).toEqual({ ok: true, handoff: waiting });
});

test('one claims: it is theirs, whoever comes next is told whose it is, and a supervisor may take it', () => {
  const mine = after(asked, claimed);
  expect(mine).toMatchObject({ state: 'agent', owner: LI, since: T0, unanswered: T0 });
  expect(move(mine, { name: 'claim' }, han)).toEqual({
    ok: false,
    reason: { code: 'claimedBy', params: { name: 'Li Lei' } },
    by: LI,
  });
  expect(move(mine, { name: 'claim' }, li)).toEqual({ ok: true, handoff: mine });
  const taken = move(mine, { name: 'claim' }, boss);
  expect(taken).toMatchObject({ line: 'takenOver', handoff: { owner: { id: 'boss' }, since: T0 } });
});

test('only its owner says something; the customer’s words wait for an answer from the first of them on', () => {
  const mine = after(asked, claimed, [{ name: 'say', text: 'hello' }, li, at(SECOND)]);
  expect(mine).not.toHaveProperty('unanswered');
  expect(mine).toMatchObject({ spoke: at(SECOND), last: { author: 'agent', text: 'hello' } });
  expect(refusal(move(mine, { name: 'say', text: 'me too' }, boss))).toBe('notOwner');
  const written = after(
    asked,
    claimed,
    [{ name: 'say', text: 'hello' }, li, at(SECOND)],
    [{ name: 'write', text: 'one' }, customer, at(2 * SECOND)],
    [{ name: 'write', text: 'x'.repeat(10_000) }, customer, at(3 * SECOND)],
  );
  expect(written).toMatchObject({ unanswered: at(2 * SECOND), last: { at: at(3 * SECOND), author: 'user' } });
  expect((written as { last: { text: string } }).last.text).toHaveLength(120);
});

test('while waiting the first words say what it is about, and a topic can be chosen', () => {
  const silent = after([{ name: 'ask', topic: 'other', text: '' }, customer]);
  const said = move(silent, { name: 'write', text: ' my fapiao \n never came ', topic: 'notReceived' }, customer);
  expect(said).toMatchObject({ handoff: { topic: 'notReceived', text: 'my fapiao never came', n: 1 } });
  expect(lineOf(said)).toBeUndefined();
  const more = move(said.ok ? said.handoff : undefined, { name: 'write', text: 'hello?' }, customer);
  expect(more).toMatchObject({ handoff: { topic: 'notReceived', text: 'my fapiao never came' } });
});

test('a transfer keeps the place, is for one alone for a minute, then for anybody; a supervisor need not wait', () => {
  const passed = after(asked, claimed, [{ name: 'transfer', to: HAN }, li, at(MINUTE)]);
  expect(passed).toMatchObject({
    state: 'waiting',
    since: T0,
    at: at(MINUTE),
    reserved: { ...HAN, until: at(2 * MINUTE) },
  });
  expect(refusal(move(passed, { name: 'claim' }, li, at(2 * MINUTE - 1)))).toBe('reservedFor');
  expect(lineOf(move(passed, { name: 'claim' }, han, at(2 * MINUTE - 1)))).toBe('claimed');
  expect(lineOf(move(passed, { name: 'claim' }, boss, at(2 * MINUTE - 1)))).toBe('claimed');
  expect(lineOf(move(passed, { name: 'claim' }, li, at(2 * MINUTE)))).toBe('claimed');
  expect(after(asked, claimed, [{ name: 'release' }, li])).not.toHaveProperty('reserved');
});

test('back and end give it to the bot, with who it was; leaving too, from either side of the claim', () => {
  const mine = after(asked, claimed);
  const cases: [Handoff, HandoffEvent, HandoffBy, object][] = [
    [mine, { name: 'back' }, li, { end: 'back', owner: LI }],
    [mine, { name: 'end' }, li, { end: 'end', owner: LI }],
    [mine, { name: 'leave' }, customer, { end: 'left', owner: LI }],
    [after(asked), { name: 'leave' }, customer, { end: 'left' }],
  ];
  for (const [from, event, by, wanted] of cases)
    expect(move(from, event, by, at(MINUTE))).toMatchObject({ handoff: { state: 'bot', at: at(MINUTE), ...wanted } });
  expect(refusal(move(mine, { name: 'back' }, han))).toBe('notOwner');
  expect(refusal(move(mine, { name: 'end' }, boss))).toBe('taken');
});

test('what an agent has ended is rated once; what ended otherwise is not', () => {
  const rate: HandoffEvent = { name: 'rate', rating: 4 };
  const rated = move(after(asked, claimed, [{ name: 'end' }, li]), rate, customer);
  expect(rated).toMatchObject({ handoff: { rating: 4, end: 'end' } });
  expect(refusal(move(rated.ok ? rated.handoff : undefined, rate, customer))).toBe('notRated');
  expect(refusal(move(after(asked, claimed, [{ name: 'back' }, li]), rate, customer))).toBe('notRated');
});

test('who comes back within a day gets the same agent first, if that one is here', () => {
  const ended = after(asked, claimed, [{ name: 'end' }, li]);
  const again = (ms: number, same: boolean) => move(ended, { ...ASK, same } as HandoffEvent, customer, at(ms));
  expect(again(HOUR, true)).toMatchObject({ handoff: { reserved: LI } });
  for (const other of [again(HOUR, false), again(24 * HOUR, true)])
    expect(other.ok && other.handoff).not.toHaveProperty('reserved');
});

test('an agent steps in where nobody asked; who talks already is claimed from, not spoken over', () => {
  expect(move(undefined, { name: 'stepIn' }, li)).toMatchObject({ line: 'steppedIn', handoff: { owner: LI, n: 1 } });
  expect(lineOf(move(after(asked), { name: 'stepIn' }, li))).toBe('claimed');
  expect(refusal(move(after(asked, claimed), { name: 'stepIn' }, han))).toBe('claimedBy');
});

test('nobody claims: a message is offered after ten minutes, once; after thirty, or when the desk closes, it ends', () => {
  const waiting = after(asked);
  expect(nextTimer(waiting, HANDOFF_RULES)).toEqual({ name: 'offer', n: 1, at: at(10 * MINUTE) });
  expect(refusal(move(waiting, { name: 'offer', n: 1 }, system, at(10 * MINUTE - 1)))).toBe('timerOver');
  const offered = move(waiting, { name: 'offer', n: 1 }, system, at(10 * MINUTE));
  expect(offered).toMatchObject({ line: 'nobodyYet', handoff: { state: 'waiting', n: 1, since: T0 } });
  const then = offered.ok ? offered.handoff : undefined;
  expect(refusal(move(then, { name: 'offer', n: 1 }, system, at(20 * MINUTE)))).toBe('timerOver');
  expect(nextTimer(then, HANDOFF_RULES)).toEqual({ name: 'nobody', n: 1, at: at(30 * MINUTE) });
  expect(refusal(move(then, { name: 'nobody', n: 1 }, system, at(30 * MINUTE - 1)))).toBe('timerOver');
  expect(move(then, { name: 'nobody', n: 1 }, system, at(30 * MINUTE))).toMatchObject({ handoff: { end: 'nobody' } });
  const late = after([ASK, customer, T0, at(5 * MINUTE)]);
  expect(nextTimer(late, HANDOFF_RULES)).toEqual({ name: 'nobody', n: 1, at: at(5 * MINUTE) });
  expect(move(late, { name: 'nobody', n: 1 }, system, at(5 * MINUTE))).toMatchObject({
    line: 'closed',
    handoff: { end: 'closed' },
  });
});

test('an owner who is gone for two minutes loses it, back into the queue with its place; who is here does not', () => {
  const mine = after(asked, claimed);
  expect(nextTimer(mine, HANDOFF_RULES)).toEqual({ name: 'vanished', n: 2, at: at(2 * MINUTE) });
  expect(nextTimer(mine, HANDOFF_RULES, at(MINUTE))?.at).toBe(at(3 * MINUTE));
  const gone = move(mine, { name: 'vanished', n: 2 }, system, at(2 * MINUTE));
  expect(gone).toMatchObject({ line: 'vanished', handoff: { state: 'waiting', since: T0, at: at(2 * MINUTE) } });
  // Twice, by two processes: one of them.
  expect(refusal(move(gone.ok ? gone.handoff : undefined, { name: 'vanished', n: 2 }, system))).toBe('timerOver');
  // What is said then is refused, and can be taken again.
  expect(refusal(move(gone.ok ? gone.handoff : undefined, { name: 'say', text: 'sorry' }, li))).toBe('notOwner');
});

test('a customer who does not answer for half an hour is with the bot again; one who waits for an answer is not', () => {
  const spoken = after(asked, claimed, [{ name: 'say', text: 'hello?' }, li]);
  expect(nextTimer(spoken, HANDOFF_RULES, at(29 * MINUTE))).toEqual({ name: 'silent', n: 2, at: at(30 * MINUTE) });
  expect(refusal(move(spoken, { name: 'silent', n: 2 }, system, at(30 * MINUTE - 1)))).toBe('timerOver');
  expect(move(spoken, { name: 'silent', n: 2 }, system, at(30 * MINUTE))).toMatchObject({ handoff: { end: 'silent' } });
  const answered = move(spoken, { name: 'write', text: 'yes' }, customer, at(MINUTE));
  const then = answered.ok ? answered.handoff : undefined;
  expect(refusal(move(then, { name: 'silent', n: 2 }, system, at(HOUR)))).toBe('timerOver');
  expect(nextTimer(then, HANDOFF_RULES)?.name).toBe('vanished');
});

/** Each event with everybody, from every state: taken or the code. */
test('the whole table: no event of another role is ever taken, and none but these changes hands', () => {
  const states: Record<string, Handoff | undefined> = {
    never: undefined,
    waiting: after(asked),
    agent: after(asked, claimed, [{ name: 'say', text: 'hello' }, li]),
    bot: after(asked, claimed, [{ name: 'end' }, li]),
  };
  const events = (n: number): HandoffEvent[] => [
    ASK,
    { name: 'write', text: 'x' },
    { name: 'leave' },
    { name: 'rate', rating: 5 },
    ...(['claim', 'stepIn', 'release', 'back', 'end', 'transfer'] as const).map((name) => ({ name }) as HandoffEvent),
    { name: 'say', text: 'x' },
    ...HANDOFF_TIMERS.map((name) => ({ name, n })),
  ];
  const lines: Record<string, string[]> = {};
  const seen = new Set<string>();
  for (const [state, from] of Object.entries(states)) {
    for (const event of events(from?.n ?? 0)) {
      const told = [customer, li, han, system].map((by) => lineOf(move(from, event, by, at(31 * MINUTE))) ?? '-');
      lines[`${state} ${event.name}`] = told;
      told.forEach((line) => seen.add(line));
    }
  }
  const one = 'notAllowed';
  const only = (who: number, line: string) => [0, 1, 2, 3].map((i) => (i === who ? line : one));
  const staff = (own: string, other = own) => [one, own, other, one];
  expect(lines).toEqual({
    'never ask': only(0, 'asked'),
    'never write': only(0, '-'),
    'never leave': only(0, 'notWaiting'),
    'never rate': only(0, 'notRated'),
    'never claim': staff('conversationEnded'),
    'never stepIn': staff('steppedIn'),
    'never release': staff('conversationEnded'),
    'never back': staff('conversationEnded'),
    'never end': staff('conversationEnded'),
    'never transfer': staff('conversationEnded'),
    'never say': staff('conversationEnded'),
    'never offer': only(3, 'timerOver'),
    'never nobody': only(3, 'timerOver'),
    'never vanished': only(3, 'timerOver'),
    'never silent': only(3, 'timerOver'),
    'waiting ask': only(0, '-'),
    'waiting write': only(0, '-'),
    'waiting leave': only(0, 'left'),
    'waiting rate': only(0, 'notRated'),
    'waiting claim': staff('claimed'),
    'waiting stepIn': staff('claimed'),
    'waiting release': staff('notOwner'),
    'waiting back': staff('notOwner'),
    'waiting end': staff('notOwner'),
    'waiting transfer': staff('notOwner'),
    'waiting say': staff('notOwner'),
    'waiting offer': only(3, 'nobodyYet'),
    'waiting nobody': only(3, 'nobody'),
    'waiting vanished': only(3, 'timerOver'),
    'waiting silent': only(3, 'timerOver'),
    'agent ask': only(0, '-'),
    'agent write': only(0, '-'),
    'agent leave': only(0, 'left'),
    'agent rate': only(0, 'notRated'),
    'agent claim': staff('-', 'claimedBy'),
    'agent stepIn': staff('-', 'claimedBy'),
    'agent release': staff('transferred', 'notOwner'),
    'agent back': staff('back', 'notOwner'),
    'agent end': staff('ended', 'notOwner'),
    'agent transfer': staff('transferred', 'notOwner'),
    'agent say': staff('-', 'notOwner'),
    'agent offer': only(3, 'timerOver'),
    'agent nobody': only(3, 'timerOver'),
    'agent vanished': only(3, 'vanished'),
    'agent silent': only(3, 'silent'),
    'bot ask': only(0, 'asked'),
    'bot write': only(0, '-'),
    'bot leave': only(0, 'notWaiting'),
    'bot rate': only(0, '-'),
    'bot claim': staff('conversationEnded'),
    'bot stepIn': staff('steppedIn'),
    'bot release': staff('conversationEnded'),
    'bot back': staff('conversationEnded'),
    'bot end': staff('conversationEnded'),
    'bot transfer': staff('conversationEnded'),
    'bot say': staff('conversationEnded'),
    'bot offer': only(3, 'timerOver'),
    'bot nobody': only(3, 'timerOver'),
    'bot vanished': only(3, 'timerOver'),
    'bot silent': only(3, 'timerOver'),
  });
  // The two others are shown above.
  for (const line of HANDOFF_LINES) if (line !== 'closed' && line !== 'takenOver') expect(seen).toContain(line);
});
