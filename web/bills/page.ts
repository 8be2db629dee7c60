// The Bills & payments page: puts its parts together, keeps the list up to date, and does what is pressed.
import { createActions } from './actions';
import { followAddress, leaveAddress } from './address';
import { createApi } from './api';
import { createChatHost } from './chat';
import { createCommands } from './commands';
import type { PageConfig } from './config';
import { createDetail } from './detail';
import { isOpen, MOST, select } from './draw';
import { createFilters } from './filters';
import { fitTable } from './fit';
import { createFrame } from './frame';
import { changeLanguage, relabel } from './language';
import { endChat, expire, leaveAll, signOut } from './leaving';
import { begin, STEP } from './list';
import type { PageState } from './page-state';
import { createPanel } from './panels';
import { createSession } from './session';
import { signIn } from './sign-in';
import { createTable } from './table';
import { createTop } from './top';
import type { Words } from './words';

export function createPage(root: HTMLElement, config: PageConfig, words: Words): void {
  const page = createState(root, config, words);
  const { frame, session, top, panel, chat } = page;
  listen(page);
  fitTable(root, frame.main);
  const known = session.get();
  top.signedIn(known?.user.email);
  frame.body.hidden = true;
  relabel(page);
  if (known) {
    chat.user(known.token);
    begin(page);
    followAddress(page);
  } else if (config.way === 'account') {
    panel.show('loading');
    void signIn(page);
  } else {
    panel.show('signIn');
    void endChat(page);
  }
}

function listen(page: PageState): void {
  const { openSelect, more } = page.frame;
  openSelect.addEventListener('click', () => select(page, (page.list?.bills ?? []).filter(isOpen), true));
  more.addEventListener('click', () => {
    page.limit = Math.min(page.limit + STEP, MOST);
    begin(page, true);
  });
  window.addEventListener('hashchange', () => followAddress(page));
}

function createState(root: HTMLElement, config: PageConfig, words: Words): PageState {
  const of = () => page;
  const session = createSession(config, {
    renewed: (token) => page.chat.user(token),
    ended: () => leaveAll(page),
  });
  const api = createApi({ token: () => session.get()?.token, locale: words.locale, renew: () => session.renew() });
  const chat = createChatHost({
    renew: () => session.get() && void signIn(page),
    shown: (on) => root.classList.toggle('beside-chat', on),
  });
  const top = createTop({
    words,
    ...config,
    language: (locale) => void changeLanguage(page, locale),
    signOut: () => void signOut(page),
  });
  const filters = createFilters(words, () => begin(page));
  const commands = commandsOf(words, of);
  const panel = createPanel(words, config, {
    signIn: () => void signIn(page),
    showAll: () => filters.set({ q: '', year: '' }),
    retry: () => (session.get() ? page.live?.now() : void signIn(page)),
  });
  const actions = createActions({
    api,
    words,
    chat,
    ...config,
    place: () => (page.detail.element.open ? page.detail.status : commands.status),
    uncover: () => page.detail.close(),
    signedOut: () => expire(page),
  });
  const table = tableOf(words, actions, of);
  const detail = createDetail(api, words, { ...actions, signedOut: () => expire(page) }, leaveAddress);
  const frame = createFrame(root, {
    top: top.element,
    filters: filters.element,
    commands: commands.element,
    table: table.element,
    panel: panel.element,
    detail: detail.element,
  });
  const parts = { session, api, chat, top, filters, commands, panel, actions, table, detail, frame };
  const page: PageState = {
    config,
    words,
    ...parts,
    selected: new Map(),
    list: undefined,
    limit: STEP,
    live: undefined,
  };
  return page;
}

const commandsOf = (words: Words, of: () => PageState): PageState['commands'] =>
  createCommands(words, {
    getFapiaos: () => of().actions.getFapiaos([...of().selected.values()]),
    zip: () => of().actions.zip([...of().selected.keys()]),
    clear: () => select(of(), [], false, true),
  });

const tableOf = (words: Words, actions: PageState['actions'], of: () => PageState): PageState['table'] =>
  createTable(words, {
    ...actions,
    select: (item, on) => select(of(), [item], on),
    open: (number) => void (location.hash = `bill=${encodeURIComponent(number)}`),
    sort: (sort) => of().filters.set({ sort }),
    selectAll: (on) => select(of(), of().list?.bills ?? [], on),
  });
