// From stranger to fapiao, stopped before and after every call of store, mail and connector: nothing lost, nothing twice.
import type { Stored } from '../../storage/store';
import { wordsOf } from '../support/channel';
import { tempStore } from '../support/temp-store';
import {
  everythingDue,
  JOURNEY,
  LEASE_MS,
  line,
  type NewGround,
  openStage,
  play,
  read,
  seeds,
  sow,
  stopEverywhere,
} from './journey';

/** `npm run faults` stops at every call; `npm test` at every third place, which is before a call as often as after one. */
const EVERY_STOP = process.env.ROUNDS ? 1 : 3;

let template: Stored[];
beforeAll(async () => {
  template = await seeds();
});

/** A SQLite file. */
const onFile: NewGround = async (now) => {
  const temp = tempStore();
  await sow(await temp.open({ now }), template);
  return { open: () => temp.open({ now }), remove: () => temp.remove() };
};

test('stopped before and after its calls: one account, one application, one bill held, every mail and every answer', async () => {
  const whole = await play(onFile);
  expect(whole.log.filter((one) => one.startsWith('> ')).length).toBe(6);
  expect(whole.mails).toHaveLength(5);
  expect(await stopEverywhere(onFile, whole, EVERY_STOP)).toBeGreaterThan(200 / EVERY_STOP);
});

test('what a crash cut off is finished by a job, and told, where nobody delivers it again', async () => {
  const stage = await openStage(onFile);
  let life = await stage.start();
  try {
    const confirming = JOURNEY.length - 5;
    for (const act of JOURNEY.slice(0, confirming)) await act(life, stage);
    // A confirming turn reads the header and commits; the command that it decided has not run.
    life.fate.stop = { call: life.fate.calls.length + 2, when: 'after' };
    await expect(JOURNEY[confirming]?.(life, stage)).rejects.toThrow();
    await life.end();
    life = await stage.start();
    const before = stage.channel.posts.length;
    stage.pass(LEASE_MS);
    await everythingDue(life, stage);
    expect((await life.deps.store.list('applications', { limit: 10 })).docs).toHaveLength(1);
    const posts = stage.channel.posts.slice(before);
    expect(posts).toHaveLength(1);
    expect(wordsOf(posts[0]?.body)).toContain('FP-2611-0001');
    expect((await read(life)).items.map(line).filter((one) => one.includes('apply:sent'))).toHaveLength(1);
  } finally {
    await life.end();
    await stage.close();
  }
});
