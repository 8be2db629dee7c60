// The chat: puts transport, message list, cards, composer and head together.
import { createCards } from './cards';
import { createComposer } from './composer';
import { el } from './dom';
import { createHeader } from './header';
import { createLog } from './log';
import type { Activity, CardAction } from './protocol';
import { createWords } from './text';
import { createTransport } from './transport';

export interface ChatConfig {
  locale: string;
  texts: Record<string, unknown>;
  /** Where the words of each language are. */
  textUrls: Record<string, string>;
  names: Record<string, string>;
  tokenUrl: string;
}

export interface Chat {
  /** Puts a text into the composer. */
  insert(text: string): void;
  t: ReturnType<typeof createWords>['t'];
  /** Called now and whenever the language changes. */
  onLanguage(relabel: () => void): void;
}

/** An answer after this long is no typing any more. */
const TYPING_MS = 15_000;
const TYPING_AFTER_MS = 500;

export function createChat(root: HTMLElement, config: ChatConfig): Chat {
  const words = createWords({ locale: config.locale, texts: config.texts }, config.textUrls);
  const { t } = words;
  const relabels: (() => void)[] = [];
  let typing: ReturnType<typeof setTimeout> | undefined;
  let caughtUp = false;
  let spoken: string | undefined;

  const chips = el('div', { class: 'chips', role: 'group' });
  const log = createLog({ t, locale: words.locale, edit: (text) => composer.insert(text) });
  const composer = createComposer({ t, send: say });
  const header = createHeader({
    t,
    locale: words.locale,
    names: config.names,
    choose: (locale) => void choose(locale),
  });
  const cards = createCards({ t, say, submit: answer });

  const transport = createTransport({
    tokenUrl: config.tokenUrl,
    locale: words.locale,
    activity: receive,
    caughtUp() {
      caughtUp = true;
      log.live();
      if (spoken) void use(spoken);
    },
    connection: (state) => header.connection(state),
    message(message, state) {
      log.pending(message, state);
      cards.sent(message, state);
    },
    restarted: () => log.note(t('restarted')),
  });

  function receive(activity: Activity): void {
    const bot = activity.from?.role === 'bot';
    if (activity.type === 'typing') {
      if (bot) expectAnswer(0);
      return;
    }
    if (activity.type !== 'message') return;
    chips.replaceChildren();
    if (!bot && activity.value !== undefined && !activity.text) return cards.answered(activity.value);
    log.show(activity, cards.draw(activity));
    if (!bot) return;
    clearTimeout(typing);
    chips.append(...(activity.suggestedActions?.actions ?? []).flatMap(chip));
    // The conversation's language is the bot's: it changes by request in the chat, too.
    spoken = activity.locale ?? spoken;
    if (caughtUp && spoken) void use(spoken);
  }

  function chip(action: CardAction): HTMLElement[] {
    const { value } = action;
    const text = typeof value === 'string' ? value : ((value as { say?: string } | undefined)?.say ?? action.title);
    if (!text) return [];
    const button = el('button', { type: 'button', class: 'chip' }, action.title ?? text);
    button.addEventListener('click', () => {
      say(text);
      composer.focus();
    });
    return [button];
  }

  function say(text: string): void {
    send({ text });
  }

  /** The pressed button is switched off with its card: the focus goes on, without opening a phone's keyboard. */
  function answer(value: Record<string, unknown>) {
    const sent = send({ value });
    if (hasMouse()) composer.focus();
    else log.focus();
    return sent;
  }

  function send(content: { text?: string; value?: unknown }) {
    chips.replaceChildren();
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

  /** From the menu: the bot is told in words, as a person would say it. */
  async function choose(locale: string): Promise<void> {
    spoken = locale;
    await use(locale);
    say(config.names[locale] ?? locale);
  }

  async function use(locale: string): Promise<void> {
    if (locale !== words.locale() && (await words.use(locale))) relabel();
  }

  function relabel(): void {
    document.documentElement.lang = words.locale();
    document.title = t('title');
    chips.ariaLabel = t('suggestions');
    for (const part of [header, log, composer]) part.relabel();
    for (const each of relabels) each();
  }

  root.replaceChildren(header.element, log.element, chips, composer.element);
  relabel();
  transport.start();
  if (hasMouse()) composer.focus();

  return {
    insert: composer.insert,
    t,
    onLanguage(each) {
      relabels.push(each);
      each();
    },
  };
}

const hasMouse = (): boolean => matchMedia('(hover: hover)').matches;
