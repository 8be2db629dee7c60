// The list of bills: asked for, kept up to date, and what changed by itself is told.
import type { BillItem } from '../../domain/bill-view';
import type { Answer, BillList } from './api';
import { chooseAgain } from './chosen';
import { draw } from './draw';
import { expire } from './leaving';
import type { PageState } from './page-state';
import { stateText } from './state';
import { watch } from './watch';

export const STEP = 50;

/** Asks anew for what the filters say. `keep`: what is on show stays until the answer is there. */
export function begin(page: PageState, keep = false): void {
  page.live?.stop();
  if (!page.session.get()) return;
  if (!keep) page.limit = STEP;
  if (!page.list) page.panel.show('loading');
  page.table.element.setAttribute('aria-busy', 'true');
  const { q, year, sort } = page.filters.get();
  const query = new URLSearchParams({
    sort,
    limit: String(page.limit),
    ...(q ? { q } : {}),
    ...(year ? { year } : {}),
  });
  page.live = watch(
    (ask) => page.api.list(query, ask),
    (answer, again) => heard(page, answer, again),
  );
}

function heard(page: PageState, answer: Answer<BillList>, again: boolean): void {
  const { t } = page.words;
  page.table.element.removeAttribute('aria-busy');
  if (answer.kind === 'signedOut' || answer.kind === 'missing') return expire(page);
  if (answer.kind === 'failed') {
    if (page.list) page.frame.stale.textContent = t('error.stale');
    else page.panel.show(answer.offline ? 'offline' : 'failed');
    return;
  }
  if (answer.kind !== 'ok') return;
  if (!page.list) chooseAgain(page, answer.value.bills);
  if (again && page.list) announce(page, page.list.bills, answer.value.bills);
  page.list = answer.value;
  page.frame.stale.textContent = '';
  for (const bill of page.list.bills) if (page.selected.has(bill.number)) page.selected.set(bill.number, bill);
  page.filters.years(page.list.years);
  draw(page);
}

/** States that changed by themselves are told, a few of them by name. */
function announce(page: PageState, before: readonly BillItem[], after: readonly BillItem[]): void {
  const { t } = page.words;
  const old = new Map(before.map((bill) => [bill.number, bill.fapiao.state]));
  const changed = after.filter(({ number, fapiao }) => old.has(number) && old.get(number) !== fapiao.state);
  page.frame.told.textContent = changed
    .slice(0, 3)
    .map(({ number, fapiao }) => t('changed', { number, state: stateText(fapiao, page.words) }))
    .join(' · ');
}
