// Who is signed in on the host page: its token goes to our server before anything else is sent, and is kept nowhere.
import { identify } from './api';
import { keep } from './keep';
import { HttpError } from './protocol';

/** The server has looked at the token. 403 is about our own, which is renewed. */
const isRefusal = (status: number): boolean => status < 500 && status !== 429 && status !== 403;

export interface Identity {
  set(token: string | undefined): void;
  /** Tells the server, once. A refused token changes nothing; rejects while the server can't be reached. */
  present(): Promise<void>;
}

/** `other`: this browser's conversation belongs to somebody else; a new one must begin. */
export function createIdentity(url: string, other: () => void): Identity {
  let token: string | undefined;
  let running: Promise<void> | undefined;

  async function tell(): Promise<void> {
    const session = keep.session();
    const mine = token;
    if (!mine || !session?.started) return;
    try {
      await identify(url, session, mine);
    } catch (error) {
      if (!(error instanceof HttpError) || !isRefusal(error.status)) throw error;
      if (error.status === 409) {
        // The token is not used up: it is presented again in the new conversation.
        other();
        throw new Error('another conversation begins', { cause: error });
      }
    }
    if (token === mine) token = undefined;
  }

  return {
    set(next) {
      token = next;
    },
    present() {
      running ??= tell().finally(() => {
        running = undefined;
      });
      return running;
    },
  };
}
