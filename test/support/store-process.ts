// A real process on a store's file, for the tests: increments under the ETag, or commits and says what was acknowledged.
import { openSqlite } from '../../storage/sqlite';

const [work, file, name] = process.argv.slice(2) as [string, string, string];
const say = (message: object): void => {
  process.send?.(message);
};

async function run(): Promise<void> {
  const store = await openSqlite({ file, now: () => new Date().toISOString() });
  if (work === 'increment') {
    process.once('message', () => void increments());
    say({ ready: true });
  } else {
    for (let n = 0; ; n++) {
      const id = `${name}-${n}`;
      const doc = { pk: 'written', kind: 'k', v: 1, body: { n, text: 'x'.repeat(1000) }, lists: { log: id } };
      const two = [id, `${id}-twin`].map((id) => ({ op: 'create' as const, doc: { ...doc, id } }));
      if ((await store.commit('written', two)).ok) say({ acknowledged: id });
      if (work === 'once') break;
    }
    await store.close();
    process.disconnect();
  }

  async function increments(): Promise<void> {
    let conflicts = 0;
    for (let done = 0; done < Number(name); ) {
      const found = await store.get<number>({ pk: 'p', id: 'count' });
      if (!found) throw new Error('the counter is gone');
      const doc = { pk: 'p', id: 'count', kind: 'k', v: 1, body: found.body + 1 };
      const written = await store.commit('p', [{ op: 'replace', doc, etag: found.etag }]);
      if (written.ok) done++;
      else conflicts++;
    }
    say({ done: true, conflicts });
    await store.close();
    process.disconnect();
  }
}

void run();
