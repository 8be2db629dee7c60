// The session of this browser: found, begun, renewed, for all tabs the same one.
import { alone } from './alone';
import { getToken, open, refresh, type Session } from './api';
import { keep } from './keep';
import { HttpError } from './protocol';

export interface Sessions {
  /** A fresh token for the same conversation. Throws HttpError 403 or 404 when there is no way back into it. */
  renew(old: Session, signal?: AbortSignal): Promise<Session>;
  /**
   * Begins the conversation or resumes it; answers the socket's address. `entered` is told which one it is, before anything
   * of it comes. HttpError 404 when this browser is in another conversation by now.
   */
  open(how: {
    watermark: () => string;
    entered: (conversationId: string) => void;
    signal: AbortSignal;
  }): Promise<string>;
  /** Renews in peace a token that ends soon. */
  renewInTime(): void;
}

const RENEW_BEFORE_MS = 15 * 60_000;

export function createSessions({ tokenUrl, locale }: { tokenUrl: string; locale: () => string }): Sessions {
  async function another(old: Session, signal?: AbortSignal): Promise<Session> {
    if (old.expiresAt > Date.now()) {
      try {
        return await refresh(old);
      } catch (error) {
        if (!(error instanceof HttpError)) throw error;
      }
    }
    return getToken(tokenUrl, locale(), old, signal);
  }

  /** One that holds: the kept one, renewed where it has ended, else a new one. */
  async function take(signal: AbortSignal): Promise<Session> {
    const found = await alone('session', async () => {
      const session = keep.session() ?? (await getToken(tokenUrl, locale(), undefined, signal));
      keep.begin();
      keep.saveSession(session);
      return session;
    });
    return found.expiresAt < Date.now() ? renew(found, signal) : found;
  }

  const renew: Sessions['renew'] = (old, signal) =>
    alone('session', async () => {
      const kept = keep.session();
      if (kept?.conversationId !== old.conversationId) throw new HttpError(404);
      // Another tab was faster.
      if (kept.token !== old.token) return kept;
      const next = await another(old, signal);
      if (keep.session()?.token !== old.token) throw new HttpError(404);
      keep.saveSession(next);
      // Azure's Direct Line gives a new conversation where the old one cannot be entered any more.
      if (next.conversationId !== old.conversationId) throw new HttpError(404);
      return next;
    });

  return {
    renew,
    async open({ watermark, entered, signal }) {
      let session = await take(signal);
      entered(session.conversationId);
      const opening = () => open(session, locale(), watermark(), signal);
      const opened = await opening().catch(async (error: unknown) => {
        if (!(error instanceof HttpError) || error.status !== 403) throw error;
        session = await renew(session, signal);
        return opening();
      });
      if (keep.session()?.conversationId !== session.conversationId) throw new HttpError(404);
      keep.saveSession(opened.session);
      return opened.url;
    },
    renewInTime() {
      const session = keep.session();
      if (!session?.started) return;
      // Azure's tokens live half an hour: half of it is early enough.
      if (session.expiresAt - Date.now() < RENEW_BEFORE_MS) renew(session).catch(() => undefined);
    },
  };
}
