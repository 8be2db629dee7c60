// The bill that the address names.
import { decode } from './filters';
import type { PageState } from './page-state';

/** Is on show. */
export function followAddress(page: PageState): void {
  const number = /^#bill=(.+)$/.exec(location.hash)?.[1];
  if (!number) return page.detail.close();
  if (!page.session.get()) return;
  const wanted = decode(number);
  page.detail.open(
    wanted,
    page.list?.bills.find((bill) => bill.number === wanted),
  );
}
