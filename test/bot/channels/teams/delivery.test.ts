// What becomes of an answer that Teams does not take: sent later and in order, kept until somebody writes, or worded otherwise.
import { createConnectorClient } from '../../../../bot/channels/connector/client';
import { chatRow } from '../../../../services/shared/outbox';
import { deadLetter } from '../../../../bot/outbox/undelivered';
import { keys, typed } from '../../../../storage/records';
import { openHouse, type TeamsHouse } from '../../../teams-standin/house';
import { eventually } from '../../../support/eventually';
import { openTeams, type Trouble } from '../../../teams-standin/server';
import type { TeamsPerson } from '../../../teams-standin/person';

let house: TeamsHouse;
/** The product's clock runs ahead of the real one by so much. */
let ahead = 0;
beforeAll(async () => {
  const now = () => new Date(Date.now() + ahead).toISOString();
  house = await openHouse({ wrap: (deps) => ({ ...deps, now }) });
});
afterAll(() => house.close());

/** So that nothing of a turn's own patience is left. */
const TRIES = 3;

function fail(person: TeamsPerson, trouble: Omit<Trouble, 'conversation'>, times = 1): void {
  const { conversation } = person;
  house.teams.trouble(...Array.from({ length: times }, () => ({ ...trouble, conversation })));
}

/** The outbox looks, as if so much later. */
function later(seconds: number): void {
  ahead += seconds * 1000;
  house.app.deps.wake();
}
async function outboxUntil(what: string, done: () => boolean): Promise<void> {
  await eventually(what, () => {
    if (!done()) later(20);
    return done();
  });
}

const bots = (person: TeamsPerson) => person.history().filter((line) => line.startsWith('bot:'));
const holds = (person: TeamsPerson, words: string) => person.history().filter((line) => line.includes(words)).length;

async function notice(person: TeamsPerson, order: string): Promise<void> {
  const { deps } = house.app;
  const params = { customer: 'c1', account: 'a1', order };
  const row = { customer: 'c1', name: 'orderOpened', locale: 'en-US', params } as const;
  await deps.store.commit(keys.customer('c1'), [chatRow(deps, { ...row, conversation: house.keyOf(person) })]);
  deps.wake();
}

describe.each([412, 429, 502, 503, 504])('%i', (status) => {
  test('of a reply: the channel is told that the message is taken, and the answer comes later, once, before newer ones', async () => {
    const person = house.person();
    fail(person, { status }, TRIES);
    expect((await person.say('help')).status).toBe(200);
    expect(bots(person)).toEqual([]);
    expect((await person.redeliver()).status).toBe(200);
    expect((await person.say('register')).status).toBe(200);
    await outboxUntil('both answers are there', () => bots(person).length > 1);
    expect(bots(person)).toHaveLength(2);
    expect(bots(person)[0]).toContain('At any time');
    expect(bots(person)[1]).toContain('Order number');
    await eventually('nothing is owed', async () => !(await house.headerOf(person))?.unsent?.length);
    // Nothing is left that would hold up the next one.
    await person.say('thank you');
    expect(bots(person)).toHaveLength(3);
  });

  test('of a notice: it comes later, once', async () => {
    const person = house.person();
    await person.say('help');
    fail(person, { status }, TRIES);
    await notice(person, `ORDER-N${status}`);
    await outboxUntil('the notice is there', () => bots(person).length > 1);
    expect(bots(person)).toHaveLength(2);
  });

  test('of an update: what came of the press is said at once, and the card is done later', async () => {
    const person = house.person();
    await person.say('register');
    fail(person, { status, method: 'PUT' }, TRIES);
    await person.press('Cancel');
    expect(holds(person, 'Stopped')).toBe(1);
    expect(person.buttons().some(({ title }) => title === 'Cancel')).toBe(true);
    await outboxUntil('the card is done', () => !person.buttons().some(({ title }) => title === 'Cancel'));
    expect(holds(person, 'Stopped')).toBe(1);
  });
});

test('an answer whose sending ended the process twice is set aside; those behind it arrive', async () => {
  const person = house.person();
  const { store, now } = house.app.deps;
  fail(person, { status: 503 }, 2 * TRIES);
  await person.say('help');
  const key = { pk: keys.header(house.keyOf(person)).pk, id: 'outbox:replies' };
  // As the dispatcher does with a row that the watchdog has marked.
  await eventually('it is set aside', async () => {
    const row = await store.get(key);
    if (row) await deadLetter(store, typed('outbox', row), now(), 'deadly');
    const aside = await store.get(key);
    return aside !== undefined && aside.lists?.due === undefined;
  });
  await person.say('register');
  await outboxUntil('the second answer is there', () => bots(person).length > 0);
  expect(bots(person)).toHaveLength(1);
  expect(bots(person)[0]).toContain('Order number');
  await eventually('nothing is owed', async () => !(await house.headerOf(person))?.unsent?.length);
});

test('a Retry-After of an hour is waited for, however much is written meanwhile', async () => {
  const person = house.person();
  fail(person, { status: 429, retryAfter: 3600 });
  await person.say('help');
  const asked = () =>
    house.teams.asked.filter(({ path }) => path.includes(encodeURIComponent(person.conversation))).length;
  expect(asked()).toBe(1);
  const other = house.person();
  fail(other, { status: 503 }, TRIES);
  await other.say('help');
  await person.say('register');
  later(3500);
  await outboxUntil('somebody else has an answer', () => bots(other).length > 0);
  // Then the outbox has looked.
  expect(asked()).toBe(1);
  later(120);
  await outboxUntil('both are out', () => bots(person).length === 2);
});

describe.each([
  [403, 'BotNotInConversationRoster'],
  [403, 'ConversationBlockedByUser'],
  [403, 'MessageWritesBlocked'],
  [403, 'BotDisabledByAdmin'],
  [404, 'ConversationNotFound'],
] as const)('%i %s', (status, code) => {
  test('of a notice: nothing more is sent until the person writes; then all comes, in order', async () => {
    const person = house.person();
    await person.say('help');
    fail(person, { status, code });
    await notice(person, 'ORDER-A');
    await eventually('it is known', async () => (await house.headerOf(person))?.unreachable !== undefined);
    expect((await house.headerOf(person))?.reference).toBeUndefined();
    const asked = house.teams.asked.length;
    await notice(person, 'ORDER-B');
    await eventually('the second is kept, too', async () => (await house.headerOf(person))?.unsent?.length === 2);
    expect(house.teams.asked.length).toBe(asked);
    await person.say('register');
    await outboxUntil('all is there', () => bots(person).length > 3);
    expect(bots(person)).toHaveLength(4);
    expect(bots(person)[3]).toContain('Order number');
    expect((await house.headerOf(person))?.unreachable).toBeUndefined();
  });

  test('of a reply: the message is taken', async () => {
    const person = house.person();
    fail(person, { status, code });
    expect((await person.say('help')).status).toBe(200);
    expect(await house.headerOf(person)).toMatchObject({ unreachable: `${status} ${code}` });
  });

  test('of an update: what came of the press is said all the same', async () => {
    const person = house.person();
    await person.say('register');
    fail(person, { status, code, method: 'PUT' });
    expect((await person.press('Cancel')).status).toBe(200);
    expect(holds(person, 'Stopped')).toBe(1);
  });
});

test.each([400, 413])('a card that is refused with %i is said in words', async (status) => {
  const person = house.person();
  fail(person, { status });
  expect((await person.say('register')).status).toBe(200);
  expect(bots(person)).toHaveLength(1);
  expect(person.buttons()).toEqual([]);
  expect(bots(person)[0]).toContain('order number');
});

test('the message that is answered is gone: the answer is a new message', async () => {
  const person = house.person();
  fail(person, { status: 404, code: 'ActivityNotFoundInConversation' });
  await person.say('help');
  expect(bots(person)).toHaveLength(1);
});

test.each([400, 403, 404, 413, 500])(
  '%i for whatever is tried: the channel is told that it was not sent',
  async (status) => {
    const person = house.person();
    fail(person, { status }, 20);
    expect((await person.say('help')).status).toBe(502);
  },
);

test('two deliveries of one message at once, and two events of one installation: one answer each, 200 times', async () => {
  for (let round = 0; round < 200; round += 1) {
    const person = house.person();
    if (round % 2) await person.install();
    else await Promise.all([person.say('help'), person.redeliver()]);
    expect(bots(person)).toHaveLength(1);
  }
});

describe('a token that is not taken', () => {
  const place = (serviceUrl: string) => ({ serviceUrl, conversation: 'a:1' });

  test('is renewed once, and the answer is sent with the new one', async () => {
    const teams = await openTeams();
    teams.trouble({ status: 401 });
    let made = 0;
    const client = createConnectorClient(async (renew) => `token-${renew ? (made += 1) : 0}`);
    expect(await client.send(place(teams.serviceUrl), { type: 'message', text: 'hello' })).toMatch(/^\d+$/);
    expect(teams.asked.map(({ authorization }) => authorization)).toEqual(['Bearer token-0', 'Bearer token-1']);
    teams.trouble({ status: 401 }, { status: 401 });
    await expect(client.send(place(teams.serviceUrl), { type: 'message', text: 'hello' })).rejects.toMatchObject({
      name: 'NotSent',
      status: 401,
    });
    expect(teams.asked).toHaveLength(4);
    await teams.close();
  });

  test('of a reply: the answer waits, and the log names the settings', async () => {
    const person = house.person();
    fail(person, { status: 401 }, 2);
    house.app.lines.length = 0;
    expect((await person.say('help')).status).toBe(200);
    const said = house.app.lines.find(({ level }) => level === 'error');
    expect(said?.message).toContain('MicrosoftAppPassword');
    await outboxUntil('it is sent once the credential is taken', () => bots(person).length === 1);
  });
});
