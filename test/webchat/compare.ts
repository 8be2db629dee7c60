// `npm run test:webchat`: Microsoft's own clients, unchanged, register on our endpoint. Fails with what they could not do.
import { type Product, startProduct } from '../e2e/server';
import { openBrowser } from '../support/browser';
import { eventually } from '../support/eventually';
import { fetchOfficial, startOfficialSite } from '../support/official-webchat';
import { directlinejs } from './in-node';
import { officialWebChat } from './in-browser';
import { type Client, type Journey, JOURNEYS } from './steps';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Plays it; what differed from how it should go. */
async function differences(open: () => Promise<Client>, journey: Journey, product: Product, email: string) {
  const client = await open();
  const problems: string[] = [];
  try {
    await journey.play(client, email);
    const mailed = async () =>
      (await product.inbox()).some(({ to, text }) => to === email && text.includes('/activate?'));
    await eventually(`the activation mail to ${email}`, mailed, { withinMs: 10_000 });
  } catch (error) {
    problems.push((error as Error).message);
  }
  problems.push(...client.problems());
  await client.close();
  return problems;
}

async function main(): Promise<void> {
  const official = fetchOfficial();
  let product: Product | undefined;
  const site = await startOfficialSite(official.script, () => product?.url ?? '');
  const started = await startProduct({ ALLOWED_ORIGINS: site.url });
  product = started;
  const browser = await openBrowser();
  const clients: [name: string, open: () => Promise<Client>][] = [
    ['official Web Chat', () => officialWebChat(browser, site.url)],
    ['botframework-directlinejs in Node', () => directlinejs(started.url, official.xhr)],
  ];
  let wrong = 0;
  try {
    for (const [c, [name, open]] of clients.entries())
      for (const journey of JOURNEYS) {
        const email = `lihua.${journey.name}.${c}@qinghe.example`;
        const problems = await differences(open, journey, started, email);
        if (problems.length) wrong += 1;
        say(`${problems.length ? 'BAD ' : 'ok  '} ${name}: registers by ${journey.name}, the activation mail comes`);
        for (const problem of problems) say(`       ${problem}`);
      }
  } finally {
    await browser.close();
    await started.stop();
    await site.close();
    official.remove();
  }
  say(wrong ? `${wrong} of ${clients.length * JOURNEYS.length} went otherwise.` : 'All went as they should.');
  process.exitCode = wrong ? 1 : 0;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
