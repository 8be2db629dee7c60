// Whom one talks with: a name, a language and a colour of their own, so that nobody writes to the wrong one.
import type { ConversationRow } from '../../../domain/handoff-view';
import { spoken, useWords, type Words } from '../words';

const HUES = 6;

const numberOf = (id: string): number => [...id].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 9973, 7);

/** One of six, always the same for a conversation. */
export const hueOf = ({ id }: Pick<ConversationRow, 'id'>): number => numberOf(id) % HUES;

/** The address that is signed in, or a visitor by a number: two of them are never the same. */
export const nameOf = ({ email, id }: Pick<ConversationRow, 'email' | 'id'>, t: Words): string =>
  email ?? t('conversations.visitor', { n: String(numberOf(id)).padStart(4, '0') });

/** `nl`; Chinese has two. */
export const shortOf = (locale: string): string => (locale === 'zh-TW' ? locale : (locale.split('-')[0] ?? locale));

/** In the words of who reads: `Dutch (Netherlands)`. */
const languageOf = (locale: string): string =>
  new Intl.DisplayNames(spoken(), { type: 'language' }).of(locale) ?? locale;

/** A language, short, with its name for who does not know the letters. */
export const Language = ({ locale, long }: { locale: string; long?: boolean }) => (
  <abbr className={long ? 'tag' : 'lang'} title={languageOf(locale)}>
    {long ? locale : shortOf(locale)}
  </abbr>
);

/** A word of a table of words, or the bare name where the table has none. */
export const wordOr = (t: Words, table: string, name: string): string => {
  const word = t(`${table}.${name}`);
  return word === `${table}.${name}` ? name : word;
};

/** `Wrong title · web` */
export function About({ row }: { row: ConversationRow }) {
  const t = useWords();
  const channel = wordOr(t, 'conversations.channels', row.channel);
  return (
    <>
      {t(`conversations.topics.${row.topic}`)} · {channel}
    </>
  );
}
