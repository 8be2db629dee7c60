// Who looks at the page, by a token: of whoever signed in with an account (a cookie that no script reads), or the demo's administrator.
import { createActivity } from './activity';
import type { PageConfig } from './config';
import { createKept, type Session } from './kept';
import { createTabs } from './tabs';

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

/** Nobody is signed in at the server: said by it, not guessed. */
export class NobodySignedIn extends Error {}

export type SessionKeeper = ReturnType<typeof createSession>;

/** The session of this tab. Works without storage, too: then it lasts as long as the page. */
export function createSession({ tokenUrl, signOutUrl, way }: PageConfig, events: SessionEvents) {
  const kept = createKept(NAME, way);
  const activity = createActivity();
  let session = kept.read();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tabs = createTabs(NAME, () => events.ended());
  follow();
  // ASVS 5.0 14.3.1: "back" must not show what was signed out of.
  addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return;
    if (way === 'account') void anew();
    else if (session && !kept.read()) events.ended();
  });

  function follow(): void {
    clearTimeout(timer);
    tabs.here(session !== undefined);
    if (!session) return;
    const left = Date.parse(session.expiresAt) - Date.now();
    timer = setTimeout(() => void keeper.renew(), Math.min(Math.max(left - EARLY_MS, left / 2), LONGEST_MS));
  }

  function set(next: Session | undefined): void {
    session = next;
    follow();
    kept.write(next);
  }

  let renewing: Promise<boolean> | undefined;
  let renewedAt = -Infinity;

  async function fetchToken(): Promise<Session> {
    const body = new URLSearchParams({ idle: String(activity.idleSeconds()) });
    const json = { headers: { 'Content-Type': 'application/json' }, body: '{}' };
    const response = await fetch(tokenUrl, { method: 'POST', ...(way === 'demo' ? json : { body }) });
    if (response.status === 401) throw new NobodySignedIn();
    if (!response.ok) throw new Error(String(response.status));
    const next = (await response.json()) as Session;
    // Another person has signed in in this browser meanwhile: nothing of the one before stays on this page.
    if (session && session.user.email !== next.user.email) return anew();
    return next;
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
      if (way === 'account') kept.leave(signOutUrl);
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
    /** A token of whoever is signed in; in the demo, of its administrator. Throws when the server gives none. */
    async signIn(): Promise<Session> {
      if (await kept.left(signOutUrl)) throw new NobodySignedIn();
      const next = await fetchToken();
      set(next);
      return next;
    },
  };
  return keeper;
}

/** The page begins anew, as whoever is signed in now sees it. */
function anew(): Promise<never> {
  document.body.hidden = true;
  location.reload();
  return new Promise(() => undefined);
}
