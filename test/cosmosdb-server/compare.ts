// `npm run test:cosmosdb-server`: a second opinion on the stand-in. The same checks on both; fails where they differ unexpectedly.
import { CosmosClient } from '@azure/cosmos';
import { createStandin } from '../cosmos-standin/server';
import { LISTS_ONLY, PLAIN } from '../cosmos-standin/started';
import { type Check, CHECKS } from './checks';
import { startOther } from './server';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** What a check saw in a fresh database. */
async function observe(check: Check, client: CosmosClient, n: number): Promise<string> {
  const { database } = await client.databases.create({ id: `check${n}` });
  try {
    const { container } = await database.containers.create({
      id: 'docs',
      partitionKey: { paths: ['/pk'] },
      indexingPolicy: LISTS_ONLY,
    });
    const item = container.item.bind(container);
    return JSON.stringify(await check.run(Object.assign(container, { item }), database));
  } catch (error) {
    return `failed: ${(error as Error).message.split('\n')[0]}`;
  }
}

async function main(): Promise<void> {
  const standin = await createStandin();
  const other = await startOther();
  const clients = [standin.endpoint, other.endpoint].map(
    (endpoint) => new CosmosClient({ endpoint, key: standin.key, ...PLAIN }),
  );
  let wrong = 0;
  try {
    for (const [n, check] of CHECKS.entries()) {
      const [ours = '', theirs = ''] = await Promise.all(clients.map((client) => observe(check, client, n)));
      const same = ours === theirs;
      const expected = same === (check.differs === undefined) && !ours.startsWith('failed');
      if (!expected) wrong++;
      say(`${expected ? 'ok  ' : 'BAD '} ${check.name}${check.differs ? ` (differs: ${check.differs})` : ''}`);
      if (!expected || !same) say(`       stand-in         ${ours}\n       cosmosdb-server  ${theirs}`);
    }
  } finally {
    for (const client of clients) client.dispose();
    await Promise.all([standin.close(), other.stop()]);
  }
  say(
    wrong ? `${wrong} of ${CHECKS.length} checks differ unexpectedly.` : `All ${CHECKS.length} checks are as expected.`,
  );
  process.exitCode = wrong ? 1 : 0;
}

void main();
