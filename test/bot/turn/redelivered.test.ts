// A channel that gave up waiting delivers again, perhaps to another process: what was sent is not sent again.
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { activity, deliver } from '../../support/channel';
import { type RunningApp, runApp } from '../../support/running-app';
import { until } from '../../support/temp-store';
import { bodyOf, keys } from '../../../storage/records';

let dataDir: string;
let apps: RunningApp[];
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'fapiao-again-'));
  apps = [await runApp({ dataDir }), await runApp({ dataDir })];
});
afterEach(async () => {
  for (const app of apps) await app.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** A connector; `onPost` runs before it answers. */
async function connector(onPost: () => Promise<void>) {
  let posts = 0;
  const server = createServer((req, res) => {
    posts += 1;
    req.resume();
    void onPost().then(() => res.end('{}'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    serviceUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    posts: () => posts,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

const marks = async (): Promise<string[]> => {
  const found = await apps[0]?.deps.store.get(keys.header('emulator||conversation-1'));
  return found ? bodyOf('header', found).delivered : [];
};

test('an answer that was sent when the channel had hung up is not sent again by another process', async () => {
  const [one, other] = apps as [RunningApp, RunningApp];
  let hangUp = () => {};
  const service = await connector(async () => {
    hangUp();
    // Answered after the process has seen that nobody waits any more.
    await fetch(`${one.base}/healthz`);
  });
  const said = activity(service.serviceUrl, 'hello');
  const waiting = request(`${one.base}/api/messages`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
  });
  waiting.on('error', () => undefined);
  hangUp = () => void waiting.destroy();
  waiting.end(JSON.stringify(said));
  await until(async () => (await marks()).length === 1);
  hangUp = () => {};
  expect((await deliver(other.base, said)).status).toBe(200);
  expect(service.posts()).toBe(1);
  service.close();
});

test('an answer that the channel waited for costs no further commit: its mark goes with the next turn', async () => {
  const [one] = apps as [RunningApp];
  const service = await connector(async () => undefined);
  expect((await deliver(one.base, activity(service.serviceUrl, 'hello'))).status).toBe(200);
  expect(await marks()).toEqual([]);
  expect((await deliver(one.base, activity(service.serviceUrl, 'help'))).status).toBe(200);
  expect(await marks()).toHaveLength(1);
  service.close();
});
