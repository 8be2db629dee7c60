// What this browser keeps of a session: the demo's token in its tab; of an account's only that it was left, until the server knows.
import type { PageConfig } from './config';

export interface Session {
  token: string;
  expiresAt: string;
  user: { email: string };
}

/** Works without storage, too. */
export function createKept(name: string, way: PageConfig['way']) {
  const left = `${name}.left`;

  async function tell(url: string): Promise<boolean> {
    try {
      const response = await fetch(url, { method: 'POST', body: new URLSearchParams(), keepalive: true });
      if (response.ok) attempt(() => localStorage.removeItem(left));
      return response.ok;
    } catch {
      return false;
    }
  }

  return {
    read: (): Session | undefined =>
      way === 'demo'
        ? (attempt(() => JSON.parse(sessionStorage.getItem(name) ?? 'null') as Session | null) ?? undefined)
        : undefined,
    write(next: Session | undefined): void {
      if (way !== 'demo') return;
      attempt(() => {
        // ASVS 5.0 14.3.3: gone with the tab, and no other tab sees it.
        if (next) sessionStorage.setItem(name, JSON.stringify(next));
        else sessionStorage.removeItem(name);
      });
    },
    /** Signs out at the server; written down first, since only the server can take the cookie away. */
    leave(url: string): void {
      attempt(() => localStorage.setItem(left, '1'));
      void tell(url).then((told) => told || addEventListener('online', () => void tell(url), { once: true }));
    },
    /** Somebody left while the server could not be reached: it is told before anything is shown. */
    async left(url: string): Promise<boolean> {
      if (!attempt(() => localStorage.getItem(left))) return false;
      if (await tell(url)) return true;
      throw new Error('the server does not know yet that somebody has signed out');
    },
  };
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    // A browser that stores nothing.
    return undefined;
  }
}
