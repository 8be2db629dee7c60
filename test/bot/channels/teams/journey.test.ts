// The whole journey in Teams, in every language, through a Teams of ours at the wire: what its history holds is what counts.
import { LOCALES, type Locale, say, type TextKey, translate } from '../../../../locales';
import { moveApplication } from '../../../../services/application/applications';
import { eventually } from '../../../support/eventually';
import { seedBills } from '../../../support/fapiao-world';
import { bare, openHouse, saidIn, type TeamsHouse } from '../../../teams-standin/house';
import type { TeamsPerson } from '../../../teams-standin/person';

let house: TeamsHouse;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const COMPANY = '上海青禾餐饮管理有限公司 91310115591693856A';

/** The newest button that submits a form. */
const positive = (person: TeamsPerson): string => {
  const found = person.buttons().find(({ action }) => action.style === 'positive');
  if (!found) throw new Error(`nothing to submit in\n${person.history().join('\n')}`);
  return found.title;
};
const lastOf = (person: TeamsPerson): string => bare(person.history().at(-1) ?? '');

async function register(person: TeamsPerson, locale: Locale, order: string, email: string): Promise<void> {
  const word = (key: TextKey) => translate(locale, say(key));
  await person.install();
  expect(person.history()).toHaveLength(1);
  expect(lastOf(person)).toContain(bare(word('common:welcome')));
  await person.press(word('common:menu.register'));
  await person.press(positive(person), { order, email });
  expect(lastOf(person)).toContain(order);
  await person.press(positive(person));
  expect(lastOf(person)).toContain(email);
  const log = JSON.stringify(await house.logOf(person));
  const pair = /"pair":"?(\d\d)/.exec(log)?.[1] ?? '';
  expect(lastOf(person)).toContain(pair);
  const before = person.history().length;
  await house.activate(email, pair);
  await eventually('the chat is told of the account', () => person.history().length > before);
}

async function apply(person: TeamsPerson, locale: Locale): Promise<string> {
  const word = (key: TextKey) => translate(locale, say(key));
  await person.press(word('common:menu.apply'));
  await person.say(COMPANY);
  await person.press(positive(person));
  const number = /FP-\d{4}-\d{4}/.exec(lastOf(person))?.[0];
  if (!number) throw new Error(`no application in\n${person.history().join('\n')}`);
  return number;
}

test.each(LOCALES)(
  '%s: installed, registered, applied, issued, followed: every answer stands in the history',
  async (locale) => {
    const order = `ORDER-${locale.toUpperCase()}`;
    const email = `lihua.${locale}@qinghe.example`.toLowerCase();
    const { deps } = house.app;
    await seedBills(deps, [
      { bill: `BILL-${locale.toUpperCase()}`, order, tenant: `tenant-${locale}`, period: '2026-11' },
    ]);
    const person = house.person({ locale });
    await register(person, locale, order, email);
    const number = await apply(person, locale);
    const before = person.history().length;
    const by = { role: 'staff', name: 'clerk' } as const;
    const fapiao = `2631000000000000001${LOCALES.indexOf(locale)}`;
    expect(await moveApplication(deps, { number, event: 'start', by })).toMatchObject({ ok: true });
    const data = { fapiaos: [{ number: fapiao }] };
    expect(await moveApplication(deps, { number, event: 'issue', by, data })).toMatchObject({ ok: true });
    deps.wake();
    await eventually('the chat is told that it is issued', () =>
      person.history().slice(before).join().includes(fapiao),
    );
    await person.say(number);
    expect(lastOf(person)).toContain(number);

    const history = bare(person.history().join('\n'));
    for (const said of saidIn(await house.logOf(person))) expect(history).toContain(said);
    // A client that is opened anew shows the same: nothing was only an answer to a press.
    const shown = person.screen();
    person.reopen();
    expect(person.screen()).toEqual(shown);
    // What was pressed has no buttons any more.
    const kept = house.teams.conversation(person.conversation).kept;
    const pressed = kept.filter(({ updates }) => updates > 0);
    expect(pressed.length).toBeGreaterThanOrEqual(3);
    for (const { activity } of pressed) expect(JSON.stringify(activity)).not.toMatch(/Action\.|"Input\./);
    expect(house.teams.asked.filter(({ status }) => status !== 200)).toEqual([]);
  },
);
