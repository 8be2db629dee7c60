// Talks to the chat widget of /widget.js: what is called before it has loaded waits in an array, as it expects.

type Call = [name: string, ...args: unknown[]];
declare global {
  interface Window {
    FapiaoChat?: { push(call: Call): unknown; unsent?: boolean };
  }
}

/** Loading takes a moment at most; after that something keeps it away. */
const PATIENCE_MS = 6000;

export interface ChatHost {
  /** Who is signed in, by the admin centre's token; undefined: nobody, and the chat of whoever was is over. */
  user(token: string | undefined): void;
  /** Nothing of whoever was here stays in the chat. */
  signOut(): void;
  /** Something is typed there and not sent. */
  unsent(): boolean;
  locale(locale: string): void;
  /** Opens the chat with these bills chosen. `failed` is called when the widget did not come. */
  open(bills: readonly string[], failed: () => void): void;
}

export interface ChatHostOptions {
  /** The widget needs a fresh token: the last one is over, or was used in another conversation. */
  renew: () => void;
  /** It lies beside the page now, or no longer. */
  shown: (on: boolean) => void;
}

export function createChatHost({ renew, shown }: ChatHostOptions): ChatHost {
  const call = (...args: Call): void => {
    (window.FapiaoChat ??= [] as Call[]).push(args);
  };
  call('addEventListener', 'user', renew);
  call('addEventListener', 'open', () => shown(true));
  call('addEventListener', 'close', () => shown(false));
  return {
    user: (token) => call('setUser', token ?? null),
    signOut: () => call('signOut'),
    unsent: () => window.FapiaoChat?.unsent === true,
    locale: (locale) => call('setLocale', locale),
    open(bills, failed) {
      call('open', { bills: [...bills] });
      if (Array.isArray(window.FapiaoChat)) {
        setTimeout(() => Array.isArray(window.FapiaoChat) && failed(), PATIENCE_MS);
      }
    },
  };
}
