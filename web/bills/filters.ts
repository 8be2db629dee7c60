// What the list shows: words to search for, a year, an order; kept in the page's address, so that a reload shows the same.
import { el } from '../widget/dom';
import type { Words } from './words';

export interface Selection {
  q: string;
  year: string;
  sort: string;
}

/** The orders by name, with the API's sort of each. */
const SORTS = {
  newest: '-period',
  oldest: 'period',
  highest: '-amount',
  lowest: 'amount',
  paid: '-paidAt',
  payer: 'payer',
  state: 'state',
} as const;

const TYPING_MS = 250;
export const DEFAULT_SORT = SORTS.newest;

export interface Filters {
  element: HTMLElement;
  get(): Selection;
  set(next: Partial<Selection>): void;
  years(years: readonly string[]): void;
  relabel(): void;
}

export function createFilters({ t }: Words, changed: () => void): Filters {
  const current: Selection = readAddress();
  const search = el('input', {
    type: 'search',
    id: 'search',
    maxlength: 100,
    autocomplete: 'off',
    enterkeyhint: 'search',
  });
  const year = el('select', { id: 'year' });
  const sort = el('select', { id: 'sort' });
  const labels = {
    search: el('label', { for: 'search' }),
    year: el('label', { for: 'year' }),
    sort: el('label', { for: 'sort' }),
  };
  const field = (name: string, label: HTMLElement, input: HTMLElement) =>
    el('div', { class: `field ${name}` }, label, input);
  const element = el(
    'form',
    { class: 'filters', role: 'search' },
    field('search', labels.search, search),
    field('year', labels.year, year),
    field('sort', labels.sort, sort),
  );
  let known: readonly string[] = current.year ? [current.year] : [];
  let typing: ReturnType<typeof setTimeout> | undefined;

  function set(next: Partial<Selection>): void {
    clearTimeout(typing);
    const before = JSON.stringify(current);
    // What was typed a moment ago counts, too.
    Object.assign(current, { q: search.value.trim() }, next);
    if (search.value.trim() !== current.q) search.value = current.q;
    fill();
    if (JSON.stringify(current) === before) return;
    writeAddress(current);
    changed();
  }

  function fill(): void {
    const years = [...new Set([...known, ...(current.year ? [current.year] : [])])].sort().reverse();
    options(year, [['', t('allYears')], ...years.map((one) => [one, one] as const)], current.year);
    const orders = Object.entries(SORTS).map(([name, value]) => [value, t(`sortBy.${name}`)] as const);
    // An order that only a column's head offers.
    const other = orders.some(([value]) => value === current.sort) ? [] : [[current.sort, '…'] as const];
    options(sort, [...orders, ...other], current.sort);
  }

  search.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(() => set({ q: search.value.trim() }), TYPING_MS);
  });
  year.addEventListener('change', () => set({ year: year.value }));
  sort.addEventListener('change', () => set({ sort: sort.value }));
  element.addEventListener('submit', (event) => {
    event.preventDefault();
    set({ q: search.value.trim() });
  });
  search.value = current.q;

  return {
    element,
    get: () => ({ ...current }),
    set,
    years(years) {
      known = years;
      fill();
    },
    relabel() {
      labels.search.textContent = t('search');
      labels.year.textContent = t('year');
      labels.sort.textContent = t('sort');
      search.placeholder = t('searchHint');
      fill();
    },
  };
}

function options(select: HTMLSelectElement, entries: readonly (readonly [string, string])[], chosen: string): void {
  select.replaceChildren(...entries.map(([value, text]) => el('option', { value, selected: value === chosen }, text)));
  select.value = chosen;
}

function readAddress(): Selection {
  const params = new URLSearchParams(location.search);
  const year = params.get('year') ?? '';
  const sort = params.get('sort') ?? '';
  return {
    q: (params.get('q') ?? '').slice(0, 100),
    year: /^\d{4}$/.test(year) ? year : '',
    sort: /^-?(period|amount|state|paidAt|payer)$/.test(sort) ? sort : DEFAULT_SORT,
  };
}

/** Sets what differs from the usual in the address, and keeps the rest of it. */
export function writeAddress(values: Record<string, string> | Selection): void {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(values) as [string, string][]) {
    if (value && value !== DEFAULT_SORT) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
  }
  history.replaceState(history.state, '', url);
}

/** Of an address; what is no code stays as it is. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
