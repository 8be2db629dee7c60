// What the bench must know of the two chats to press the same things and to see the same moments in them.
import type { FrameLocator, Locator, Page } from 'playwright-core';

/** When something was first there, in milliseconds since 1970 with fractions. */
export interface Marks {
  launcher?: number;
  usable?: number;
  newest?: number;
}

export interface Client {
  name: string;
  path: string;
  launcher(page: Page): Locator;
  /** Where the chat is. */
  root(page: Page): Page | FrameLocator;
  input: string;
  /** The bot's messages. */
  bot: string;
  marks: { host: string; launcher: string; input: string; message: string; last: string };
  /** Run in the chat's frame: the conversation's id. */
  conversation(): string;
  /** Run in the chat's frame: scrolls up until the oldest is there; when it was. Says nothing of those between. */
  toOldest(): Promise<number>;
}

declare global {
  interface Window {
    marks?: Marks;
    answered: Promise<number>;
  }
}

const OURS_INPUT = 'form.composer textarea';
const THEIR_INPUT = '.webchat__send-box-text-box__input';
/** The last that long-history.ts says. */
const LAST = 'said 499';

export const CLIENTS: readonly [Client, Client] = [
  {
    name: 'ours',
    path: '/ours',
    launcher: (page) => page.locator('fapiao-chat button'),
    root: (page) => page.frameLocator('fapiao-chat iframe'),
    input: OURS_INPUT,
    bot: '.message.bot',
    marks: { host: 'fapiao-chat', launcher: 'button', input: OURS_INPUT, message: '.message .bubble', last: LAST },
    conversation: () =>
      (JSON.parse(localStorage['fapiao.session'] as string) as { conversationId: string }).conversationId,
    toOldest: async () => {
      const log = document.querySelector('[role=log]') as HTMLElement;
      while (![...document.querySelectorAll('.message .bubble')].some(({ textContent }) => textContent === 'said 0')) {
        log.scrollTop = 0;
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      return performance.timeOrigin + performance.now();
    },
  },
  {
    name: 'official Web Chat',
    path: '/official',
    launcher: (page) => page.locator('#launcher'),
    root: (page) => page,
    input: THEIR_INPUT,
    bot: '.webchat__bubble:not(.webchat__bubble--from-user)',
    marks: { host: '', launcher: '#launcher', input: THEIR_INPUT, message: '.webchat__bubble__content', last: LAST },
    conversation: () => (JSON.parse(localStorage.session as string) as { conversationId: string }).conversationId,
    toOldest: async () => {
      const first = () =>
        [...document.querySelectorAll('.webchat__bubble__content')].some(({ textContent }) =>
          /(^|\s|:)said 0$/.test(textContent?.trim() ?? ''),
        );
      while (!first()) await new Promise((resolve) => requestAnimationFrame(resolve));
      return performance.timeOrigin + performance.now();
    },
  },
];

/** Runs in every frame before anything else: notes with each picture what is there for the first time. */
export function watchFrames({ host, launcher, input, message, last }: Client['marks']): void {
  const marks: Marks = {};
  window.marks = marks;
  const seen = (element: Element | null | undefined) => !!element?.checkVisibility() && element.clientHeight > 0;
  const tests: Record<keyof Marks, () => boolean> = {
    launcher: () => seen((host ? document.querySelector(host)?.shadowRoot : document)?.querySelector(launcher)),
    usable: () => {
      const field = document.querySelector<HTMLTextAreaElement>(input);
      return seen(field) && !field?.disabled && !field?.readOnly;
    },
    newest: () => {
      // From the end: the newest stand there, and the clock runs.
      const all = document.querySelectorAll(message);
      for (let n = all.length - 1; n >= Math.max(0, all.length - 6); n -= 1) {
        const one = all[n];
        if (one?.textContent?.endsWith(last)) return seen(one) && one.getBoundingClientRect().top < innerHeight;
      }
      return false;
    },
  };
  const look = () => {
    for (const name of Object.keys(tests) as (keyof Marks)[])
      if (!marks[name] && tests[name]()) marks[name] = performance.timeOrigin + performance.now();
    requestAnimationFrame(look);
  };
  look();
}
