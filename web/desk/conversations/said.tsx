// What was said, by whom and when: the customer's words, the bot's, colleagues', what happened in between, and notes for staff only.
import { BotRegular } from '@fluentui/react-icons/svg/bot';
import { LockClosedRegular } from '@fluentui/react-icons/svg/lock-closed';
import type { ReactNode } from 'react';
import type { DeskNote } from '../../../domain/conversation-view';
import type { ConversationItem, ConversationRow } from '../../../domain/handoff-view';
import { clock } from '../format';
import { useMe } from '../session';
import { useWords } from '../words';
import { Language, nameOf } from './customer';

interface Who {
  row: ConversationRow;
}

/** Written in Chinese characters it is Chinese, whatever the chat's language is. */
const languageOf = (text: string, locale: string): string =>
  /\p{Script=Han}/u.test(text) && !locale.startsWith('zh') ? 'zh-CN' : locale;

export function Item({ item, row }: { item: ConversationItem } & Who) {
  if (item.author === 'system') return <Happened item={item} row={row} />;
  if (item.author === 'user') return <Words item={item} name={<Customer row={row} />} locale={row.locale} by="user" />;
  if (item.author === 'agent') return <Agent item={item} row={row} />;
  return <Bot item={item} row={row} />;
}

function Customer({ row }: Who) {
  const t = useWords();
  return nameOf(row, t);
}

interface WordsProps {
  item: Pick<ConversationItem, 'at' | 'text' | 'own'>;
  name: ReactNode;
  locale: string;
  by: 'user' | 'bot' | 'agent' | 'me';
}

function Words({ item: { at, text, own }, name, locale, by }: WordsProps) {
  const language = by === 'user' ? languageOf(text, locale) : locale;
  return (
    <li className="msg" data-by={by}>
      <p className="said-by">
        {name} <span className="num">{clock(at)}</span> {by !== 'bot' && <Language locale={language} />}
      </p>
      <div className="bub">
        <p lang={own === undefined ? language : undefined}>{own ?? text}</p>
        {own !== undefined && own !== text && (
          <p className="orig" lang={locale}>
            {text}
          </p>
        )}
      </div>
    </li>
  );
}

function Bot({ item, row }: { item: ConversationItem } & Who) {
  const t = useWords();
  const name = (
    <>
      <BotRegular aria-hidden /> {t('records.bot')}
    </>
  );
  return <Words item={item} name={name} locale={row.locale} by="bot" />;
}

function Agent({ item, row }: { item: Extract<ConversationItem, { author: 'agent' }> } & Who) {
  const me = useMe().id;
  return <Words item={item} name={item.by.name} locale={row.locale} by={item.by.id === me ? 'me' : 'agent'} />;
}

/** In the words of who reads. */
function Happened({ item }: { item: Extract<ConversationItem, { author: 'system' }> } & Who) {
  const t = useWords();
  const text = t(`conversations.lines.${item.line}`, { name: item.by?.name ?? t('conversations.aColleague') });
  return (
    <li className="sys">
      <span>
        <span className="num">{clock(item.at)}</span> {text}
      </span>
    </li>
  );
}

/** Dashed and locked: nobody takes it for something that the customer reads. */
export function NoteLine({ note: { at, by, text } }: { note: DeskNote }) {
  const t = useWords();
  return (
    <li className="cnote">
      <LockClosedRegular aria-hidden /> <b>{by}</b> <span className="num">{clock(at)}</span>{' '}
      <span className="soft">{t('conversations.noteOnly')}</span> {text}
    </li>
  );
}

/** On its way. */
export function Going({ text, note }: { text: string; note: boolean }) {
  const t = useWords();
  return (
    <li className={note ? 'cnote' : 'msg'} data-by="me" data-going="">
      {!note && <p className="said-by">{t('conversations.sending')}</p>}
      {note ? (
        <>
          <LockClosedRegular aria-hidden /> {text} <span className="soft">{t('conversations.sending')}</span>
        </>
      ) : (
        <div className="bub">
          <p>{text}</p>
        </div>
      )}
    </li>
  );
}
