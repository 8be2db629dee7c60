// What somebody wrote to us: without the bot's own name in front, without what they quote, and as plain text.
import { isHtml, isOnlyTags } from '../unread';
import { withoutQuotes, wordsOfHtml } from '../html';
import type { Incoming } from './activity';

/** Teams writes texts as HTML: `&amp;` is an ampersand there and nowhere else. */
const WRITES_HTML = new Set(['msteams']);
const REPLY = 'schema.skype.com/Reply';

/** Empty where nothing was written besides. */
export function wordsOf(activity: Incoming): string {
  const { channelId, text, attachments } = activity;
  const html = (attachments ?? []).find(isHtml)?.content;
  const own = namesOf(activity);
  const named = own.reduce((all, name) => all.replaceAll(name, ' '), text ?? '');
  if (!WRITES_HTML.has(channelId)) return isOnlyTags(named) ? '' : named.trim();
  if (typeof html !== 'string' || !quotes(activity)) return wordsOfHtml(named);
  const answer = wordsOfHtml(withoutQuotes(html));
  // A mention has no mark in the words of the HTML.
  const name = own.map(wordsOfHtml).find((one) => one && answer.startsWith(one));
  return (name ? answer.slice(name.length) : answer).trim();
}

/** How the bot itself is named in the text: nobody else's name is taken out. */
function namesOf({ entities, recipient }: Incoming): string[] {
  return (entities ?? []).flatMap(({ type, text, mentioned }) =>
    type === 'mention' && text && mentioned && mentioned.id === recipient?.id ? [text] : [],
  );
}

/** Whether it answers a message that it repeats. */
function quotes({ entities, attachments }: Incoming): boolean {
  const html = (attachments ?? []).find(isHtml)?.content;
  const named = (entities ?? []).some(({ type }) => type === 'quotedReply');
  return named || (typeof html === 'string' && html.includes(REPLY));
}

/** Whether its text is all that was written: the HTML beside it holds the same again, with what is quoted and who is mentioned. */
export const saysAll = (activity: Incoming): boolean => Boolean(activity.text?.trim()) || quotes(activity);

/** The language of the client as it says itself, else the activity's. */
export const localeOf = ({ entities, locale }: Incoming): string | undefined =>
  (entities ?? []).find(({ type }) => type === 'clientInfo')?.locale ?? locale ?? undefined;
