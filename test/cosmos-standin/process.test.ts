// The stand-in as a process of its own, told what to do over HTTP, as several product processes need it.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { CosmosClient } from '@azure/cosmos';
import { ROOT } from '../support/built';
import type { Stats } from './stats';
import { doc, failure, PLAIN } from './started';

async function launch() {
  const args = ['--import', 'tsx', join(ROOT, 'test', 'cosmos-standin', 'main.ts'), '--port', '0'];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  await new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`it ended: ${output}`)));
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (/COSMOS_KEY=.+\n/.test(output)) resolve();
    });
  });
  const value = (name: string): string => new RegExp(`^${name}=(.+)$`, 'm').exec(output)?.[1] ?? '';
  return { child, endpoint: value('COSMOS_ENDPOINT'), key: value('COSMOS_KEY') };
}

test('it prints endpoint and key, serves the client, obeys its own routes and ends at a signal', async () => {
  const { child, endpoint, key } = await launch();
  const client = new CosmosClient({ endpoint, key, ...PLAIN });
  const control = async (method: string, path: string, body?: object): Promise<unknown> => {
    const answer = await fetch(`${endpoint}_standin/${path}`, { method, ...(body && { body: JSON.stringify(body) }) });
    return answer.json();
  };
  try {
    const { database } = await client.databases.createIfNotExists({ id: 'db' });
    const { container } = await database.containers.createIfNotExists({ id: 'docs', partitionKey: '/pk' });
    await control('DELETE', 'stats');
    await control('POST', 'faults', { on: 'create', do: '503' });
    expect(await control('GET', 'faults')).toEqual([{ on: 'create', do: '503' }]);
    expect((await failure(container.items.create(doc('a')))).code).toBe(503);
    await container.items.create(doc('a'));
    const stats = (await control('GET', 'stats')) as Stats;
    expect(stats.log.map(({ op, id, status }) => [op, id, status])).toEqual([
      ['create', 'a', 503],
      ['create', 'a', 201],
    ]);
    const [state] = (await control('GET', 'containers')) as { ranges: { docs: { id: string }[] }[] }[];
    expect(state?.ranges.flatMap(({ docs }) => docs.map(({ id }) => id))).toEqual(['a']);
    await control('POST', 'down', { mode: '503' });
    expect((await failure(container.read())).code).toBe(503);
    await control('POST', 'up');
    expect((await container.read()).statusCode).toBe(200);
    const { now } = (await control('POST', 'clock', { advance: 3_600_000 })) as { now: number };
    expect(now).toBeGreaterThan(Date.now() + 3_500_000);
  } finally {
    client.dispose();
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  }
});
