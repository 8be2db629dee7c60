// The Bills & payments page: puts its parts together, keeps the list up to date, and does what is pressed.
import type { BillItem } from '../../domain/bill-view';
import { confirm } from '../widget/dialog';
import { el } from '../widget/dom';
import { createActions } from './actions';
import { type Answer, type BillList, createApi } from './api';
import { createChatHost } from './chat';
import { createCommands } from './commands';
import type { PageConfig } from './config';
import { createDetail } from './detail';
import { createFilters, decode, writeAddress } from './filters';
import { fitTable } from './fit';
import { createPanel } from './panels';
import { createSession } from './session';
import { stateText } from './state';
import { createTable } from './table';
import { createTop } from './top';
import { watch, type Watch } from './watch';
import { plain, type Words } from './words';

const STEP = 50;
/** The API gives no more at once; years and words lead to the rest. */
const MOST = 200;

export function createPage(root: HTMLElement, config: PageConfig, words: Words): void {
  const { t, n } = words;
  const session = createSession(config.tokenUrl, {
    renewed: (token) => chat.user(token),
    ended: () => leaveAll(),
  });
  const api = createApi({ token: () => session.get()?.token, locale: words.locale, renew: () => session.renew() });
  const selected = new Map<string, BillItem>();
  let list: BillList | undefined;
  let limit = STEP;
  let live: Watch | undefined;

  const chat = createChatHost({
    renew: () => session.get() && void signIn(),
    shown: (on) => root.classList.toggle('beside-chat', on),
  });
  const top = createTop({
    words,
    ...config,
    language: (locale) => void changeLanguage(locale),
    signOut: () => void signOut(),
  });
  const filters = createFilters(words, () => begin());
  const commands = createCommands(words, {
    getFapiaos: () => actions.getFapiaos([...selected.values()]),
    zip: () => actions.zip([...selected.keys()]),
    clear: () => select([], false, true),
  });
  const panel = createPanel(words, {
    signIn: () => void signIn(),
    showAll: () => filters.set({ q: '', year: '' }),
    retry: () => live?.now(),
  });
  const actions = createActions({
    api,
    words,
    chat,
    ...config,
    place: () => (detail.element.open ? detail.status : commands.status),
    uncover: () => detail.close(),
    signedOut: () => expire(),
  });
  const table = createTable(words, {
    ...actions,
    select: (item, on) => select([item], on),
    open: (number) => void (location.hash = `bill=${encodeURIComponent(number)}`),
    sort: (sort) => filters.set({ sort }),
    selectAll: (on) => select(list?.bills ?? [], on),
  });
  const detail = createDetail(api, words, { ...actions, signedOut: () => expire() }, () => {
    if (location.hash) history.replaceState(null, '', location.pathname + location.search);
  });

  const crumbs = el('p', { class: 'crumbs' });
  const title = el('h1', { id: 'title' });
  const note = el('p', { class: 'note' });
  const waits = el('div', { class: 'waits' });
  const stale = el('p', { class: 'stale', role: 'status' });
  const openText = el('span');
  const openSelect = el('button', { type: 'button', class: 'link' });
  const open = el('p', { class: 'open-now' }, openText, openSelect);
  const count = el('p', { class: 'count soft' });
  const more = el('button', { type: 'button', class: 'button more' });
  const footHelp = el('p');
  const footTimes = el('p');
  const skip = el('a', { class: 'skip', href: '#bills' });
  const live_ = el('p', { class: 'sr', role: 'status' });
  const body = el('div', { class: 'body' }, filters.element, commands.element, stale, open, table.element, count, more);
  const main = el('main', { id: 'bills', tabindex: '-1' }, crumbs, title, note, waits, body, panel.element, live_);
  root.replaceChildren(skip, top.element, main, el('footer', {}, footHelp, footTimes), detail.element);

  openSelect.addEventListener('click', () => select((list?.bills ?? []).filter(isOpen), true));
  more.addEventListener('click', () => {
    limit = Math.min(limit + STEP, MOST);
    begin(true);
  });
  skip.addEventListener('click', (event) => {
    // Not by its address: that names the bill on show.
    event.preventDefault();
    main.focus();
  });
  window.addEventListener('hashchange', () => followAddress());

  /** Asks anew for what the filters say. `keep`: what is on show stays until the answer is there. */
  function begin(keep = false): void {
    live?.stop();
    if (!session.get()) return;
    if (!keep) limit = STEP;
    if (!list) panel.show('loading');
    table.element.setAttribute('aria-busy', 'true');
    const { q, year, sort } = filters.get();
    const query = new URLSearchParams({ sort, limit: String(limit), ...(q ? { q } : {}), ...(year ? { year } : {}) });
    live = watch((ask) => api.list(query, ask), heard);
  }

  function heard(answer: Answer<BillList>, again: boolean): void {
    table.element.removeAttribute('aria-busy');
    if (answer.kind === 'signedOut' || answer.kind === 'missing') return expire();
    if (answer.kind === 'failed') {
      if (list) stale.textContent = t('error.stale');
      else panel.show(answer.offline ? 'offline' : 'failed');
      return;
    }
    if (answer.kind !== 'ok') return;
    if (again && list) announce(list.bills, answer.value.bills);
    list = answer.value;
    stale.textContent = '';
    for (const bill of list.bills) if (selected.has(bill.number)) selected.set(bill.number, bill);
    filters.years(list.years);
    draw();
  }

  /** States that changed by themselves are told, a few of them by name. */
  function announce(before: readonly BillItem[], after: readonly BillItem[]): void {
    const old = new Map(before.map((bill) => [bill.number, bill.fapiao.state]));
    const changed = after.filter(({ number, fapiao }) => old.has(number) && old.get(number) !== fapiao.state);
    live_.textContent = changed
      .slice(0, 3)
      .map(({ number, fapiao }) => t('changed', { number, state: stateText(fapiao, words) }))
      .join(' · ');
  }

  const isOpen = ({ fapiao }: BillItem): boolean => fapiao.state === 'available';

  function draw(): void {
    const bills = list?.bills ?? [];
    const { q, year, sort } = filters.get();
    const there = bills.length > 0;
    waits.replaceChildren(
      ...(list?.waiting ?? []).map(({ order, since }) =>
        el(
          'p',
          { class: 'waits-one' },
          t('waits', { order: plain(order), day: words.day(since), phone: config.phone }),
        ),
      ),
    );
    if (list) panel.show(there ? undefined : q || year ? 'noMatch' : 'empty');
    body.hidden = !list || (!there && !q && !year);
    body.classList.toggle('none', !there);
    table.show(bills, sort, (number) => selected.has(number));
    commands.selected(selected.size);
    const now = bills.filter(isOpen);
    const unselected = now.some(({ number }) => !selected.has(number));
    openText.textContent = n('openNow', now.length, { amount: words.money(sum(now)) });
    open.hidden = !now.length;
    openSelect.hidden = !unselected;
    openSelect.textContent = t('selectOpen');
    if (list) count.textContent = n('count', list.total.count, { amount: words.money(list.total.amount) });
    more.textContent = t('more');
    more.hidden = !list?.next || limit >= MOST;
    if (list?.next && limit >= MOST) count.textContent += ` ${t('limited', { max: MOST })}`;
  }

  function select(bills: readonly BillItem[], on: boolean, only = false): void {
    if (only) selected.clear();
    for (const bill of bills) {
      if (on) selected.set(bill.number, bill);
      else selected.delete(bill.number);
    }
    actions.tell('');
    draw();
  }

  async function signIn(): Promise<void> {
    try {
      const { token } = await session.signIn();
      chat.user(token);
    } catch {
      return panel.trouble(t('demo.failed'));
    }
    top.signedIn(true);
    // Over again for the list: the old token may be what ended it.
    begin(true);
    followAddress();
  }

  async function signOut(): Promise<void> {
    // Nothing typed is dropped without a word; what is left of a person after it is nothing.
    if (chat.unsent() && !(await confirm(t, 'leave'))) return;
    session.signOut();
    chat.signOut();
    leaveAll();
  }

  function leaveAll(): void {
    leave();
    selected.clear();
    panel.show('signIn');
  }

  /** The chat ends with the page's session, unless another tab has one. */
  async function endChat(): Promise<void> {
    if (await session.nobody()) chat.user(undefined);
  }

  /** The selection is kept for whoever signs in again. */
  function expire(): void {
    leave();
    void endChat();
    panel.show('expired');
  }

  function leave(): void {
    live?.stop();
    detail.close();
    session.end();
    list = undefined;
    body.hidden = true;
    waits.replaceChildren();
    stale.textContent = '';
    actions.tell('');
    top.signedIn(false);
  }

  /** The bill that the address names is on show. */
  function followAddress(): void {
    const number = /^#bill=(.+)$/.exec(location.hash)?.[1];
    if (!number) return detail.close();
    if (!session.get()) return;
    const wanted = decode(number);
    detail.open(
      wanted,
      list?.bills.find((bill) => bill.number === wanted),
    );
  }

  async function changeLanguage(locale: string): Promise<void> {
    if (!(await words.use(locale))) return top.relabel();
    writeAddress({ lang: locale });
    chat.locale(locale);
    relabel();
  }

  function relabel(): void {
    document.documentElement.lang = words.locale();
    document.title = t('title');
    crumbs.textContent = t('area');
    title.textContent = t('title');
    note.textContent = t('notFapiao');
    skip.textContent = t('skip');
    footHelp.textContent = t('help', { phone: config.phone, hours: config.hours[words.locale()] ?? '' });
    footTimes.textContent = t('times');
    for (const part of [top, filters, commands, panel, detail]) part.relabel();
    actions.tell('');
    draw();
  }

  fitTable(root, main);
  const known = session.get();
  top.signedIn(!!known);
  body.hidden = true;
  if (known) chat.user(known.token);
  else {
    panel.show('signIn');
    void endChat();
  }
  relabel();
  begin();
  followAddress();
}

const sum = (bills: readonly BillItem[]): number => bills.reduce((total, { amount }) => total + amount, 0);
