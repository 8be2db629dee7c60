// Who looks at the page: the signed token of the admin centre, kept for this tab only, made by one click in demo mode.

export interface Session {
  token: string;
  expiresAt: string;
  user: { email: string };
}

const NAME = 'fapiao.bills.session';
const RENEW_EVERY_MS = 60_000;
/** So long before its end a token is renewed: the chat's session lasts as long as it does. */
const EARLY_MS = 5 * 60_000;
/** Longer timers fire at once. */
const LONGEST_MS = 24 * 3_600_000;

export interface SessionEvents {
  /** Another token for the same person. */
  renewed(token: string): void;
  /** Another tab has signed out, or this page came back from the browser's cache after it did. */
  ended(): void;
}

/** The session of this tab. Works without storage, too: then it lasts as long as the page. */
export function createSession(tokenUrl: string, events: SessionEvents) {
  let session = read();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tabs = createTabs(() => events.ended());
  follow();
  // ASVS 5.0 14.3.1: "back" must not show what was signed out of.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted && session && !read()) events.ended();
  });

  function follow(): void {
    clearTimeout(timer);
    tabs.here(session !== undefined);
    if (!session) return;
    const left = Date.parse(session.expiresAt) - Date.now() - EARLY_MS;
    timer = setTimeout(() => void keeper.renew(), Math.min(left, LONGEST_MS));
  }

  function set(next: Session | undefined): void {
    session = next;
    follow();
    try {
      // ASVS 5.0 14.3.3: gone with the tab, and no other tab sees it.
      if (next) sessionStorage.setItem(NAME, JSON.stringify(next));
      else sessionStorage.removeItem(NAME);
    } catch {
      // A browser that stores nothing.
    }
  }

  let renewing: Promise<boolean> | undefined;
  let renewedAt = -Infinity;

  async function fetchToken(): Promise<Session> {
    const headers = { 'Content-Type': 'application/json' };
    const response = await fetch(tokenUrl, { method: 'POST', headers, body: '{}' });
    if (!response.ok) throw new Error(String(response.status));
    return (await response.json()) as Session;
  }

  /** Who signed out meanwhile stays signed out. */
  async function renewed(): Promise<boolean> {
    try {
      const next = await fetchToken();
      if (session) {
        set(next);
        events.renewed(next.token);
      }
    } catch {
      return false;
    } finally {
      renewing = undefined;
    }
    return session !== undefined;
  }

  const keeper = {
    get: () => session,
    end: () => set(undefined),
    /** Signed out: the other tabs with it. */
    signOut() {
      set(undefined);
      tabs.tell();
    },
    /** Nobody is signed in, in no tab of this browser. */
    nobody: tabs.empty,
    /**
     * Another token for whoever is signed in, while the server gives one; all who ask at the same moment get the same. A
     * token that is refused right after it was made is not made again and again.
     */
    renew(): Promise<boolean> {
      if (renewing) return renewing;
      if (!session || performance.now() - renewedAt < RENEW_EVERY_MS) return Promise.resolve(false);
      renewedAt = performance.now();
      renewing = renewed();
      return renewing;
    },
    /** A token of the demo administrator. Throws when the server gives none. */
    async signIn(): Promise<Session> {
      const next = await fetchToken();
      set(next);
      return next;
    },
  };
  return keeper;
}
export type SessionKeeper = ReturnType<typeof createSession>;

function read(): Session | undefined {
  try {
    return (JSON.parse(sessionStorage.getItem(NAME) ?? 'null') as Session | null) ?? undefined;
  } catch {
    return undefined;
  }
}

/** What tabs know of each other: a lock that those with somebody signed in share, and a call when somebody signs out. */
function createTabs(signedOut: () => void) {
  const { locks } = navigator;
  const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(NAME);
  let release: (() => void) | undefined;
  let held: Promise<unknown> = Promise.resolve();
  channel?.addEventListener('message', signedOut);

  return {
    here(yes: boolean): void {
      if (!locks || yes === (release !== undefined)) return;
      release?.();
      release = undefined;
      if (!yes) return;
      const signedIn = new Promise<void>((resolve) => {
        release = resolve;
      });
      held = locks.request(NAME, { mode: 'shared' }, () => signedIn);
    },
    tell: () => channel?.postMessage('signed out'),
    async empty(): Promise<boolean> {
      if (!locks) return true;
      await held;
      return locks.request(NAME, { ifAvailable: true }, (lock) => lock !== null);
    },
  };
}
