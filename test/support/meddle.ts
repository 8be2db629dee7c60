// Loaded before the built program: stops its turns at a chosen moment, stops its slow polls, counts what it asks of its store.
import { join } from 'node:path';
import type * as Counted from '../../storage/counted';
import type * as Open from '../../storage/open';
import type { Store, Write } from '../../storage/store';

/**
 * STOP_AFTER: `decided` (a turn with a command was committed), `done` (the command has had its effect), `answered` (its
 * outcome was committed): there the turn waits for ever and the process says so, to be killed. STOP_AT: the command's type.
 * SLOW_POLLS=off: only doorbells wake anybody.
 */
const { STOP_AFTER, STOP_AT, SLOW_POLLS } = process.env;
// Beside this script, in threads of the program too.
const storage = join(__dirname, 'storage');

if (SLOW_POLLS === 'off') {
  const original = globalThis.setInterval;
  const never = 2 ** 31 - 1;
  const quickOnly = (work: () => void, ms = 0) => original(work, ms < 1000 ? ms : never);
  globalThis.setInterval = quickOnly as typeof setInterval;
}

type Bodies = { pending?: { type: string; id: string }[] };
/** The ids of commands that were decided and are the ones to stop at. */
const ours = new Set<string>();

function isTheMoment(writes: readonly Write[]): boolean {
  const docs = writes.flatMap((write) => ('doc' in write ? [write.doc] : []));
  const header = docs.find((doc) => doc.kind === 'header');
  const pending = (header?.body as Bodies | undefined)?.pending ?? [];
  for (const { type, id } of pending) if (type === STOP_AT) ours.add(id);
  if (STOP_AFTER === 'decided') return pending.some(({ id }) => ours.has(id));
  if (STOP_AFTER === 'done') return docs.some((doc) => doc.kind === 'done' && ours.has(doc.id.replace(/^done:/, '')));
  return STOP_AFTER === 'answered' && ours.size > 0 && header !== undefined && pending.length === 0;
}

const stopping = (store: Store): Store => ({
  ...store,
  async commit(pk, writes, deadline) {
    const committed = await store.commit(pk, writes, deadline);
    if (!committed.ok || !isTheMoment(writes)) return committed;
    process.stdout.write(`the turn stands still\n`);
    return new Promise(() => undefined);
  },
});

const file = require.resolve(join(storage, 'open.js'));
const real = require(file) as typeof Open;
const { counted } = require(join(storage, 'counted.js')) as typeof Counted;
/** Reads by list, and by the kind of partition. */
const reads: Record<string, number> = {};
const named = (store: Store): Store => {
  const count = (name: string) => void (reads[name] = (reads[name] ?? 0) + 1);
  return {
    ...store,
    get(key) {
      count(`get ${key.pk.split(':', 1)[0]}`);
      return store.get(key);
    },
    list(list, query) {
      count(`list ${list}`);
      return store.list(list, query);
    },
  };
};
const openStore: typeof Open.openStore = async (config) => {
  const store = counted(named(stopping(await real.openStore(config))));
  process.on('SIGUSR2', () => process.stdout.write(`store ${JSON.stringify({ ...store.stats, ...reads })}\n`));
  return store;
};
const module_ = require.cache[file];
if (module_) module_.exports = { ...real, openStore };
