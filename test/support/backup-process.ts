// Real processes for the tests of backup and restore: one that backs up and is killed, one that writes all the time.
import fs from 'node:fs';
import { backUp } from '../../storage/sqlite/backup';
import { openSqlite } from '../../storage/sqlite';

const [work, file, to] = process.argv.slice(2) as [string, string, string];
const now = (): string => new Date().toISOString();

async function writeOn(): Promise<void> {
  const store = await openSqlite({ file, now });
  let written = 0;
  process.on('message', () => {
    process.send?.({ written });
  });
  process.send?.({ ready: true });
  for (let n = 0; process.connected; n++) {
    const doc = { pk: 'written', kind: 'k', v: 1, body: { n, text: 'x'.repeat(1000) } };
    const two = [`${n}`, `${n}-twin`].map((id) => ({ op: 'put' as const, doc: { ...doc, id } }));
    if ((await store.commit('written', two)).ok) written = n;
  }
  await store.close();
}

async function hold(): Promise<void> {
  const store = await openSqlite({ file, now });
  // Listening keeps the process alive, and the store in use.
  process.on('message', () => void store.close());
  process.send?.({ ready: true });
}

/** A backup that never gets its name: whoever ends it is never too late. */
async function cut(): Promise<void> {
  fs.renameSync = () => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  process.send?.({ ready: true });
  await backUp(file, to);
}

void (work === 'write' ? writeOn() : work === 'hold' ? hold() : cut());
