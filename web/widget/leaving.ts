// Conversations that this browser has left: the server is told, now or when it can be reached, by a token that does nothing else.
import { alone } from './alone';
import { revoke, type Session } from './api';
import { keep, type Left } from './keep';
import { HttpError } from './protocol';

export interface Leaving {
  /** Writes it down, so that a reload does not lose it, and tells the server. False: it will be told later. */
  leave(session: Session): Promise<boolean>;
  /** Tells what was not told yet. */
  retry(): void;
}

const RETRY_MS = 5_000;
const SLOWEST_MS = 60_000;

export function createLeaving(url: string, changed: () => void): Leaving {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = RETRY_MS;

  /** A token that the server does not take opens nothing either. */
  const isFinal = (error: unknown) =>
    error instanceof HttpError && error.status < 500 && ![408, 425, 429].includes(error.status);

  async function tell(left: Left): Promise<boolean> {
    try {
      await revoke(url, left.token);
    } catch (error) {
      if (!isFinal(error)) return false;
    }
    keep.dropLeft(left);
    changed();
    return true;
  }

  async function tellAll(): Promise<boolean> {
    clearTimeout(timer);
    // Other tabs have the same list.
    const told = await alone('leaving', () => Promise.all(keep.left().map(tell)));
    if (told.every(Boolean)) wait = RETRY_MS;
    else {
      timer = setTimeout(() => void tellAll(), wait);
      wait = Math.min(wait * 2, SLOWEST_MS);
    }
    return told.every(Boolean);
  }

  return {
    leave({ conversationId, endToken, token }) {
      // Without one that does nothing else it is the conversation's own: it is void as soon as it has arrived.
      keep.putLeft({ conversationId, token: endToken ?? token });
      return tellAll();
    },
    retry() {
      if (keep.left().length) void tellAll();
    },
  };
}
