// The web chat as a tab of Teams: Teams may hold it in a frame, nobody else, and it speaks the language of the client.
import { openHouse, type TeamsHouse } from '../../../teams-standin/house';

let house: TeamsHouse;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

test('Teams of both clouds may hold it in a frame, others may not (ASVS 5.0 3.4.6)', async () => {
  const tab = await fetch(`${house.app.base}/teams?lang=nl-nl`);
  const policy = tab.headers.get('content-security-policy') ?? '';
  const ancestors = /frame-ancestors ([^;]*)/.exec(policy)?.[1]?.split(' ') ?? [];
  expect(ancestors).toEqual(
    expect.arrayContaining(['https://teams.microsoft.com', 'https://teams.microsoftonline.cn']),
  );
  expect(ancestors).not.toContain('*');
  expect(tab.headers.get('x-frame-options')).toBeNull();
  expect(await tab.text()).toContain('<html lang="nl-NL">');
  const page = await fetch(`${house.app.base}/chat`);
  expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
});
