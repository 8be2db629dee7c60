// A message that was not understood: kept beside its turn on both stores, without its names, until its period ends or its person is erased.
import { createCore } from '../../../bot/process/core';
import { createEraseConversation } from '../../../bot/privacy/erase-conversation';
import { daysAfter, retaining } from '../../../storage/retention';
import { bodyOf } from '../../../storage/records';
import { grounds, type Name, whereIn } from '../../support/canaries';
import { createWorldOn, type Ground, type World } from '../../support/fapiao-world';

const log = { debug() {}, info() {}, warn() {}, error() {} };
const SAID = 'Canaryman (canary@qinghe.example, 13800138000): flurble the gizmo';

describe.each(Object.keys(grounds) as Name[])('on %s', (name) => {
  let ground: Ground;
  let world: World<Ground>;
  let core: ReturnType<typeof createCore>;
  beforeEach(async () => {
    ground = await grounds[name]();
    world = await createWorldOn(ground);
    const { store, deps } = world;
    core = createCore(
      { ...deps, store: retaining(store, deps.business.retention, deps.now) },
      { botFramework: {}, mailFrom: 'F <f@x.example>' } as never,
      log as never,
    );
  });
  afterEach(() => ground.remove());

  let said = 0;
  const say = (text: string) =>
    core.turns.deliver({
      conversation: 'directline:one',
      dedupe: `d${(said += 1)}`,
      input: { kind: 'text', text },
      channel: 'directline',
      person: 'p',
      receivedAt: world.deps.now(),
    });
  const kept = async () => (await world.store.list('missed', { limit: 10 })).docs;

  test('is kept once, hidden, with the period of messages', async () => {
    await say('what is a fapiao?');
    await say('help');
    expect(await kept()).toEqual([]);
    await say(SAID);
    const [doc, ...more] = await kept();
    expect(more).toEqual([]);
    expect(bodyOf('missed', doc!)).toMatchObject({ locale: 'en-US', at: world.deps.now() });
    expect(bodyOf('missed', doc!).text).toContain('flurble the gizmo');
    expect(JSON.stringify(doc)).not.toMatch(/canary|qinghe|138/i);
    expect(doc?.expiresAt).toBe(daysAfter(world.deps.now(), world.deps.business.retention.transcriptDays));
  });

  test('goes with its conversation when a person is erased', async () => {
    await say('flurble the gizmo');
    expect(await kept()).toHaveLength(1);
    await createEraseConversation(world.deps)('directline:one', []);
    expect(await kept()).toEqual([]);
    expect(await whereIn(world.store, 'flurble')).toEqual([]);
  });
});
