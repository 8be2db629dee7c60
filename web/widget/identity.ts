// Who is signed in on the host page: its token goes to our server before anything else is sent, and is kept nowhere.
import { identify } from './api';
import { keep } from './keep';
import { HttpError } from './protocol';

/** The server has looked at the token. 403 is about our own, which is renewed. */
const isRefusal = (status: number): boolean => status < 500 && status !== 429 && status !== 403;

export interface Identity {
  /** Undefined: nobody. Another person than the one whom the page named before leaves the conversation at once. */
  set(token: string | undefined): void;
  /** Somebody is named whom the server has not heard of yet. */
  waits(): boolean;
  /** Tells the server, once. A refused token changes nothing; rejects while the server can't be reached. */
  present(): Promise<void>;
}

/** Before the page's session ends it is asked for its next token; a short one lasts for half of its time. */
const EARLY_SECONDS = 120;
const SHORTEST_SECONDS = 10;

/** `ending`: the page's token ends soon. `other`: this browser's conversation belongs to somebody else; a new one must begin. `known`: the browser itself could tell. */
export function createIdentity(url: string, ending: () => void, other: (how: { known: boolean }) => void): Identity {
  let token: string | undefined;
  let running: Promise<void> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function askInTime(seconds: number): void {
    const wait = Math.max(seconds - EARLY_SECONDS, seconds / 2, SHORTEST_SECONDS);
    timer = setTimeout(ending, wait * 1000);
  }

  /** The conversation is the named person's from now on: it ends when the page says that nobody is signed in. */
  function mark(): void {
    const session = keep.session();
    const host = token && subjectOf(token);
    if (session && host && session.host !== host) keep.saveSession({ ...session, host });
  }

  async function tell(): Promise<void> {
    const session = keep.session();
    const mine = token;
    if (!mine || !session?.started) return;
    mark();
    try {
      const { expiresIn } = await identify(url, session, mine);
      clearTimeout(timer);
      if (expiresIn) askInTime(expiresIn);
    } catch (error) {
      if (!(error instanceof HttpError) || !isRefusal(error.status)) throw error;
      if (error.status === 409) {
        // The token is not used up: it is presented again in the new conversation.
        other({ known: false });
        throw new Error('another conversation begins', { cause: error });
      }
    }
    if (token === mine) token = undefined;
  }

  return {
    set(next) {
      token = next;
      clearTimeout(timer);
      const known = keep.session()?.host;
      // Before the server is asked: nobody sees another person's conversation while the network is away.
      if (next && known && known !== subjectOf(next)) other({ known: true });
      mark();
    },
    waits: () => token !== undefined,
    present() {
      running ??= tell().finally(() => {
        running = undefined;
      });
      return running;
    },
  };
}

/** Whom a token names. Only the server can say whether it is true; here it tells one person from another. */
function subjectOf(token: string): string {
  try {
    const part = token.split('.')[1]?.replace(/-/g, '+').replace(/_/g, '/') ?? '';
    const { iss, sub } = JSON.parse(atob(part)) as { iss?: unknown; sub?: unknown };
    if (typeof sub === 'string') return `${String(iss)} ${sub}`;
  } catch {
    // Not one that we can read.
  }
  return '?';
}
