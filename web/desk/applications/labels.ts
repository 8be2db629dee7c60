// Courier labels: a PDF that asks for the printer by itself, on the paper that was chosen last.
import type { DeskRow } from '../../../domain/desk-view';
import { query } from '../api';
import { say } from '../say';
import { shared } from '../shared';
import { useWords } from '../words';

const KEPT = 'desk.labels';
export const SIZES = ['label', 'a4'] as const;
type Size = (typeof SIZES)[number];

const size = shared<Size>(localStorage.getItem(KEPT) === 'a4' ? 'a4' : 'label');

export function chooseSize(wanted: Size): void {
  localStorage.setItem(KEPT, wanted);
  size.set(wanted);
}

export const useSize = size.use;

type Posted = Pick<DeskRow, 'number' | 'kind' | 'method' | 'state'>;

/** On paper, by courier, and not called off. */
export const isPosted = ({ kind, method, state }: Posted): boolean =>
  kind.startsWith('paper') && (method === 'sf' || method === 'yunda') && state !== 'rejected' && state !== 'cancelled';

export interface Labels {
  print: (rows: readonly Posted[]) => void;
}

export function useLabels(): Labels {
  const t = useWords();
  return {
    print(rows) {
      const posted = rows.filter(isPosted);
      if (!posted.length) return say(t('labels.none'), 'refused');
      if (posted.length < rows.length) say(t('labels.some', { count: rows.length, posted: posted.length }));
      const numbers = posted.map(({ number }) => number).join(',');
      open(`/desk/api/labels.pdf${query({ numbers, size: size.get() })}`, '_blank', 'noopener');
      return undefined;
    },
  };
}
