// Choosing among many: all or by heading, the sum while ticking, a search where the list is long.
import { type CardNode, isNode, nodes, str } from './card-node';
import type { Control } from './card-controls';
import { el, freeId, icon } from './dom';
import type { T } from './text';

/** From here on a search stands above the list, and only the newest heading is open. */
const LONG = 15;

interface Row {
  box: HTMLInputElement;
  element: HTMLElement;
  group: string;
  fen: number;
  /** What a search looks at. */
  words: string;
}
interface Group {
  box: HTMLInputElement;
  element: HTMLElement;
  rows: Row[];
  more?: HTMLButtonElement;
}
interface Picker {
  rows: Row[];
  groups: Group[];
  all: Group;
  most: number;
  sum: HTMLElement;
  none: HTMLElement;
  money: (fen: number) => string;
  t: T;
}

/** The money of the server's rows, as it writes it. */
function moneyIn(locale: string) {
  // A bare yen sign is read as Japanese outside China.
  const currencyDisplay = locale === 'zh-CN' ? 'narrowSymbol' : 'code';
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency: 'CNY', currencyDisplay });
  return (fen: number) => format.format(fen / 100);
}

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s,.]/g, '');

/** Undefined where the choices are no rows. */
export function pickerOf(node: CardNode, t: T, locale: string): Control | undefined {
  const choices = nodes(node.choices);
  if (node.type !== 'Input.ChoiceSet' || node.isMultiSelect !== true) return undefined;
  if (!choices.length || !choices.every(({ row }) => isNode(row))) return undefined;
  const chosen = (str(node, 'value') ?? '').split(',');
  const rows = choices.map((choice) => rowOf(choice, chosen));
  const money = moneyIn(locale);
  const names = [...new Set(rows.map(({ group }) => group))];
  const groups = names.length > 1 ? names.map((name) => groupOf(name, rows, money, t)) : [];
  const all = headOf(rows, t('pick.all', { count: rows.length }), money, 'all');
  const sum = el('p', { class: 'pick-sum', role: 'status' });
  const none = el('p', { class: 'text subtle', hidden: true }, t('pick.none'));
  const picker: Picker = { rows, groups, all, most: Number(node.most) || Infinity, sum, none, money, t };
  const list = el('div', { class: 'pick-list' }, ...(rows.length > 1 ? [all.element] : []), ...listOf(picker), none);
  const search = rows.length > LONG ? searchOf(picker) : undefined;
  listen(picker);
  if (rows.length > LONG) fold(picker);
  refresh(picker);
  return {
    body: el('div', { class: 'picker' }, search, list, sum),
    focusable: () => search ?? rows[0]?.box ?? null,
    value: () => rows.flatMap(({ box }) => (box.checked ? [box.value] : [])).join(','),
    set(value) {
      const wanted = value.split(',');
      for (const { box } of rows) box.checked = wanted.includes(box.value);
      refresh(picker);
    },
  };
}

function rowOf(choice: CardNode, chosen: readonly string[]): Row {
  const row = isNode(choice.row) ? choice.row : {};
  const value = str(choice, 'value') ?? '';
  const [name = '', detail = '', amount = ''] = ['name', 'detail', 'amount'].map((part) => str(row, part));
  const box = el('input', { type: 'checkbox', value });
  box.checked = chosen.includes(value);
  const what = el('span', {}, name, detail ? el('span', { class: 'hint' }, detail) : '');
  const element = el('label', { class: 'pick-row' }, box, what, el('span', {}, amount));
  const fen = Number(row.fen) || 0;
  return { box, element, group: str(row, 'group') ?? '', fen, words: plain([name, detail, amount, value].join(' ')) };
}

function headOf(rows: Row[], title: string, money: Picker['money'], kind: string): Group {
  const box = el('input', { type: 'checkbox' });
  const total = money(rows.reduce((sum, { fen }) => sum + fen, 0));
  const label = el('label', { class: 'pick-row' }, box, el('b', {}, title), el('span', {}, total));
  return { box, element: el('div', { class: `pick-head ${kind}` }, label), rows };
}

function groupOf(name: string, all: Row[], money: Picker['money'], t: T): Group {
  const rows = all.filter(({ group }) => group === name);
  const group = headOf(rows, t('pick.year', { year: name, count: rows.length }), money, 'year');
  if (all.length <= LONG) return group;
  const label = t('pick.show', { year: name });
  const more = el(
    'button',
    { type: 'button', class: 'pencil', 'aria-label': label, title: label },
    icon('M6 9l6 6 6-6'),
  );
  more.addEventListener('click', () => open(group, more.ariaExpanded !== 'true'));
  group.element.append(more);
  return { ...group, more };
}

const listOf = ({ groups, rows }: Picker): HTMLElement[] =>
  groups.length
    ? groups.flatMap((group) => [group.element, ...group.rows.map(({ element }) => element)])
    : rows.map(({ element }) => element);

/** Of a long list the newest heading is open, and those that hold what is chosen. */
function fold({ groups }: Picker): void {
  for (const [at, group] of groups.entries()) open(group, at === 0 || group.rows.some(({ box }) => box.checked));
}

function open(group: Pick<Group, 'more' | 'element' | 'rows'>, is: boolean): void {
  const more = group.element.querySelector('button');
  if (more) more.ariaExpanded = String(is);
  for (const { element } of group.rows) element.hidden = !is;
}

function searchOf(picker: Picker): HTMLInputElement {
  const words = picker.t('pick.search');
  const field = el('input', { type: 'search', id: freeId('search'), class: 'pick-search', placeholder: words });
  field.ariaLabel = words;
  field.addEventListener('input', () => {
    const wanted = plain(field.value);
    if (wanted) for (const row of picker.rows) row.element.hidden = !row.words.includes(wanted);
    else fold(picker);
    for (const { element, rows } of picker.groups)
      element.hidden = wanted !== '' && rows.every((row) => row.element.hidden);
    picker.all.element.hidden = wanted !== '';
    picker.none.hidden = !wanted || picker.rows.some(({ element }) => !element.hidden);
  });
  // Enter looks for something; it sends nothing.
  field.addEventListener('keydown', (event) => event.key === 'Enter' && event.preventDefault());
  return field;
}

function listen(picker: Picker): void {
  for (const { box, rows } of [picker.all, ...picker.groups]) {
    box.addEventListener('change', () => {
      let room = picker.most - picker.rows.filter((row) => row.box.checked && !rows.includes(row)).length;
      for (const row of rows) {
        row.box.checked = box.checked && room > 0;
        room -= 1;
      }
      refresh(picker);
    });
  }
  for (const { box } of picker.rows) box.addEventListener('change', () => refresh(picker));
}

/** The headings' ticks, the sum, and no more ticks than may be. */
function refresh({ rows, groups, all, most, sum, money, t }: Picker): void {
  const chosen = rows.filter(({ box }) => box.checked);
  const full = chosen.length >= most;
  for (const { box } of rows) box.disabled = full && !box.checked;
  for (const { box, rows: own } of [all, ...groups]) {
    const ticked = own.filter((row) => row.box.checked).length;
    box.checked = ticked === own.length || (full && ticked > 0);
    box.indeterminate = ticked > 0 && ticked < own.length;
  }
  const total = money(chosen.reduce((all, { fen }) => all + fen, 0));
  const limit = full && rows.length > most ? el('span', { class: 'hint' }, t('pick.most', { max: most })) : '';
  sum.replaceChildren(
    el('span', { class: 'hint' }, t('pick.sum', { count: chosen.length })),
    el('b', {}, total),
    limit,
  );
}
