// Who looks at the page: the signed token of the admin centre, kept for this tab only, made by one click in demo mode.

export interface Session {
  token: string;
  expiresAt: string;
  user: { email: string };
}

const NAME = 'fapiao.bills.session';
const RENEW_EVERY_MS = 60_000;

/** The session of this tab. Works without storage, too: then it lasts as long as the page. */
export function createSession(tokenUrl: string) {
  let session = read();

  function set(next: Session | undefined): void {
    session = next;
    try {
      // ASVS 5 14.3.3: gone with the tab, and no other tab sees it.
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
      if (session) set(next);
    } catch {
      return false;
    } finally {
      renewing = undefined;
    }
    return session !== undefined;
  }

  return {
    get: () => session,
    end: () => set(undefined),
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
}
export type SessionKeeper = ReturnType<typeof createSession>;

function read(): Session | undefined {
  try {
    return (JSON.parse(sessionStorage.getItem(NAME) ?? 'null') as Session | null) ?? undefined;
  } catch {
    return undefined;
  }
}
