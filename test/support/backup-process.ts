// Real processes for the tests of backup and restore: one that backs up and is killed, one that writes and times itself.
import { backUp } from '../../storage/sqlite/backup';
import { openSqlite } from '../../storage/sqlite';

const [work, file, to] = process.argv.slice(2) as [string, string, string];
const now = (): string => new Date().toISOString();

async function writeAndTime(): Promise<void> {
  const store = await openSqlite({ file, now });
  let slowest = 0;
  let written = 0;
  process.on('message', () => {
    process.send?.({ slowest, written });
    slowest = 0;
  });
  process.send?.({ ready: true });
  for (let n = 0; process.connected; n++) {
    const began = performance.now();
    const doc = { pk: 'written', kind: 'k', v: 1, body: { n, text: 'x'.repeat(1000) } };
    const two = [`${n}`, `${n}-twin`].map((id) => ({ op: 'put' as const, doc: { ...doc, id } }));
    if ((await store.commit('written', two)).ok) written = n;
    slowest = Math.max(slowest, performance.now() - began);
  }
  await store.close();
}

async function hold(): Promise<void> {
  const store = await openSqlite({ file, now });
  // Listening keeps the process alive, and the store in use.
  process.on('message', () => void store.close());
  process.send?.({ ready: true });
}

async function back(): Promise<void> {
  process.send?.({ ready: true });
  await backUp(file, to);
  process.send?.({ done: true });
  process.disconnect();
}

void (work === 'write' ? writeAndTime() : work === 'hold' ? hold() : back());
