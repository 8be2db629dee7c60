// The chat: puts transport, message list, cards, composer and head together.
import { createCards } from './cards';
import { createChips } from './chips';
import { createComposer } from './composer';
import { confirm } from './dialog';
import { type Entry, entryOf } from './entries';
import { createFarewell } from './farewell';
import { createHeader } from './header';
import type { Chat, ChatConfig, Panel } from './chat-port';
import { keep } from './keep';
import { createLog } from './log';
import { type Activity, byBot, type Content, type Ending, type Outgoing, type SendState } from './protocol';
import { createWords } from './text';
import { save, transcript } from './transcript';
import { createTransport } from './transport';
import { createUnread } from './unread';

/** An answer after this long is no typing any more. */
const TYPING_MS = 15_000;
const TYPING_AFTER_MS = 500;
const PATIENCE_MS = 2_000;
const BILLS = 'fapiao/bills';

export function createChat(root: HTMLElement, config: ChatConfig, panel?: Panel): Chat {
  const words = createWords({ locale: config.locale, texts: config.texts }, config.textUrls);
  const { t } = words;
  const relabels: (() => void)[] = [];
  let typing: ReturnType<typeof setTimeout> | undefined;
  let caughtUp = false;
  let shown = !panel;
  let spoken: string | undefined;
  let last: Activity | undefined;

  const cards = createCards({ t, say, submit: answer });
  const draw = ({ activity }: Entry) => (activity ? cards.draw(activity) : []);
  const log = createLog({ t, locale: words.locale, draw, edit: (text) => composer.insert(text) });
  const composer = createComposer({ t, send: say, changed: () => panel?.changed() });
  const chips = createChips((text) => {
    say(text);
    composer.focus();
  });
  const farewell = createFarewell({ t, begin: start });
  const header = createHeader({
    t,
    locale: words.locale,
    names: config.names,
    choose: (locale) => void choose(locale),
    items: [
      { word: 'download', drawing: 'M12 4v11M7 11l5 5 5-5M5 20h14', act: download },
      { word: 'renew.title', drawing: 'M12 5v14M5 12h14', act: () => void renew() },
      { word: 'signOut.title', drawing: 'M14 4h5v16h-5M10 8l-4 4 4 4M6 12h9', act: () => void signOut() },
    ],
    close: panel && (() => panel.close()),
  });
  const unread = createUnread({
    onShow: () => shown && !document.hidden,
    changed: () => panel?.changed(),
    tell: (id) => transport.tellRead(id),
  });
  const transport = createTransport({
    urls: config.urls,
    locale: words.locale,
    activities: receive,
    caughtUp: complete,
    connection(state) {
      header.connection(state);
      if (state === 'offline') stopTyping();
    },
    message: sending,
    ended,
    read: unread.seen,
    needsUser: () => panel?.needsUser(),
    kept: () => panel?.changed(),
  });

  function receive(activities: readonly Activity[]): void {
    const entries: Entry[] = [];
    for (const activity of activities) {
      if (activity.type === 'typing' && byBot(activity) && caughtUp) expectAnswer(0);
      if (activity.type !== 'message') continue;
      last = activity;
      log.settled(activity.channelData?.clientActivityID ?? '');
      if (!byBot(activity) && activity.value !== undefined && !activity.text) cards.answered(activity.value);
      else entries.push(entryOf(activity));
      cards.note(activity);
      if (!byBot(activity)) continue;
      unread.note(activity);
      // The conversation's language is the bot's: it changes by request in the chat, too.
      spoken = activity.locale ?? spoken;
    }
    log.add(entries);
    if (caughtUp) settle(entries.some(({ side }) => side === 'bot'));
  }

  /** What hangs on the newest message only. */
  function settle(answered: boolean): void {
    chips.show(last && byBot(last) ? last : undefined);
    if (answered) stopTyping();
    if (spoken) void use(spoken);
  }

  function complete(): void {
    caughtUp = true;
    log.live();
    unread.look();
    settle(true);
    panel?.changed();
  }

  function sending(message: Outgoing, state: SendState): void {
    log.pending(message, state);
    if (!message.event) cards.sent(message, state);
  }

  function say(text: string): void {
    send({ text });
  }

  /** The pressed button is switched off with its card: the focus goes on, without opening a phone's keyboard. */
  function answer(value: Record<string, unknown>) {
    const sent = send({ value });
    if (isTouch()) log.focus();
    else composer.focus();
    return sent;
  }

  function send(content: Content) {
    chips.show();
    expectAnswer(TYPING_AFTER_MS);
    return transport.send(content);
  }

  /** The bot answers at once or is thinking: dots, but not for ever. */
  function expectAnswer(after: number): void {
    clearTimeout(typing);
    typing = setTimeout(() => {
      log.typing(true);
      typing = setTimeout(() => log.typing(false), TYPING_MS);
    }, after);
  }

  function stopTyping(): void {
    clearTimeout(typing);
    log.typing(false);
  }

  /** From the menu: the bot is told in words, as a person would say it. */
  async function choose(locale: string): Promise<void> {
    spoken = locale;
    await use(locale);
    if (keep.session()?.started) say(config.names[locale] ?? locale);
  }

  async function use(locale: string): Promise<void> {
    if (locale !== words.locale() && (await words.use(locale))) relabel();
  }

  async function renew(): Promise<void> {
    if (await confirm(t, 'renew')) transport.renew();
  }

  async function signOut(): Promise<void> {
    if (await confirm(t, 'signOut', unsent() ? ['unsent'] : [])) await left(transport.signOut());
  }

  /** The server may be away: nobody waits for it longer than a moment. */
  async function left(told: Promise<boolean> | undefined): Promise<void> {
    // Nobody had begun, so there is nothing to say of it.
    if (!told) return back();
    const late = new Promise<boolean>((resolve) => setTimeout(resolve, PATIENCE_MS, false));
    farewell.told(await Promise.race([told, late]));
    void told.then(farewell.told);
  }

  /** From "you are signed out" to the chat. */
  function back(): void {
    delete root.dataset.out;
    farewell.hide();
  }

  const unsent = () => composer.text() !== '' || keep.messages().length > 0 || cards.begun();

  function download(): void {
    const day = new Date().toISOString().slice(0, 10);
    save(transcript(log.entries(), { t, locale: words.locale() }), `${t('file')}-${day}.txt`);
  }

  function ended(why: Ending): void {
    caughtUp = false;
    stopTyping();
    chips.show();
    unread.clear();
    cards.clear();
    log.clear(why === 'ended');
    if (why === 'ended') log.add([{ at: Date.now(), side: 'note', text: t('restarted') }]);
    if (why === 'other') composer.clear();
    if (why === 'out') leave();
    panel?.changed();
  }

  /** Nothing of the person is left on screen. */
  function leave(): void {
    composer.clear();
    root.dataset.out = '';
    farewell.show({ focus: shown });
  }

  function start(): void {
    back();
    transport.start();
    if (isTouch()) log.focus();
    else composer.focus();
  }

  function relabel(): void {
    document.documentElement.lang = words.locale();
    document.title = t('title');
    // The page around the panel has a main part of its own.
    root.ariaLabel = t('title');
    chips.element.ariaLabel = t('suggestions');
    for (const part of [header, log, composer, cards, farewell]) part.relabel();
    for (const each of relabels) each();
    panel?.changed();
  }

  document.addEventListener('visibilitychange', unread.look);
  log.element.addEventListener('input', () => panel?.changed());
  root.replaceChildren(header.element, log.element, farewell.element, chips.element, composer.element);
  relabel();
  // In a panel nothing begins before it is opened, except what has begun already.
  if (!panel) start();
  else if (keep.session()) transport.start();

  return {
    insert: composer.insert,
    t,
    locale: words.locale,
    onLanguage(each) {
      relabels.push(each);
      each();
    },
    open(bills) {
      shown = true;
      if (bills?.length) {
        start();
        wish(bills);
      } else if (root.dataset.out === undefined) start();
      unread.look();
      panel?.changed();
    },
    close() {
      shown = false;
      panel?.changed();
    },
    shown: () => shown,
    unread: unread.count,
    speak: (locale) => void (spoken && spoken !== locale ? choose(locale) : use(locale)),
    async user(token) {
      const told = transport.user(token);
      if (told) return left(told);
      if (!token || root.dataset.out === undefined) return;
      // Somebody else, or the same person again: nothing of before is left, so it simply begins.
      back();
      if (shown) start();
    },
    signOut: () => left(transport.signOut()),
    unsent,
  };

  /** Bills that the page names are a wish: the server decides whose they are. Two presses before it is sent are one. */
  function wish(bills: readonly string[]): void {
    const value = { bills: [...bills] };
    const waits = keep
      .messages()
      .some((one) => one.event === BILLS && JSON.stringify(one.value) === JSON.stringify(value));
    if (!waits) send({ event: BILLS, value });
  }
}

/** A finger's device opens a keyboard over half the screen when a field gets the focus. */
const isTouch = (): boolean => matchMedia('(pointer: coarse)').matches;
