// One bill in the list: a row of the table on wide screens, a card on phones; changes in place, so that focus stays.
import type { BillItem } from '../../domain/bill-view';
import { el, icon } from '../widget/dom';
import { canApply, methodText, stateLines, stateText, toneOf } from './state';
import { plain, type Words } from './words';

export interface RowActions {
  select(item: BillItem, on: boolean): void;
  open(number: string): void;
  view(number: string): void;
  download(number: string): void;
}

export interface Row {
  element: HTMLTableRowElement;
  update(item: BillItem, selected: boolean): void;
}

const EYE = 'M2 12s3.6-6.5 10-6.5S22 12 22 12s-3.6 6.5-10 6.5S2 12 2 12zm10 3a3 3 0 1 0 0-6 3 3 0 0 0 0 6z';
const ARROW = 'M12 4v11m0 0 4.5-4.5M12 15l-4.5-4.5M5 19.5h14';

const cell = (name: string, ...children: (Node | string)[]) => el('td', { class: name, role: 'cell' }, ...children);

export function createRow(first: BillItem, words: Words, actions: RowActions): Row {
  let item = first;
  const { t, money, day, month } = words;
  const box = el('input', { type: 'checkbox' });
  const number = el('button', { type: 'button', class: 'link number', translate: 'no' });
  const period = el('span', { class: 'soft' });
  const paid = cell('paid');
  const method = el('bdi');
  const payer = el('bdi');
  const amount = cell('amount');
  const badge = el('span');
  const lines = el('span', { class: 'lines' });
  const view = el('button', { type: 'button', class: 'icon' }, icon(EYE));
  const download = el('button', { type: 'button', class: 'icon' }, icon(ARROW));
  const element = el(
    'tr',
    { role: 'row' },
    cell('check', el('label', {}, box)),
    el('th', { class: 'bill', role: 'rowheader', scope: 'row' }, number, period),
    paid,
    cell('method', method),
    cell('payer', payer),
    amount,
    cell('fapiao', badge, lines),
    cell('actions', view, download),
  );

  box.addEventListener('change', () => actions.select(item, box.checked));
  number.addEventListener('click', () => actions.open(item.number));
  view.addEventListener('click', () => actions.view(item.number));
  download.addEventListener('click', () => actions.download(item.number));

  return {
    element,
    update(next, selected) {
      item = next;
      const { fapiao } = item;
      const named = { number: plain(item.number) };
      box.checked = selected;
      element.classList.toggle('selected', selected);
      element.classList.toggle('can', canApply(item));
      label(box, t('selectOne', named));
      number.textContent = plain(item.number);
      label(number, t('openOne', named));
      period.textContent = month(item.period);
      paid.textContent = item.paidAt ? day(item.paidAt) : t('unpaid');
      method.textContent = methodText(item.method, words);
      payer.textContent = plain(item.payer);
      amount.textContent = money(item.amount);
      badge.className = `badge ${toneOf(fapiao)}`;
      badge.textContent = stateText(fapiao, words);
      lines.replaceChildren(...stateLines(fapiao, words).map((line) => el('span', {}, line)));
      label(view, t('viewOne', named));
      label(download, t('downloadOne', named));
    },
  };
}

function label(element: HTMLElement, text: string): void {
  element.setAttribute('aria-label', text);
  if (element.tagName === 'BUTTON' && element.className === 'icon') element.title = text;
}
