// `npm run missed`: sentences that resemble each other stand together, by language.
import { dirname } from 'node:path';
import { keys, record } from '../../../storage/records';
import { createWorld, type World } from '../../support/fapiao-world';
import { runCli } from '../../support/run-cli';

let world: World;
beforeEach(async () => {
  // The command line has the real clock.
  world = await createWorld(new Date().toISOString());
});
afterEach(() => world.temp.remove());

const missed = (...args: string[]) => runCli('missed', args, { DATA_DIR: dirname(world.temp.file) });

test('groups by language and likeness, the largest first', async () => {
  const said = [
    ['en-US', 'can I pay with a cheque'],
    ['en-US', 'is there a dark mode'],
    ['en-US', 'may I pay with a cheque'],
    ['zh-CN', '可以用支票付款吗'],
    ['en-US', 'can we pay with a cheque here'],
    ['zh-CN', '能用支票付款吗'],
  ] as const;
  for (const [n, [locale, text]] of said.entries()) {
    const at = new Date(Date.parse(world.deps.now()) + n * 1000).toISOString();
    const body = { text, locale, at, ...(n === 0 ? { asked: 'apply.name' } : {}) };
    const doc = record('missed', keys.missed('test:one', `r${n}`), body, { lists: { missed: at } });
    expect(await world.store.commit(doc.pk, [{ op: 'create', doc }])).toMatchObject({ ok: true });
  }
  const { code, out } = await missed();
  expect(code).toBe(0);
  expect(out[0]).toBe('en-US: 4 in 2 group(s)');
  expect(out[1]).toBe('  3 x can we pay with a cheque here  (asked: apply.name)');
  expect(out).toContain('  1 x is there a dark mode');
  expect(out).toContain('zh-CN: 2 in 1 group(s)');
});

test('says when there is nothing, and what it is for', async () => {
  expect((await missed()).out).toEqual(['Nothing was missed.']);
  expect((await missed('--help')).out.join()).toContain('phrases.json');
  expect((await missed('--what')).code).toBe(2);
});
