// Who looks at the page: the signed token of the admin centre, kept for this tab only, made by one click in demo mode.

export interface Session {
  token: string;
  expiresAt: string;
  user: { email: string; name: string };
}

const NAME = 'fapiao.bills.session';

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

  return {
    get: () => session,
    end: () => set(undefined),
    /** A new token of the demo administrator. Throws when the server gives none. */
    async signIn(): Promise<Session> {
      const response = await fetch(tokenUrl, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: '{}',
      });
      if (!response.ok) throw new Error(String(response.status));
      const next = (await response.json()) as Session;
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
