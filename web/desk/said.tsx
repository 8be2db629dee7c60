// What was said, line by line, with when and by whom; the customer's language is marked.
import type { Said } from '../../domain/conversation-view';
import { when } from './format';
import { useWords } from './words';

const NAMES = {
  user: 'records.customer',
  bot: 'records.bot',
  agent: 'records.agent',
  system: 'records.system',
} as const;

export function SaidLines({ said, locale }: { said: readonly Said[]; locale: string }) {
  const t = useWords();
  return (
    <ul className="talk">
      {said.map(({ at, author, text }) => (
        <li key={`${at}${author}${text}`} data-author={author}>
          <time className="soft num">{when(at, t)}</time>
          <b className="soft">{t(NAMES[author])}</b>
          <span lang={locale}>{text}</span>
        </li>
      ))}
    </ul>
  );
}
