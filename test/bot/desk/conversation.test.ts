// The conversation in which it was applied for, as staff read it: the newest first, page by page, and each look is audited.
import { createCore } from '../../../bot/process/core';
import { AUDITED, type AuditAnswer } from '../../../domain/audit-view';
import type { ConversationAnswer } from '../../../domain/conversation-view';
import type { DeskError } from '../../../domain/desk-view';
import { hasDeskText } from '../../../locales';
import { DESK_LOCALES } from '../../../locales/list';
import { grounds, type Name } from '../../support/canaries';
import { signedIn } from '../../support/desk-client';
import { application, numberOf, seedApplications } from '../../support/desk-work';
import { type DeskWorld, deskWorld } from '../../support/desk-world';

const log = { debug() {}, info() {}, warn() {}, error() {} };
const TURNS = 23;
const path = (n: number, after = '') => `/desk/api/applications/${numberOf(n)}/conversation?after=${after}`;

describe.each(Object.keys(grounds) as Name[])('on %s', (name) => {
  let desk: DeskWorld;
  beforeEach(async () => {
    desk = await deskWorld({ ground: await grounds[name]() });
    const { turns } = createCore(desk.deps, { botFramework: {}, mailFrom: 'F <f@x.example>' }, log as never);
    for (let n = 1; n <= TURNS; n += 1) {
      await turns.deliver({
        conversation: 'directline:one',
        dedupe: `d${n}`,
        input: { kind: 'text', text: `第${n}句 <b>` } as never,
        channel: 'directline',
        person: 'p',
        receivedAt: desk.deps.now(),
      });
      desk.pass(1_000);
    }
    await seedApplications(desk.deps.store, [application(1, { conversation: 'directline:one' }), application(2)]);
  });
  afterEach(() => desk.close());

  const looks = async (client: Awaited<ReturnType<typeof signedIn>>['client']) =>
    (await client.get<AuditAnswer>('/desk/api/audit')).body.entries.filter(({ what }) => what === 'conversation');

  test('the newest stands there, what was said before is a page further; each look is in the audit', async () => {
    const { client } = await signedIn(desk.deps, desk.base, ['administrator'], 'LiLei');
    const newest = (await client.get<ConversationAnswer>(path(1))).body;
    const words = ({ said }: ConversationAnswer) =>
      said.filter(({ author }) => author === 'user').map(({ text }) => text);
    expect(newest.locale).toBe('zh-CN');
    expect(words(newest).at(-1)).toBe(`第${TURNS}句 <b>`);
    expect(newest.said.map(({ author }) => author)).toContain('bot');
    const before = (await client.get<ConversationAnswer>(path(1, encodeURIComponent(newest.next ?? '')))).body;
    expect([...words(before), ...words(newest)]).toEqual(Array.from({ length: TURNS }, (_, n) => `第${n + 1}句 <b>`));
    expect(before.next).toBeUndefined();
    expect(await looks(client)).toMatchObject([
      { who: 'LiLei', thing: numberOf(1) },
      { who: 'LiLei', thing: numberOf(1) },
    ]);
    // Nothing is masked there: whoever may not look at what is masked reads none of it.
    const { client: auditor } = await signedIn(desk.deps, desk.base, ['auditor'], 'Zhao');
    expect((await auditor.get<DeskError>(path(1))).status).toBe(403);
  });

  test('in no conversation: nothing was said and nothing was looked at; an unknown number and a foreign place are refused', async () => {
    const { client } = await signedIn(desk.deps, desk.base, ['administrator'], 'LiLei');
    expect((await client.get<ConversationAnswer>(path(2))).body).toEqual({ locale: 'zh-CN', said: [] });
    expect(await looks(client)).toEqual([]);
    expect((await client.get<DeskError>(path(99))).status).toBe(404);
    expect((await client.get<DeskError>(path(1, 'nonsense'))).status).toBe(400);
  });
});

test('whatever the audit names is worded at the desk', () => {
  const bare = DESK_LOCALES.flatMap((locale) =>
    AUDITED.filter((what) => !hasDeskText(locale, `desk:screens.audited.${what}`)).map((what) => `${locale} ${what}`),
  );
  expect(bare).toEqual([]);
});
