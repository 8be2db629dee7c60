// What axe finds in a page, as lines: rule and element.
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

declare const axe: {
  run(where: unknown, options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
};

/** For pages that allow it: a context with `bypassCSP` where the policy forbids. */
export async function axeIn(page: Page): Promise<string[]> {
  await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}
