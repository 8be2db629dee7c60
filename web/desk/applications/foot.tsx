// The list's foot: how many there are and what they come to.
import { yuan } from '../format';
import { useWords } from '../words';

export function Foot({ total, amount, note }: { total: number; amount: number | undefined; note: string | undefined }) {
  const t = useWords();
  return (
    <footer className="lf">
      <span>{t('list.total', { count: total })}</span>
      {amount !== undefined && total > 0 && <span className="soft">¥{yuan(amount)}</span>}
      {note && <span className="soft">{t(note)}</span>}
    </footer>
  );
}
