// What Teams sends besides plain messages: every message gets a sentence, and nothing that is no message is answered.
import { translate, say, type TextKey } from '../../../../locales';
import { wordsOfHtml, withoutQuotes } from '../../../../bot/channels/html';
import { seedBills } from '../../../support/fapiao-world';
import { bare, openHouse, type TeamsHouse } from '../../../teams-standin/house';
import type { TeamsPerson } from '../../../teams-standin/person';

let house: TeamsHouse;
beforeAll(async () => {
  house = await openHouse();
  await seedBills(house.app.deps, [{ bill: 'BILL-1', order: 'ORDER-1', tenant: 'tenant-1', period: '2026-11' }]);
});
afterAll(() => house.close());

const word = (key: TextKey) => bare(translate('en-US', say(key)));
const bots = (person: TeamsPerson) => person.history().filter((line) => line.startsWith('bot:'));
const lastOf = (person: TeamsPerson) => bare(bots(person).at(-1) ?? '');
const usersOf = async (person: TeamsPerson) =>
  (await house.logOf(person)).flatMap((item) => (item.author === 'user' ? [item.text] : []));

const AT = '<at>Fapiao assistant</at>';
const mention = { type: 'mention', text: AT, mentioned: { id: '28:bot', name: 'Fapiao assistant' } };
const other = { type: 'mention', text: '<at>Wang Min</at>', mentioned: { id: '29:1wang', name: 'Wang Min' } };
const html = (content: string) => ({ contentType: 'text/html', content });
const reply = (words: string) =>
  html(
    '<blockquote itemscope itemtype="http://schema.skype.com/Reply" itemid="17"><strong itemprop="mri" itemid="28:bot">' +
      `Fapiao assistant</strong><span itemprop="time" itemid="17"></span><p itemprop="preview">register ORDER-9</p></blockquote><p>${words}</p>`,
  );

describe('what is read of a message', () => {
  test.each<[string, string, object, string]>([
    ['entities', 'AT&amp;T &lt;Beijing&gt; &#39;x&#39; &#x4e2d;&nbsp;1', {}, "AT&T <Beijing> 'x' 中 1"],
    ['an entity that somebody typed', 'a &amp;amp; b', {}, 'a &amp; b'],
    ['paragraphs', '<p>上海<b>青禾</b>餐饮</p><p>91310115591693856A</p>', {}, '上海青禾餐饮\n91310115591693856A'],
    ['a line break', 'one<br>two<br/>three', {}, 'one\ntwo\nthree'],
    ['the bot’s own mention', `${AT} hello`, { entities: [mention] }, 'hello'],
    [
      'somebody else’s mention',
      `${AT} tell <at>Wang Min</at> hello`,
      { entities: [mention, other] },
      'tell Wang Min hello',
    ],
    ['a quote', 'Fapiao assistant register ORDER-9 thank you', { attachments: [reply('thank you')] }, 'thank you'],
    [
      'a quote by its entity',
      '<quoted messageId="17"/> thank you',
      { entities: [{ type: 'quotedReply', quotedReply: { messageId: '17' } }] },
      'thank you',
    ],
    [
      'a quote with a mention',
      'whatever',
      {
        entities: [mention],
        attachments: [reply('<span itemtype="http://schema.skype.com/Mention">Fapiao assistant</span> hello')],
      },
      'hello',
    ],
  ])('%s', async (_what, text, more, read) => {
    const person = house.person();
    await person.say(text, more as Record<string, unknown>);
    expect(await usersOf(person)).toEqual([read]);
    expect(bots(person).length).toBeGreaterThan(0);
  });

  test('the language of the client is the conversation’s first', async () => {
    const person = house.person({ locale: 'da-DK' });
    await person.say('👋', { locale: 'en-US' });
    expect(JSON.stringify(await house.headerOf(person))).toContain('"locale":"da-DK"');
  });
});

describe('a message without words gets a sentence', () => {
  const image = { contentType: 'image/*', contentUrl: 'https://smba.example/1' };
  test.each<[string, TextKey, object]>([
    ['a bare mention', 'common:unread.nothing', { text: AT, entities: [mention], attachments: [html(`<p>${AT}</p>`)] }],
    ['a picture', 'common:unread.picture', { attachments: [image, html('<p><img src="x"></p>')] }],
    [
      'a GIF',
      'common:unread.picture',
      { attachments: [html('<p><img alt="cat" src="https://media.example/cat.gif"></p>')] },
    ],
    [
      'a file',
      'common:unread.file',
      { attachments: [{ contentType: 'application/vnd.microsoft.teams.file.download.info', content: {} }] },
    ],
    ['a voice message', 'common:unread.voice', { attachments: [{ contentType: 'audio/mp4', contentUrl: 'x' }] }],
    [
      'another app’s card',
      'common:unread.card',
      { attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: {} }] },
    ],
    [
      'a quote and nothing else',
      'common:unread.nothing',
      { attachments: [reply(''), { contentType: 'messageReference', content: '{}' }] },
    ],
  ])('%s', async (_what, key, more) => {
    const person = house.person();
    expect((await person.say('', more as Record<string, unknown>)).status).toBe(200);
    expect(lastOf(person)).toContain(word(key));
  });

  test.each([4_000, 10_000, 50_000, 100_000])('%i characters', async (length) => {
    const person = house.person();
    await person.say('register');
    expect((await person.say('x'.repeat(length))).status).toBe(200);
    expect(bots(person)).toHaveLength(2);
  });

  test('hostile HTML', async () => {
    for (const text of [
      '<'.repeat(50_000),
      '<a'.repeat(25_000),
      '&#x4e2d;'.repeat(10_000),
      '<blockquote>'.repeat(4_000),
    ]) {
      const person = house.person();
      expect((await person.say(text, { attachments: [html(text)] })).status).toBe(200);
      expect(bots(person)).toHaveLength(1);
    }
  });
});

describe('an edited message', () => {
  const edit = (person: TeamsPerson, id: string, text: string) =>
    person.send({
      type: 'messageUpdate',
      id,
      text,
      channelData: { eventType: 'editMessage', tenant: { id: 'tenant-of-teams' } },
    });
  const idsOf = (person: TeamsPerson) =>
    house.teams
      .conversation(person.conversation)
      .kept.filter(({ from }) => from === 'person')
      .map(({ id }) => id);

  test('that is the newest is taken as it is now, once', async () => {
    const person = house.person();
    await person.say('hello');
    const [id = ''] = idsOf(person);
    await edit(person, id, 'register');
    await person.redeliver();
    expect(await usersOf(person)).toEqual(['hello', 'register']);
    expect(bots(person)).toHaveLength(2);
    expect(lastOf(person)).toContain('Order number');
  });

  test('that is older changes nothing, and the person is told', async () => {
    const person = house.person();
    await person.say('register');
    await person.say('ORDER-1');
    await edit(person, idsOf(person)[0] ?? '', 'ORDER-2');
    expect(lastOf(person)).toContain(word('common:unread.edited'));
    expect(JSON.stringify(await house.headerOf(person))).not.toContain('ORDER-2');
  });
});

test.each<[string, object]>([
  ['a deleted message', { type: 'messageDelete', channelData: { eventType: 'softDeleteMessage' } }],
  [
    'a message that is there again',
    { type: 'messageUpdate', text: 'hello', channelData: { eventType: 'undeleteMessage' } },
  ],
  [
    'feedback',
    {
      type: 'invoke',
      name: 'message/submitAction',
      value: { actionName: 'feedback', actionValue: { reaction: 'like' } },
    },
  ],
  ['a reaction', { type: 'messageReaction', reactionsAdded: [{ type: 'like' }] }],
  ['another version of the app', { type: 'installationUpdate', action: 'add-upgrade' }],
  ['somebody who joins', { type: 'conversationUpdate', membersAdded: [{ id: '29:1wang' }] }],
])('%s is taken (200), and nothing is said', async (_what, more) => {
  const person = house.person();
  await person.say('hello');
  const before = (await house.logOf(person)).length;
  expect((await person.send(more as Record<string, unknown>)).status).toBe(200);
  expect(await house.logOf(person)).toHaveLength(before);
  expect(bots(person)).toHaveLength(1);
});

test('removed, nothing is sent; installed again, it is, and nobody is greeted twice', async () => {
  const person = house.person();
  await person.install();
  expect(bots(person)).toHaveLength(1);
  await person.send({ type: 'installationUpdate', action: 'remove' });
  expect(await house.headerOf(person)).toMatchObject({ unreachable: 'removed' });
  await person.install();
  expect(bots(person)).toHaveLength(1);
  const header = await house.headerOf(person);
  expect(header?.unreachable).toBeUndefined();
  expect(header?.reference).toMatchObject({ channelId: 'msteams' });
});

test('HTML becomes its words', () => {
  expect(wordsOfHtml('<table><tr><td>税号</td><td>9131</td></tr></table>')).toBe('税号 9131');
  expect(wordsOfHtml('Soci&eacute;t&eacute; d&rsquo;essai &mdash; 1&nbsp;000&euro;')).toBe('Société d’essai — 1 000€');
  expect(wordsOfHtml('1 < 2 & 3 > 2')).toBe('1 < 2 & 3 > 2');
  expect(wordsOfHtml('&#xd800;&#1114112;&bogus;')).toBe('&#xd800;&#1114112;&bogus;');
  expect(withoutQuotes('<blockquote>a<blockquote>b</blockquote></blockquote>c')).toBe('c');
  expect(withoutQuotes('a</blockquote>b<blockquote>c')).toBe('a</blockquote>b<blockquote>c');
});
