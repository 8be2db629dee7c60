// Whether customers can reach people now, and who is there: two facts, said as two.
import { clock, day } from '../format';
import { useWords } from '../words';
import { useConversations } from './shown';

export function DeskOpenLine() {
  const t = useWords();
  const { desk } = useConversations();
  if (!desk) return null;
  const { open, until, agents } = desk;
  const here = agents.filter(({ away }) => !away);
  const hours = until
    ? t(open ? 'conversations.openTill' : 'conversations.opensAt', { clock: clock(until), day: day(until) })
    : t(open ? 'conversations.openNow' : 'conversations.closedNow');
  return (
    <span className="soft desk-open" title={here.map(({ name }) => name).join(', ')}>
      {hours} · {t('conversations.here', { count: here.length })}
    </span>
  );
}
