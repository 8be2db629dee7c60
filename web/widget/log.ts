// The list of messages on screen: the newest first, older ones as one scrolls up; what waits to be sent; typing.
import { el, icon } from './dom';
import type { Entry } from './entries';
import { ABOVE_PX, append, hold, nearEnd, newest, older, scrolled, scrollTo } from './log-draw';
import { tell, waitingItem } from './log-pending';
import type { LogOptions, LogView } from './log-view';
import type { Outgoing, SendState } from './protocol';
import { fillTime } from './time';

export interface Log {
  element: HTMLElement;
  /** They stand at the end. Nothing is drawn before `live`. */
  add(entries: readonly Entry[]): void;
  /** A text of our own on its way. */
  pending(message: Outgoing, state: SendState): void;
  /** It has arrived: its entry stands in the list. */
  settled(id: string): void;
  typing(on: boolean): void;
  /** The backlog is complete: only now it is shown, and what comes from now on is read out. */
  live(): void;
  /** Takes everything away and waits for the next `live`; `pending` stays where it will be sent yet. */
  clear(keepPending: boolean): void;
  entries(): readonly Entry[];
  focus(): void;
  /** Something was sent that has no entry of its own: its answer is shown, wherever one reads. */
  expect(): void;
  /** The language changed. */
  relabel(): void;
}

export function createLog(options: LogOptions): Log {
  const view = createView(options);
  const { t, locale } = options;
  const { element, log, list, waiting, dots, down, pendings } = view;
  listen(view);
  return {
    element,
    add(fresh) {
      if (view.live) append(view, fresh);
      else view.entries.push(...fresh);
    },
    pending(message, state) {
      if (message.text === undefined) return;
      const item = pendings.get(message.id) ?? (state === 'sent' ? undefined : waitingItem(view, message));
      if (item) tell(view, item, message, state);
    },
    settled(id) {
      pendings.get(id)?.remove();
      pendings.delete(id);
    },
    typing(on) {
      dots.hidden = !on;
      if (on && nearEnd(view)) scrollTo(view, 'end');
    },
    live() {
      view.live = true;
      newest(view);
      requestAnimationFrame(() => (log.ariaLive = 'polite'));
    },
    clear(keepPending) {
      view.live = false;
      view.entries = [];
      view.first = 0;
      log.ariaLive = 'off';
      list.replaceChildren();
      down.hidden = true;
      dots.hidden = true;
      if (keepPending) return;
      waiting.replaceChildren();
      pendings.clear();
    },
    entries: () => view.entries,
    focus: () => log.focus({ preventScroll: true }),
    expect() {
      view.due = true;
    },
    relabel() {
      log.ariaLabel = t('log');
      const [label] = down.getElementsByTagName('span');
      if (label) label.textContent = t('newMessages');
      const typing = dots.querySelector('.sr');
      if (typing) typing.textContent = t('typing');
      for (const one of log.querySelectorAll<HTMLElement>('[data-t]')) one.textContent = t(one.dataset.t ?? '');
      for (const time of list.querySelectorAll('time')) fillTime(time, locale());
    },
  };
}

function createView(options: LogOptions): LogView {
  const list = el('ol', { class: 'messages' });
  const waiting = el('ol', { class: 'messages waiting' });
  const dots = el('p', { class: 'typing', hidden: true }, el('span', { class: 'dots' }), el('span', { class: 'sr' }));
  const down = el('button', { type: 'button', class: 'down', hidden: true }, icon('M12 5v14M6 13l6 6 6-6'), el('span'));
  // ARIA's role for exactly this: additions are read in order, politely.
  const log = el('div', { class: 'log', role: 'log', 'aria-live': 'off', tabindex: 0 }, list, waiting, dots);
  const element = el('div', { class: 'log-frame' }, log, down);
  const shown = { element, log, list, waiting, dots, down };
  return {
    options,
    ...shown,
    pendings: new Map(),
    entries: [],
    first: 0,
    live: false,
    held: 'end',
    height: 0,
    due: false,
  };
}

function listen(view: LogView): void {
  const { log, down } = view;
  down.addEventListener('click', () => {
    scrollTo(view, 'end');
    log.focus({ preventScroll: true });
  });
  log.addEventListener('scroll', () => {
    if (nearEnd(view)) down.hidden = true;
    if (log.scrollTop < ABOVE_PX) older(view);
  });
  // The window got another size (opened, a keyboard, a rotation): who read the end, or an answer's start, still does.
  log.addEventListener('scroll', () => scrolled(view), { passive: true });
  if (typeof ResizeObserver === 'function') new ResizeObserver(() => view.held && hold(view, view.held)).observe(log);
}
