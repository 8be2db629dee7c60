// The frame's side of the talk with the page around it: exact origins, our own version, nothing secret.
import type { Chat, Panel } from './chat-port';
import { keep } from './keep';

/** The loader's number (web/loader/main.ts). */
const VERSION = 1;
const USED_EVERY_MS = 60_000;

interface Heard {
  fapiao?: unknown;
  type?: unknown;
  open?: unknown;
  bills?: unknown;
  locale?: unknown;
  token?: unknown;
}

/** `origins`: whose pages may hold this frame; `*` = all. Our own may always. */
export function createHost(origins: readonly string[]): { panel: Panel; listen(chat: Chat): void } {
  let host: string | undefined;
  let chat: Chat | undefined;
  const allowed = (origin: string) => origin === location.origin || origins.includes(origin) || origins.includes('*');

  const tell = (type: string, data: object = {}) => {
    if (host !== undefined) parent.postMessage({ fapiao: VERSION, type, ...data }, host);
  };

  /** What the launcher shows and what a screen reader says of it: it has no words of its own. */
  function state(): void {
    if (!chat) return;
    const { t } = chat;
    const count = chat.unread();
    const title = t('title');
    const spoken = chat.shown() ? t('close') : count ? t('news', { title, count }) : title;
    // Also while the server has to be told that a conversation is over: then the frame comes by itself, too.
    const kept = keep.session() || keep.left().length ? '1' : '';
    tell('state', { count, locale: chat.locale(), kept, spoken, unsent: chat.unsent() });
  }

  function heard({ origin, source, data }: MessageEvent<Heard | null>): void {
    // ASVS 5.0 3.5.5: only the page that holds us, and only where the server allows its origin.
    if (source !== parent || parent === window || !allowed(origin) || data?.fapiao !== VERSION) return;
    if (data.type === 'hello') {
      host = origin;
      state();
      if (data.open === true) chat?.open();
      return;
    }
    if (origin !== host) return;
    obey(data);
  }

  function obey({ type, bills, locale, token }: Heard): void {
    if (type === 'open') chat?.open(billsOf(bills));
    else if (type === 'close') chat?.close();
    else if (type === 'locale' && typeof locale === 'string') chat?.speak(locale);
    else if (type === 'user' && typeof token === 'string') void chat?.user(token);
    else if (type === 'nobody') left(chat?.user(undefined));
    else if (type === 'out') left(chat?.signOut());
  }

  let usedAt = -Infinity;
  /** Somebody is at work here: the page's session goes on. Told once a minute. */
  function used(): void {
    if (performance.now() - usedAt < USED_EVERY_MS) return;
    usedAt = performance.now();
    tell('use');
  }

  /** The page waits for it before it leads elsewhere. */
  function left(done: Promise<void> | undefined): void {
    void done?.finally(() => {
      tell('out');
      state();
    });
  }

  return {
    panel: {
      close() {
        chat?.close();
        tell('close');
      },
      changed: state,
      needsUser: () => tell('user'),
    },
    listen(it) {
      chat = it;
      addEventListener('message', heard);
      for (const event of ['pointerdown', 'keydown']) document.addEventListener(event, used, true);
      document.addEventListener('keydown', (event) => {
        if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('dialog[open]')) {
          chat?.close();
          tell('close');
        }
      });
    },
  };
}

/** As many as one application takes. */
const MOST = 50;

const billsOf = (value: unknown): string[] =>
  Array.isArray(value)
    ? value.filter((one): one is string => typeof one === 'string' && one.length <= 64).slice(0, MOST)
    : [];
