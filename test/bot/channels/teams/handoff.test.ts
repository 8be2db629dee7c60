// A person takes over a conversation of Teams: lines and words arrive there, once and in order, also when the channel does not take one at first.
import { type Core, createCore } from '../../../../bot/process/core';
import { createPresence, type Presence } from '../../../../services/desk/presence';
import type { Agent, DeskAct } from '../../../../dialogs/flows/flow';
import { bodyOf, keys } from '../../../../storage/records';
import { eventually } from '../../../support/eventually';
import { openHouse, type TeamsHouse } from '../../../teams-standin/house';
import type { TeamsPerson } from '../../../teams-standin/person';

const LI: Agent = { id: 'li', name: 'Li Lei', takesOver: false };

let house: TeamsHouse;
let presence: Presence;
let desk: Core;
/** The product's clock runs ahead of the real one by so much. */
let ahead = 0;
beforeAll(async () => {
  const now = () => new Date(Date.now() + ahead).toISOString();
  house = await openHouse({ wrap: (deps) => ({ ...deps, now }) });
  const { store, newId } = house.app.deps;
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  desk = createCore(house.app.deps, { botFramework: {}, mailFrom: 'F <f@x.example>' }, log as never);
  presence = createPresence({ store, now, newId });
  presence.arrive(LI);
  await presence.told();
});
afterAll(async () => {
  await presence?.close();
  await house?.close();
});

let sent = 0;
/** As the desk's route plays it, at another process than the customer's. */
async function staff(person: TeamsPerson, act: DeskAct) {
  const { deps } = house.app;
  const conversation = house.keyOf(person);
  const stored = await deps.store.get(keys.header(conversation));
  if (!stored) throw new Error('no conversation');
  const { channel, person: who = '', reference } = bodyOf('header', stored);
  return desk.play({
    conversation,
    dedupe: `desk:${(sent += 1)}`,
    input: { kind: 'desk', staff: LI, ...act },
    channel,
    person: who,
    reference,
    receivedAt: deps.now(),
  });
}
const bots = (person: TeamsPerson) => person.history().filter((line) => line.startsWith('bot:'));
const holds = (person: TeamsPerson, words: string) => bots(person).filter((line) => line.includes(words)).length;
const arrived = (person: TeamsPerson, words: string) => eventually(words, () => holds(person, words) > 0);

async function taken(): Promise<TeamsPerson> {
  const person = house.person();
  await person.say('Wait for a person');
  expect(holds(person, 'You are waiting for a person')).toBe(1);
  await staff(person, { act: 'claim' });
  await arrived(person, 'Li Lei from customer service is here');
  return person;
}

test('words arrive under the person’s name and are no markup; nothing is answered meanwhile; back to the assistant', async () => {
  const person = await taken();
  await staff(person, { act: 'say', text: 'Hello **there** <b>' });
  await arrived(person, 'Hello');
  const before = bots(person).length;
  expect(bots(person).at(-1)).toContain('Li Lei');
  expect((await person.say('what is a special fapiao?')).status).toBe(200);
  expect(bots(person)).toHaveLength(before);
  await staff(person, { act: 'back' });
  await arrived(person, 'The assistant answers again');
  await person.say('help');
  await arrived(person, 'At any time');
  expect(holds(person, 'Hello')).toBe(1);
});

test('what Teams does not take at first arrives later, once, in the order in which it was said', async () => {
  const person = await taken();
  const { conversation } = person;
  house.teams.trouble(...Array.from({ length: 3 }, () => ({ status: 503, conversation })));
  await staff(person, { act: 'say', text: 'first words' });
  await staff(person, { act: 'say', text: 'second words' });
  await eventually('both are there', () => {
    if (holds(person, 'second words')) return true;
    ahead += 20_000;
    house.app.deps.wake();
    return false;
  });
  const said = bots(person).filter((line) => /first words|second words/.test(line));
  expect(said.map((line) => /(\w+) words/.exec(line)?.[1])).toEqual(['first', 'second']);
});
