// A person with a client that does what clients must: sends again what got no answer, and reconnects where it was.
import { randomUUID } from 'node:crypto';
import { eventually } from './eventually';
import { activity, type Channel, deliver, wordsOf } from './channel';
import { type Activity, begin, call, listen, message, type Opened } from './directline-client';

export interface Visitor {
  /** The conversation as the product names it. */
  conversation: string;
  /** Sends once, to another process if given. Throws when it is not taken. */
  sends(text: string, id: string, base?: string): Promise<void>;
  /** Sends until it is taken, then waits until the bot has said something like it since. Answers what the bot said. */
  says(text: string, expected: RegExp): Promise<string>;
  /** Waits until the bot says it. */
  hears(expected: RegExp): Promise<string>;
  /** Everything the bot said, oldest first. */
  heard(): string[];
  /** How often something was sent again, because a process was too busy to answer in time or had died. */
  sentAgain(): number;
  leave(): void;
}

const TRIES = 50;

/** Sends until it is taken: another process takes what a killed one did not. */
function persistence() {
  let again = 0;
  return {
    again: () => again,
    async persist(send: () => Promise<void>): Promise<void> {
      for (let tries = 1; ; tries += 1) {
        try {
          return await send();
        } catch (error) {
          if (tries === TRIES) throw error;
          again += 1;
        }
      }
    },
  };
}

function taken(status: number): void {
  if (status !== 200) throw new Error(`answered ${status}`);
}

/** Waits for a word of the bot's, from the `from`th on. */
function listener(heard: () => string[]) {
  let from = 0;
  return async (expected: RegExp): Promise<string> => {
    const find = () => heard().findIndex((text, at) => at >= from && expected.test(text));
    await eventually(`${expected} after ${heard().slice(from).join()}`, () => find() >= 0);
    const at = find();
    from = at + 1;
    return heard()[at] ?? '';
  };
}

/** A tab that follows a conversation: reconnects from its watermark when its socket closes. */
export async function openTab(chat: { url: string; token: string }) {
  const got: Activity[] = [];
  let watermark = '0';
  let left = false;
  let line: ReturnType<typeof listen> | undefined;

  async function connect(): Promise<void> {
    while (!left) {
      const opened = await call<Opened>(`${chat.url}?watermark=${watermark}`, { token: chat.token }).catch(
        () => undefined,
      );
      if (opened?.status !== 200) continue;
      const own = listen(opened.body.streamUrl);
      own.socket.on('error', () => undefined);
      own.socket.on('message', () => {
        const set = own.sets.shift();
        if (!set) return;
        got.push(...set.activities);
        watermark = set.watermark;
      });
      own.socket.on('close', () => void connect());
      line = own;
      return;
    }
  }
  await connect();
  return {
    activities: () => got,
    said: (who: 'bot' | 'user') => got.filter(({ from }) => from.role === who),
    seqs: () => got.map(({ id }) => Number(id.split('|')[1])),
    leave() {
      left = true;
      line?.socket.close();
    },
  };
}

export type Tab = Awaited<ReturnType<typeof openTab>>;

/** A visitor of the chat page. */
export async function webVisitor(base: string): Promise<Visitor & { tab: Tab; chat: { url: string; token: string } }> {
  const chat = await begin(base);
  const tab = await openTab(chat);
  const heard = () => tab.said('bot').map(wordsOf);
  const hears = listener(heard);
  const { persist, again } = persistence();
  const sends = async (text: string, id: string, where = base) => {
    const url = `${chat.url.replace(base, where)}/activities`;
    taken((await call(url, { json: message(text, id), token: chat.token })).status);
  };
  return {
    conversation: `directline:${chat.conversationId}`,
    tab,
    chat,
    heard,
    sentAgain: again,
    hears,
    sends,
    async says(text, expected) {
      const id = randomUUID();
      await persist(() => sends(text, id));
      return hears(expected);
    },
    leave: tab.leave,
  };
}

/** A visitor of a Bot Framework channel. */
export function channelVisitor(base: string, channel: Channel): Visitor {
  const talk = `talk-${randomUUID()}`;
  const heard = () =>
    channel.posts
      .filter(({ path }) => path.startsWith(`/v3/conversations/${talk}/`))
      .map(({ body }) => wordsOf([body.text, body.attachments]));
  const hears = listener(heard);
  const { persist, again } = persistence();
  const sends = async (text: string, id: string, where = base) => {
    const one = activity(channel.serviceUrl, text, { id, conversation: { id: talk } });
    taken((await deliver(where, one)).status);
  };
  return {
    conversation: `emulator||${talk}`,
    heard,
    sentAgain: again,
    hears,
    sends,
    async says(text, expected) {
      const id = randomUUID();
      await persist(() => sends(text, id));
      return hears(expected);
    },
    leave: () => undefined,
  };
}
