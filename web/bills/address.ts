// The bill that the address names.
import { decode } from './filters';
import type { PageState } from './page-state';

function billOfAddress(): string | undefined {
  const number = /^#bill=(.+)$/.exec(location.hash)?.[1];
  return number && decode(number);
}

/** Is on show. */
export function followAddress(page: PageState): void {
  const wanted = billOfAddress();
  if (!wanted) return page.detail.close();
  if (!page.session.get()) return;
  page.detail.open(
    wanted,
    page.list?.bills.find((bill) => bill.number === wanted),
  );
}

/** Goes from the address when the bill is put away; an address that names another bill by now stays. */
export function leaveAddress(number: string): void {
  if (billOfAddress() === number) history.replaceState(null, '', location.pathname + location.search);
}
