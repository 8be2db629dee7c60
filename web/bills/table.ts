// The list of bills: its head sorts and selects all, its rows are kept by number.
import type { BillItem } from '../../domain/bill-view';
import { el } from '../widget/dom';
import { createRow, type Row, type RowActions } from './row';
import type { Words } from './words';

export interface Table {
  element: HTMLElement;
  /** Draws these bills, in this order. */
  show(bills: readonly BillItem[], sort: string, isSelected: (number: string) => boolean): void;
}

/** Columns with the API's sort of each; the direction that a first press gives. */
const COLUMNS = [
  { name: 'bill', sort: 'period', first: '-' },
  { name: 'paid', sort: 'paidAt', first: '-' },
  { name: 'method' },
  { name: 'payer', sort: 'payer', first: '' },
  { name: 'amount', sort: 'amount', first: '-' },
  { name: 'fapiao', sort: 'state', first: '' },
] as const;

interface TableActions extends RowActions {
  sort(sort: string): void;
  selectAll(on: boolean): void;
}

export function createTable(words: Words, actions: TableActions): Table {
  const { t } = words;
  const all = el('input', { type: 'checkbox' });
  const allText = el('span');
  const caption = el('caption', { class: 'sr' });
  const heads = COLUMNS.map((column) => {
    const button = el('button', { type: 'button', class: 'head' });
    const element = el('th', { class: column.name, role: 'columnheader', scope: 'col' });
    if (!('sort' in column)) return { column, element, text: element };
    element.append(button);
    button.addEventListener('click', () => {
      const { sort, first } = column;
      const other = first === '-' ? '' : '-';
      actions.sort(current === `${first}${sort}` ? `${other}${sort}` : `${first}${sort}`);
    });
    return { column, element, text: button };
  });
  const lastHead = el('th', { class: 'actions', role: 'columnheader', scope: 'col' }, el('span', { class: 'sr' }, ' '));
  const body = el('tbody', { role: 'rowgroup' });
  const element = el(
    'table',
    { class: 'bills', role: 'table' },
    caption,
    el(
      'thead',
      { role: 'rowgroup' },
      el(
        'tr',
        { role: 'row' },
        el('th', { class: 'check', role: 'columnheader', scope: 'col' }, el('label', {}, all, allText)),
        ...heads.map((head) => head.element),
        lastHead,
      ),
    ),
    body,
  );
  const rows = new Map<string, Row>();
  let current = '';

  all.addEventListener('change', () => actions.selectAll(all.checked));

  function head(bills: readonly BillItem[], isSelected: (number: string) => boolean): void {
    caption.textContent = t('title');
    all.setAttribute('aria-label', t('selectAll'));
    allText.textContent = t('selectAll');
    const chosen = bills.filter(({ number }) => isSelected(number)).length;
    all.checked = bills.length > 0 && chosen === bills.length;
    all.indeterminate = chosen > 0 && chosen < bills.length;
    for (const { column, element: th, text } of heads) {
      text.textContent = t(`field.${column.name}`);
      const key = 'sort' in column ? column.sort : undefined;
      if (key && current.replace('-', '') === key) {
        th.setAttribute('aria-sort', current.startsWith('-') ? 'descending' : 'ascending');
      } else th.removeAttribute('aria-sort');
    }
    (lastHead.firstChild as HTMLElement).textContent = t('detail.statement');
  }

  return {
    element,
    show(bills, sort, isSelected) {
      current = sort;
      head(bills, isSelected);
      const numbers = new Set(bills.map(({ number }) => number));
      for (const [number, row] of rows) {
        if (numbers.has(number)) continue;
        row.element.remove();
        rows.delete(number);
      }
      bills.forEach((bill, at) => {
        const row = rows.get(bill.number) ?? createRow(bill, words, actions);
        rows.set(bill.number, row);
        row.update(bill, isSelected(bill.number));
        // Only what is not in its place is moved: moving takes the focus away.
        if (body.children[at] !== row.element) body.insertBefore(row.element, body.children[at] ?? null);
      });
    },
  };
}
