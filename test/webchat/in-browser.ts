// Official Web Chat in Chromium, on a site of another origin, as people see it and type.
import type { Browser } from 'playwright-core';
import type { Client } from './steps';

const TIMEOUT = { timeout: 20_000 };

export async function officialWebChat(browser: Browser, site: string): Promise<Client> {
  const context = await browser.newContext({ locale: 'en-US' });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(`error in the page: ${error.message}`));
  page.on('console', (entry) => {
    // What it says of unknown actions and cards that it can't draw is a warning.
    if (entry.type() === 'error' || /unknown|unsupported|failed/i.test(entry.text())) problems.push(entry.text());
  });
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()} for ${new URL(response.url()).pathname}`);
  });
  await page.goto(`${site}/official`);
  await page.locator('#launcher').click();
  const input = page.locator('.webchat__send-box-text-box__input');
  const chat = page.locator('#webchat');

  return {
    name: 'official Web Chat',
    async says(text) {
      await input.fill(text);
      await input.press('Enter');
      // It stands there as sent only when the endpoint has sent it back.
      await chat.locator('.webchat__bubble--from-user', { hasText: text }).last().waitFor(TIMEOUT);
    },
    async presses(button, values = {}) {
      const card = chat.locator('.ac-adaptiveCard').last();
      const fields = card.locator('input:visible, textarea:visible');
      for (const [n, value] of Object.values(values).entries()) await fields.nth(n).fill(value, TIMEOUT);
      await card.getByRole('button', { name: button, exact: true }).click(TIMEOUT);
    },
    sees: (words) =>
      chat
        .getByText(words)
        .last()
        .waitFor({ state: 'attached', ...TIMEOUT }),
    problems: () => problems,
    close: () => context.close(),
  };
}
