// Values in sentences: what people write is shown as they wrote it, and never becomes formatting, a link or HTML.
import { WEB } from '../../../bot/render/channels';
import { renderActivity } from '../../../bot/render';
import { markdown, plainText } from '../../../bot/render/escape';
import { say } from '../../../locales';

const EVIL = '**bold** [x](http://evil.example) <img src=x> `code` ~~no~~ a_b | # \\';

test('a value is escaped in the Markdown of a sentence, and the sentence’s own Markdown stays', () => {
  const reply = { text: [say('account:linked', { email: EVIL })] };
  const { text = '' } = renderActivity(reply, { locale: 'en-US', shows: WEB });
  expect(text).toContain(
    '\\*\\*bold\\*\\* \\[x\\](http://evil.example) &lt;img src=x&gt; \\`code\\` \\~\\~no\\~\\~ a\\_b \\|',
  );
  expect(text).not.toMatch(/(?<!\\)\]\(|<img|(?<!\\)`/);
});

test('a value is escaped in every place of a card, and is as it was in its text', () => {
  const reply = {
    text: [say('account:linked', { email: EVIL })],
    facts: [{ n: 1, label: say('register:email.label'), value: EVIL, strong: true }],
  };
  const { attachments } = renderActivity(reply, { locale: 'en-US', shows: WEB });
  const { fallbackText, ...card } = (attachments?.[0]?.content ?? {}) as Record<string, unknown>;
  expect(JSON.stringify(card)).not.toMatch(/<img|[^\\]\]\(http/);
  expect(fallbackText).toContain(EVIL);
});

test('plain text shows a value as it is, also with the sentence’s marks taken away', () => {
  expect(plainText.sentence(`**Title**: ${plainText.value(EVIL)}`)).toBe(`Title: ${EVIL}`);
});

test.each(['*', '_', '[', ']', '<', '>', '`', '#', '~', '|', '\\'])('%s in a value starts nothing', (char) => {
  expect(markdown(`a${char}b`)).toMatch(/^a(\\.|&[lg]t;)b$/s);
});
