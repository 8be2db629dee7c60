// Somebody who works at the desk: a way in, a password and an authenticator of their own, in a real browser.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Role } from '../../domain/staff';
import type { Deps } from '../../services/shared/deps';
import { addStaff } from '../../services/staff/manage';
import { codeAt } from '../../services/staff/totp';

export const PASSWORD = 'a desk by the window';

export interface Person {
  context: BrowserContext;
  page: Page;
  /** What their authenticator holds. */
  secret: string;
  recovery: string[];
  /** What the page's console said was wrong, from the first page on. */
  trouble: string[];
  email: string;
}

export interface Invited {
  name: string;
  email: string;
  roles: Role[];
}

/** A way in for somebody new. */
export async function invite(deps: Deps, { name, email, roles }: Invited): Promise<string> {
  const added = await addStaff(deps, { id: 'cli', name: 'cli' }, { email, name, roles });
  if (!added.ok || !added.entry) throw new Error(`nobody could be added: ${JSON.stringify(added)}`);
  return added.entry.url;
}

/** Opens the way in, chooses a password, reads the authenticator's secret off the page, and stands in the desk. */
export async function enter(
  browser: Browser,
  deps: Deps,
  base: string,
  person: Invited,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Person> {
  const url = new URL(await invite(deps, person));
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 720 }, ...options });
  const page = await context.newPage();
  const trouble: string[] = [];
  page.on('console', (message) => message.type() === 'error' && trouble.push(message.text()));
  page.on('pageerror', ({ message }) => trouble.push(message));
  await page.goto(`${base}${url.pathname}${url.search}`);
  const secret = ((await page.locator('.secret').textContent()) ?? '').replace(/\s/g, '');
  await page.locator('input[type=password]').fill(PASSWORD);
  await page.locator('input[autocomplete=one-time-code]').fill(codeAt(secret, deps.now()));
  await page.locator('form button[type=submit]').click();
  const codes = page.locator('.codes code');
  await codes.first().waitFor();
  const recovery = await codes.allTextContents();
  await page.locator('.door-box button').last().click();
  await page.locator('.rail').waitFor();
  return { context, page, secret, recovery, trouble, email: person.email };
}
