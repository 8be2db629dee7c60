// botframework-directlinejs alone, in Node: no page, no browser, only what it needs of one.
import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import { call } from '../support/directline-client';
import { eventually } from '../support/eventually';
import type { Client } from './steps';

interface Card {
  actions?: { title?: string; data?: object }[];
}
interface Said {
  id?: string;
  type: string;
  text?: string;
  from: { role?: string };
  channelData?: { clientActivityID?: string };
  attachments?: { content: Card }[];
}

const WITHIN_MS = 20_000;

/** `xhr`: the file of a module with an XMLHttpRequest. */
export async function directlinejs(product: string, xhr: string): Promise<Client> {
  // It takes both from the global object, as browsers have them, and looks for them when it is loaded.
  const { XMLHttpRequest } = require(xhr) as { XMLHttpRequest: unknown };
  Object.assign(globalThis, { XMLHttpRequest, WebSocket });
  const { DirectLine } = require('botframework-directlinejs') as typeof import('botframework-directlinejs');
  const { body } = await call<{ token: string; domain: string }>(`${product}/api/webchat/token`, {
    json: { locale: 'en-US' },
  });
  const line = new DirectLine({ token: body.token, domain: body.domain });
  const got: Said[] = [];
  const problems: string[] = [];
  line.activity$.subscribe(
    (activity) => got.push(activity as unknown as Said),
    (error: unknown) => problems.push(`the stream ended: ${String(error)}`),
  );
  let from = 0;
  const textOf = ({ text, attachments }: Said) =>
    [text, JSON.stringify(attachments ?? [])].join(' ').replaceAll('**', '');

  async function post(activity: object): Promise<void> {
    const own = randomUUID();
    from = got.length;
    const sent = { type: 'message', from: { id: 'anyone' }, channelData: { clientActivityID: own }, ...activity };
    const id = await new Promise<string>((resolve, reject) => {
      line.postActivity(sent as Parameters<typeof line.postActivity>[0]).subscribe(resolve, reject);
    });
    if (id === 'retry') throw new Error(`not taken: ${JSON.stringify(activity)}`);
    const echoed = () => got.some((one) => one.channelData?.clientActivityID === own && one.id === id);
    await eventually('its own message comes back', echoed, { withinMs: WITHIN_MS });
  }

  return {
    name: 'botframework-directlinejs in Node',
    says: (text) => post({ text }),
    async presses(button, values = {}) {
      const actions = got.flatMap(({ attachments = [] }) =>
        attachments.flatMap(({ content }) => content.actions ?? []),
      );
      const pressed = actions.findLast(({ title }) => title === button);
      if (!pressed) throw new Error(`no button "${button}", but ${actions.map(({ title }) => title).join(', ')}`);
      await post({ value: { ...pressed.data, ...values } });
    },
    async sees(words) {
      const since = () => got.slice(from);
      const there = () => since().some((one) => one.from.role === 'bot' && words.test(textOf(one)));
      await eventually(String(words), there, { withinMs: WITHIN_MS }).catch(() => {
        throw new Error(`no ${words} in: ${since().map(textOf).join(' | ')}`);
      });
    },
    problems: () => {
      const ids = got.map(({ id }) => id).filter(Boolean);
      return ids.length === new Set(ids).size ? problems : [...problems, `something came twice: ${ids.join(', ')}`];
    },
    close: async () => line.end(),
  };
}
