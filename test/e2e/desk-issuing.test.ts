// An issuing service beside the clerks, as they see it in their browsers: what it has, what it did, and how a person takes over.
import { applied, by, draft, seedAccount, seedBills } from '../support/fapiao-world';
import { type DeskHouse, openHouse } from '../support/desk-house';
import type { Person } from '../support/desk-people';
import { pdf } from '../support/fapiao-files';
import { ISSUING_KEY, ISSUING_SECRET, type IssuingService, issuingService } from '../support/issuing-service';
import { xmlFor } from '../support/issuing-world';
import { inTheEnd } from '../support/eventually';

const FIRST = '26312000000012345678';
const SECOND = '26312000000012345679';

let house: DeskHouse;
let service: IssuingService;
let link: Awaited<ReturnType<typeof seedAccount>>;
let lei: Person;
let han: Person;

beforeAll(async () => {
  service = await issuingService({ api: () => house.running.base, now: () => new Date().toISOString() });
  house = await openHouse({ env: { ISSUING_URL: service.url, ISSUING_SECRET, ISSUING_KEY } });
  const { deps } = house.running;
  await seedBills(deps, [{ bill: 'BILL-1' }, { bill: 'BILL-2' }]);
  link = await seedAccount(deps);
  lei = await house.come({ name: '李雷', email: 'lilei', roles: ['clerk'] }, { locale: 'zh-CN' });
  han = await house.come({ name: 'Han Meimei', roles: ['clerk'] });
});
afterAll(async () => {
  await house?.close();
  await service?.close();
});

/** A customer applies: the number that they get, once the service was told of it. */
async function apply(bill: string): Promise<string> {
  const { deps } = house.running;
  const [number = ''] = await applied(deps, by(link), draft([bill]));
  await inTheEnd(async () => expect(service.told.map(({ data }) => data.number)).toContain(number));
  return number;
}

const call = async (number: string, path: string, body: object | Uint8Array = {}) => {
  const { status, body: answer } = await service.call('POST', `/applications/${number}/${path}`, body);
  return [status, (answer as { code?: string }).code ?? 'done'];
};

test('it takes one, issues it and adds the files while two clerks look on, each in their language', async () => {
  const number = await apply('BILL-1');
  for (const { page } of [lei, han]) {
    await page.goto(`${house.running.base}/desk/applications/issueDigital/${number}`);
    await page.locator('.dh').getByText(number).waitFor();
  }
  expect(await call(number, 'start')).toEqual([200, 'done']);
  await lei.page.locator('.dh').getByText('开票系统').waitFor();
  await han.page.locator('.dh').getByText('issuing service').waitFor();
  expect(await call(number, 'issue', { fapiaos: [{ number: FIRST }] })).toEqual([200, 'done']);
  expect(await call(number, `files?fapiao=${FIRST}&name=a.pdf`, pdf())).toEqual([200, 'done']);
  expect(await call(number, `files?fapiao=${FIRST}&name=a.xml`, xmlFor(FIRST))).toEqual([200, 'done']);
  for (const { page } of [lei, han]) {
    const fapiao = page.locator('.fapiaos');
    await fapiao.getByText(FIRST).waitFor();
    for (const kind of ['PDF', 'XML']) await fapiao.getByText(kind, { exact: true }).first().waitFor();
  }
  expect(await call(number, 'deliver')).toEqual([200, 'done']);
  await lei.page.locator('.records').getByText('开票系统').first().waitFor();
  await han.page.locator('.records').getByText('issuing service').first().waitFor();
  // Nobody at this desk did it: nobody here is offered to take it back.
  for (const { page } of [lei, han]) expect(await page.getByRole('button', { name: /^(?:撤销|Undo)/ }).count()).toBe(0);
});

test('a clerk takes over what it has: it is refused with their name, and they issue', async () => {
  const number = await apply('BILL-2');
  const { page } = lei;
  expect(await call(number, 'start')).toEqual([200, 'done']);
  await page.goto(`${house.running.base}/desk/applications/issueDigital/${number}`);
  await page.locator('.dh').getByText('开票系统').waitFor();
  await page.locator('.da').getByRole('button', { name: '更多' }).click();
  await page.getByRole('menuitem', { name: '领取' }).click();
  await page.locator('.dh').getByText('由您领取').waitFor();
  expect(await call(number, 'issue', { fapiaos: [{ number: SECOND }] })).toEqual([409, 'claimedBy']);
  await page.keyboard.press('i');
  await page.keyboard.type(SECOND);
  await page.keyboard.press('Enter');
  await page.locator('.dh').getByText('已开票').waitFor();
  await inTheEnd(async () =>
    expect(service.told.at(-1)).toMatchObject({ type: 'application.changed', data: { number } }),
  );
});
