// Records: every kind's old versions still read, unknown fields are kept, newer versions are refused.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { postpone, takeDue } from '../../storage/dues';
import { bodyOf, isKnown, RECORD_KINDS, type KindName, keys, record, seqPlace } from '../../storage/records';
import { type Doc, StoreTooNew } from '../../storage/store';
import { tempStore } from '../support/temp-store';

const GOLDEN = join(__dirname, 'golden');
const golden = (file: string): Doc<object> => JSON.parse(readFileSync(join(GOLDEN, file), 'utf8'));
const kinds = Object.keys(RECORD_KINDS) as KindName[];

test.each(kinds)('%s: there is a golden file of each version, and it reads', (kind) => {
  for (let v = 1; v <= RECORD_KINDS[kind].v; v++) {
    const doc = golden(`${kind}.v${v}.json`);
    expect(doc).toMatchObject({ kind, v });
    expect(bodyOf(kind, doc)).toEqual(doc.body);
  }
});

test('there is no golden file of a kind or a version that nobody knows', () => {
  const known = kinds.flatMap((kind) =>
    Array.from({ length: RECORD_KINDS[kind].v }, (_, n) => `${kind}.v${n + 1}.json`),
  );
  expect(readdirSync(GOLDEN).sort()).toEqual(known.sort());
});

test.each(kinds)('%s: a newer version is StoreTooNew, another kind an error', (kind) => {
  const doc = golden(`${kind}.v1.json`);
  const newer = { ...doc, v: RECORD_KINDS[kind].v + 1 };
  expect(() => bodyOf(kind, newer)).toThrow(StoreTooNew);
  expect(isKnown(doc)).toBe(true);
  expect(isKnown(newer)).toBe(false);
  expect(() => bodyOf(kind === 'order' ? 'bill' : 'order', doc)).toThrow(/expected a/);
});

test('fields that this version does not know survive being read and written', async () => {
  const temp = tempStore();
  const store = await temp.open();
  const doc = golden('outbox.v1.json');
  await store.commit(doc.pk, [{ op: 'create', doc: { ...doc, body: { ...doc.body, later: { more: 1 } } } }]);
  const [taken] = await takeDue(store, { now: '2026-11-20T09:00:00.000Z', leaseMs: 1000, limit: 1 });
  if (!taken) throw new Error('not taken');
  expect(bodyOf('outbox', taken)).toHaveProperty('later', { more: 1 });
  const moved = await postpone(store, taken, '2026-11-20T10:00:00.000Z', { attempts: 2 });
  expect(moved?.body).toMatchObject({ attempts: 2, later: { more: 1 } });
  await temp.remove();
});

test('in tests a wrong shape is told where it is made, and where it is read', () => {
  const key = keys.counter('applications');
  expect(() => record('counter', key, { next: 1.5 })).toThrow(TypeError);
  expect(() => bodyOf('counter', { ...key, kind: 'counter', v: 1, body: {} })).toThrow(/next/);
});

test('places in the log sort as their numbers do', () => {
  const numbers = [0, 9, 10, 99, 100, 1_000_000_000];
  expect(numbers.map(seqPlace).sort()).toEqual(numbers.map(seqPlace));
});
