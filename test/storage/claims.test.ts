// Claims on pointers: one holder, the same again is fine, the forgotten are freed, races have one winner.
import { claim, release } from '../../storage/claims';
import { keys } from '../../storage/records';
import type { Store } from '../../storage/store';
import { gated, lostAnswer } from '../support/faulty-store';
import { type TempStore, tempStore } from '../support/temp-store';

const KEY = keys.login('hash');
const AT = '2026-11-20T08:00:00.000Z';
const LATER = '2026-11-20T08:10:00.000Z';
const yes = async () => true;
const no = async () => false;

let temp: TempStore;
let store: Store;
beforeEach(async () => {
  temp = tempStore();
  store = await temp.open();
});
afterEach(() => temp.remove());

const a = { customer: 'contoso', holder: 'account-a', now: AT };
const b = { customer: 'fabrikam', holder: 'account-b', now: AT };

test('who comes first holds it; another is told by whom', async () => {
  expect(await claim(store, KEY, { ...a, data: 'x' }, yes)).toEqual({ ok: true });
  const refused = await claim(store, KEY, b, yes);
  expect(refused).toEqual({ ok: false, by: { customer: 'contoso', holder: 'account-a', claimedAt: AT, data: 'x' } });
});

test('the same holder may claim again', async () => {
  await claim(store, KEY, a, yes);
  expect(await claim(store, KEY, { ...a, now: LATER }, no)).toEqual({ ok: true });
});

test('of ten who claim at once one holds it', async () => {
  const other = await temp.open();
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, n) => claim(n % 2 ? store : other, KEY, { ...a, holder: `h${n}` }, yes)),
  );
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
});

test('a pointer that its holder does not know may be replaced after 10 minutes, not before', async () => {
  await claim(store, KEY, a, yes);
  expect(await claim(store, KEY, { ...b, now: '2026-11-20T08:09:59.999Z' }, no)).toMatchObject({ ok: false });
  expect(await claim(store, KEY, { ...b, now: LATER }, yes)).toMatchObject({ ok: false });
  expect(await claim(store, KEY, { ...b, now: LATER }, no)).toEqual({ ok: true });
  expect((await store.get(KEY))?.body).toMatchObject({ holder: 'account-b' });
});

test('of two who replace a forgotten pointer at once one holds it', async () => {
  await claim(store, KEY, a, yes);
  const answers = await Promise.all([
    claim(store, KEY, { ...b, holder: 'b1', now: LATER }, no),
    claim(store, KEY, { ...b, holder: 'b2', now: LATER }, no),
  ]);
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
});

test('a holder who claims again late keeps it, even while another finds it forgotten', async () => {
  await claim(store, KEY, a, yes);
  const gate = gated(store, (call) => call.of === 'commit' && call.writes[0]?.op === 'replace');
  const taking = claim(gate.store, KEY, { ...b, now: LATER }, no);
  await gate.reached;
  expect(await claim(store, KEY, { ...a, now: LATER }, no)).toEqual({ ok: true });
  gate.open();
  expect(await taking).toMatchObject({ ok: false, by: { holder: 'account-a' } });
});

test('a claim whose answer was lost is simply made again', async () => {
  await expect(claim(lostAnswer(store, 1), KEY, a, yes)).rejects.toMatchObject({ name: 'StoreDown' });
  expect(await claim(store, KEY, a, yes)).toEqual({ ok: true });
});

test('a released pointer is free; nobody releases what another holds', async () => {
  await claim(store, KEY, a, yes);
  expect(await release(store, KEY, 'account-b')).toBe(false);
  expect(await release(store, KEY, 'account-a')).toBe(true);
  expect(await release(store, KEY, 'account-a')).toBe(false);
  expect(await claim(store, KEY, b, yes)).toEqual({ ok: true });
});
