// What is listed and selected, on screen.
import type { BillItem } from '../../domain/bill-view';
import { el } from '../widget/dom';
import type { PageState } from './page-state';
import { plain } from './words';

/** The API gives no more at once; years and words lead to the rest. */
export const MOST = 200;

export const isOpen = ({ fapiao }: BillItem): boolean => fapiao.state === 'available';

export function draw(page: PageState): void {
  const { frame, list, words, selected, panel, limit } = page;
  const { t, n } = words;
  const bills = list?.bills ?? [];
  const { q, year, sort } = page.filters.get();
  const there = bills.length > 0;
  frame.waits.replaceChildren(
    ...(list?.waiting ?? []).map(({ order, since }) =>
      el(
        'p',
        { class: 'waits-one' },
        t('waits', { order: plain(order), day: words.day(since), phone: page.config.phone }),
      ),
    ),
  );
  if (list) panel.show(there ? undefined : q || year ? 'noMatch' : 'empty');
  frame.body.hidden = !list || (!there && !q && !year);
  frame.body.classList.toggle('none', !there);
  page.table.show(bills, sort, (number) => selected.has(number));
  page.commands.selected(selected.size);
  const now = bills.filter(isOpen);
  const unselected = now.some(({ number }) => !selected.has(number));
  frame.openText.textContent = n('openNow', now.length, { amount: words.money(sum(now)) });
  frame.open.hidden = !now.length;
  frame.openSelect.hidden = !unselected;
  frame.openSelect.textContent = t('selectOpen');
  if (list)
    frame.count.textContent = n('count', list.total.count, {
      amount: words.money(list.total.amount),
    });
  frame.more.textContent = t('more');
  frame.more.hidden = !list?.next || limit >= MOST;
  if (list?.next && limit >= MOST) frame.count.textContent += ` ${t('limited', { max: MOST })}`;
}

export function select(page: PageState, bills: readonly BillItem[], on: boolean, only = false): void {
  if (only) page.selected.clear();
  for (const bill of bills) {
    if (on) page.selected.set(bill.number, bill);
    else page.selected.delete(bill.number);
  }
  page.actions.tell('');
  draw(page);
}

const sum = (bills: readonly BillItem[]): number => bills.reduce((total, { amount }) => total + amount, 0);
