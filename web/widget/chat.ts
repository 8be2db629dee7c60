// The chat: puts transport, message list, cards, composer and head together.
import { createCards } from './cards';
import { relabel, use } from './chat-language';
import { back, download, ended, left, renew, signOut, start, unsent } from './chat-leave';
import type { Chat, ChatConfig, Panel } from './chat-port';
import { complete, receive, sending } from './chat-receive';
import { answer, choose, say, wish } from './chat-say';
import type { ChatState } from './chat-state';
import { stopTyping } from './chat-typing';
import { createChips } from './chips';
import { createComposer } from './composer';
import type { Entry } from './entries';
import { createFarewell } from './farewell';
import { createHeader } from './header';
import { keep } from './keep';
import { createLog } from './log';
import { createWords } from './text';
import { createTransport } from './transport';
import type { Transport } from './transport-port';
import { createUnread } from './unread';

export function createChat(root: HTMLElement, config: ChatConfig, panel?: Panel): Chat {
  const chat = createState(root, config, panel);
  const { header, log, farewell, chips, composer, unread, transport, words } = chat;
  document.addEventListener('visibilitychange', unread.look);
  log.element.addEventListener('input', () => panel?.changed());
  root.replaceChildren(header.element, log.element, farewell.element, chips.element, composer.element);
  relabel(chat);
  // In a panel nothing begins before it is opened, except what has begun already.
  if (!panel) start(chat);
  else if (keep.session()) transport.start();
  return {
    insert: composer.insert,
    t: chat.t,
    locale: words.locale,
    onLanguage(each) {
      chat.relabels.push(each);
      each();
    },
    open(bills) {
      chat.shown = true;
      if (bills?.length) {
        start(chat);
        wish(chat, bills);
      } else if (root.dataset.out === undefined) start(chat);
      unread.look();
      panel?.changed();
    },
    close() {
      chat.shown = false;
      panel?.changed();
    },
    shown: () => chat.shown,
    unread: unread.count,
    speak: (locale) => void (chat.spoken && chat.spoken !== locale ? choose(chat, locale) : use(chat, locale)),
    async user(token) {
      const told = transport.user(token);
      if (told) return left(chat, told);
      if (!token || root.dataset.out === undefined) return;
      // Somebody else, or the same person again: nothing of before is left, so it simply begins.
      back(chat);
      if (chat.shown) start(chat);
    },
    signOut: () => left(chat, transport.signOut()),
    unsent: () => unsent(chat),
  };
}

function createState(root: HTMLElement, config: ChatConfig, panel: Panel | undefined): ChatState {
  const words = createWords({ locale: config.locale, texts: config.texts }, config.textUrls);
  const { t } = words;
  const cards = createCards({ t, say: (text) => say(chat, text), submit: (value) => answer(chat, value) });
  const draw = ({ activity }: Entry) => (activity ? cards.draw(activity) : []);
  const chat: ChatState = {
    root,
    config,
    panel,
    words,
    t,
    cards,
    log: createLog({ t, locale: words.locale, draw, edit: (text) => chat.composer.insert(text) }),
    composer: createComposer({ t, send: (text) => say(chat, text), changed: () => panel?.changed() }),
    chips: createChips((text) => {
      say(chat, text);
      chat.composer.focus();
    }),
    farewell: createFarewell({ t, begin: () => start(chat) }),
    header: createHeader({
      t,
      locale: words.locale,
      names: config.names,
      choose: (locale) => void choose(chat, locale),
      items: [
        { word: 'download', drawing: 'M12 4v11M7 11l5 5 5-5M5 20h14', act: () => download(chat) },
        { word: 'renew.title', drawing: 'M12 5v14M5 12h14', act: () => void renew(chat) },
        { word: 'signOut.title', drawing: 'M14 4h5v16h-5M10 8l-4 4 4 4M6 12h9', act: () => void signOut(chat) },
      ],
      close: panel && (() => panel.close()),
    }),
    unread: createUnread({
      onShow: () => chat.shown && !document.hidden,
      changed: () => panel?.changed(),
      tell: (id) => chat.transport.tellRead(id),
    }),
    transport: transportOf(config, words.locale, () => chat),
    relabels: [],
    caughtUp: false,
    online: false,
    shown: !panel,
    spoken: undefined,
    last: undefined,
  };
  return chat;
}

const transportOf = ({ urls }: ChatConfig, locale: () => string, of: () => ChatState): Transport =>
  createTransport({
    urls,
    locale,
    activities: (activities) => receive(of(), activities),
    caughtUp: () => complete(of()),
    connection(state) {
      of().header.connection(state);
      of().online = state === 'online';
      if (state === 'offline') stopTyping(of());
    },
    message: (message, state) => sending(of(), message, state),
    ended: (why) => ended(of(), why),
    read: (id) => of().unread.seen(id),
    needsUser: () => of().panel?.needsUser(),
    kept: () => of().panel?.changed(),
  });
