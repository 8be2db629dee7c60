// The list of messages: what arrived, what waits to be sent, days, times, typing.
import type { Activity, Outgoing, SendState } from './protocol';
import { el } from './dom';
import { markdown } from './markdown';
import type { T } from './text';
import { fillTime } from './time';

export interface Log {
  element: HTMLElement;
  /** A message from the server, with whatever is drawn under its text. */
  show(activity: Activity, extra: readonly HTMLElement[]): void;
  /** A text of our own on its way. */
  pending(message: Outgoing, state: SendState): void;
  typing(on: boolean): void;
  note(text: string): void;
  /** The backlog is complete: only now it is shown, and what comes from now on is read out. */
  live(): void;
  focus(): void;
  /** The language changed. */
  relabel(): void;
}

export interface LogOptions {
  t: T;
  locale: () => string;
  /** A refused text goes back to the composer. */
  edit: (text: string) => void;
}

/** Messages of the same side within a minute share one time. */
const GROUP_MS = 60_000;
const NEAR_PX = 120;

export function createLog({ t, locale, edit }: LogOptions): Log {
  // Hidden until the backlog is complete: a long one is laid out once, not a hundred times.
  const list = el('ol', { class: 'messages', hidden: true });
  const waiting = el('ol', { class: 'messages waiting' });
  const dots = el(
    'p',
    { class: 'typing', hidden: true },
    el('span', { class: 'dots', 'aria-hidden': 'true' }),
    el('span', { class: 'sr' }),
  );
  const down = el('button', { type: 'button', class: 'down', hidden: true });
  // ARIA's role for exactly this: additions are read in order, politely.
  const log = el('div', { class: 'log', role: 'log', 'aria-live': 'off', tabindex: 0 }, list, waiting, dots);
  const element = el('div', { class: 'log-frame' }, log, down);
  const pendings = new Map<string, HTMLElement>();
  let lastDay = '';
  let last: { side: string; at: number; time: HTMLElement } | undefined;
  let target: HTMLElement | 'end' | undefined;

  down.addEventListener('click', () => scrollTo('end'));
  log.addEventListener('scroll', () => {
    if (nearEnd()) down.hidden = true;
  });

  const nearEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_PX;

  /** Once a frame, however many messages come: a message that is higher than the window is shown from its top. */
  function scrollTo(next: HTMLElement | 'end'): void {
    const scheduled = target !== undefined;
    target = scheduled && target !== 'end' ? target : next;
    if (scheduled) return;
    requestAnimationFrame(() => {
      log.scrollTop = target instanceof HTMLElement ? target.offsetTop - 16 : log.scrollHeight;
      target = undefined;
    });
  }

  function day(at: Date): void {
    const key = at.toDateString();
    if (key === lastDay) return;
    lastDay = key;
    const time = el('time', { datetime: at.toISOString(), 'data-kind': 'day' });
    fillTime(time, locale());
    list.append(el('li', { class: 'day' }, time));
    last = undefined;
  }

  function bubble(side: 'bot' | 'user', body: Node | undefined, extra: readonly HTMLElement[]): HTMLElement {
    const who = el(
      'span',
      { class: 'sr', 'data-t': side === 'bot' ? 'assistant' : 'you' },
      t(side === 'bot' ? 'assistant' : 'you'),
    );
    const text = body ? el('div', { class: 'bubble' }) : undefined;
    if (text && body) text.append(body);
    return el('li', { class: `message ${side}` }, who, text, ...extra);
  }

  return {
    element,
    show(activity, extra) {
      const side = activity.from?.role === 'bot' ? 'bot' : 'user';
      const at = new Date(activity.timestamp ?? Date.now());
      // Measured last: it costs a layout, which a long backlog must not pay for each message.
      const follow = side === 'user' || log.ariaLive === 'off' || nearEnd();
      day(at);
      const own = pendings.get(activity.channelData?.clientActivityID ?? '');
      own?.remove();
      const text = activity.text ?? '';
      const body = !text ? undefined : side === 'bot' ? markdown(text) : document.createTextNode(text);
      const item = bubble(side, body, extra);
      if (activity.locale && side === 'bot') item.lang = activity.locale;
      const time = el('time', { datetime: at.toISOString() });
      fillTime(time, locale());
      item.append(time);
      if (last?.side === side && at.getTime() - last.at < GROUP_MS) {
        last.time.remove();
        item.classList.add('joined');
      }
      last = { side, at: at.getTime(), time };
      list.append(item);
      if (side === 'bot') this.typing(false);
      if (follow) scrollTo(side === 'bot' && log.ariaLive !== 'off' ? item : 'end');
      else down.hidden = false;
    },
    pending(message, state) {
      if (message.text === undefined) return;
      let item = pendings.get(message.id);
      if (!item) {
        if (state === 'sent') return;
        item = bubble('user', document.createTextNode(message.text), []);
        item.append(el('p', { class: 'state' }));
        pendings.set(message.id, item);
        waiting.append(item);
        scrollTo('end');
      }
      item.dataset.state = state;
      const line = item.querySelector('.state');
      if (!line) return;
      line.textContent = state === 'waiting' ? t('waiting') : state === 'refused' ? t('refused') : '';
      if (state === 'refused') {
        const again = el('button', { type: 'button', class: 'plain' }, t('edit'));
        again.addEventListener('click', () => {
          item.remove();
          edit(message.text ?? '');
        });
        line.append(' ', again);
      }
    },
    typing(on) {
      dots.hidden = !on;
      if (on) scrollTo('end');
    },
    note(text) {
      list.hidden = false;
      list.append(el('li', { class: 'note' }, text));
      scrollTo('end');
    },
    live() {
      log.ariaLive = 'polite';
      list.hidden = false;
      scrollTo('end');
    },
    focus: () => log.focus({ preventScroll: true }),
    relabel() {
      log.ariaLabel = t('log');
      down.textContent = t('newMessages');
      const typing = dots.querySelector('.sr');
      if (typing) typing.textContent = t('typing');
      for (const label of list.querySelectorAll<HTMLElement>('[data-t]')) label.textContent = t(label.dataset.t ?? '');
      for (const time of list.querySelectorAll('time')) fillTime(time, locale());
    },
  };
}
