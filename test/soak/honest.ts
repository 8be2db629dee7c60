// Honest people of a soak: each writes one message after the other in the web chat, waits for the answer, and remembers what was written.
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type Activity, call, listen, message } from '../support/directline-client';

/** In the language of the conversation: questions, a registration that is begun and given up, an application that needs an account. */
const SAYS: Record<string, readonly string[]> = {
  'zh-CN': [
    '你好',
    '什么是专票？',
    '注册',
    'DEMO-9999',
    'lihua@qinghe.example',
    '多久能收到发票？',
    '取消',
    '我要开发票',
    '取消',
    '联系电话',
  ],
  'en-US': [
    'hello',
    'what is a special fapiao?',
    'register',
    'DEMO-9999',
    'li@qinghe.example',
    'how long does it take?',
    'cancel',
  ],
  'nl-NL': [
    'goedemorgen',
    'hoe lang duurt het?',
    'registreren',
    'DEMO-9999',
    'annuleren',
    'ik wil een fapiao',
    'annuleren',
  ],
};

export interface Written {
  /** Milliseconds from the POST to the bot's first words after it. */
  times: number[];
  /** Messages that were taken and stand in the conversation not at all, or more than once; or that nobody answered. */
  lost: string[];
  doubled: string[];
  /** What was not taken, by status. */
  refused: Record<string, number>;
}

const isBot = ({ from }: Activity): boolean => from.role === 'bot';

/** `from` is the address that the proxy in front would say. Ends after the turn in which `until` says so. */
export async function honest(
  base: string,
  { from, until, pauseMs }: { from: () => string; until: () => boolean; pauseMs: number },
): Promise<Written> {
  const written: Written = { times: [], lost: [], doubled: [], refused: {} };
  const locales = Object.keys(SAYS);
  for (let n = 0; !until(); n += 1) {
    const locale = locales[n % locales.length] ?? 'en-US';
    await conversation(base, { locale, headers: { 'X-Forwarded-For': from() }, until, pauseMs }, written);
  }
  return written;
}

interface Talk {
  locale: string;
  headers: Record<string, string>;
  until: () => boolean;
  pauseMs: number;
}

async function conversation(base: string, { locale, headers, until, pauseMs }: Talk, written: Written): Promise<void> {
  const issued = await call<{ token: string; conversationId: string }>(`${base}/api/webchat/token`, {
    json: { locale },
    headers,
  });
  const { token, conversationId } = issued.body;
  const begun = await call<{ streamUrl: string }>(`${base}/v3/directline/conversations`, {
    json: { locale },
    token,
    headers,
  });
  const url = `${base}/v3/directline/conversations/${conversationId}/activities`;
  const line = listen(begun.body.streamUrl);
  const taken: string[] = [];
  await line.until(() => line.activities().some(isBot));
  for (const text of SAYS[locale] ?? []) {
    if (until()) break;
    const id = randomUUID();
    const began = performance.now();
    const { status } = await call(url, { json: { ...message(text, id), locale }, token, headers });
    if (status !== 200) {
      written.refused[status] = (written.refused[status] ?? 0) + 1;
      continue;
    }
    taken.push(id);
    await line.until(() => answered(line.activities(), id));
    written.times.push(performance.now() - began);
    await wait(pauseMs);
  }
  line.socket.close();
  // What stands there when it is read anew.
  const { body } = await call<{ activities: Activity[] }>(url, { token, headers });
  for (const id of taken) {
    const own = body.activities.filter(({ channelData }) => channelData?.clientActivityID === id);
    if (own.length > 1) written.doubled.push(id);
    if (own.length === 0 || !answered(body.activities, id)) written.lost.push(id);
  }
}

/** The bot said something after it. */
function answered(activities: readonly Activity[], id: string): boolean {
  const at = activities.findIndex(({ channelData }) => channelData?.clientActivityID === id);
  return at >= 0 && activities.slice(at + 1).some(isBot);
}
