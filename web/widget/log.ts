// The list of messages on screen: the newest first, older ones as one scrolls up; what waits to be sent; typing.
import type { Outgoing, SendState } from './protocol';
import { el, icon } from './dom';
import { type Entry, joins } from './entries';
import { bubble, type ItemOptions, itemsOf, waitingIcon, who } from './log-item';
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
  /** The language changed. */
  relabel(): void;
}

export interface LogOptions extends ItemOptions {
  /** A refused text goes back to the composer. */
  edit: (text: string) => void;
}

/** So many are drawn at once: a long history costs nothing until it is looked at. */
const PAGE = 50;
const OLDER = 100;
const NEAR_PX = 120;
const ABOVE_PX = 400;

export function createLog(options: LogOptions): Log {
  const { t, locale, edit } = options;
  const list = el('ol', { class: 'messages' });
  const waiting = el('ol', { class: 'messages waiting' });
  const dots = el('p', { class: 'typing', hidden: true }, el('span', { class: 'dots' }), el('span', { class: 'sr' }));
  const down = el('button', { type: 'button', class: 'down', hidden: true }, icon('M12 5v14M6 13l6 6 6-6'), el('span'));
  // ARIA's role for exactly this: additions are read in order, politely.
  const log = el('div', { class: 'log', role: 'log', 'aria-live': 'off', tabindex: 0 }, list, waiting, dots);
  const element = el('div', { class: 'log-frame' }, log, down);
  const pendings = new Map<string, HTMLElement>();
  let entries: Entry[] = [];
  /** The first entry that is drawn. */
  let first = 0;
  let live = false;
  let target: HTMLElement | 'end' | undefined;

  down.addEventListener('click', () => {
    scrollTo('end');
    log.focus({ preventScroll: true });
  });
  log.addEventListener('scroll', () => {
    if (nearEnd()) down.hidden = true;
    if (log.scrollTop < ABOVE_PX) older();
  });
  // The window became smaller (a keyboard, a rotation): who read the end still reads the end.
  let atEnd = true;
  log.addEventListener('scroll', () => (atEnd = nearEnd()), { passive: true });
  if (typeof ResizeObserver === 'function') new ResizeObserver(() => atEnd && end()).observe(log);

  const nearEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_PX;
  const end = () => (log.scrollTop = log.scrollHeight);

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

  /** Draws the entries from `from` on, up to `to`. */
  function draw(from: number, to: number): HTMLElement[] {
    const items: HTMLElement[] = [];
    for (let at = from; at < to; at += 1) {
      const entry = entries[at];
      if (entry) items.push(...itemsOf(entry, entries[at - 1], entries[at + 1], options));
    }
    return items;
  }

  function older(): void {
    if (!live || first === 0) return;
    const from = Math.max(0, first - OLDER);
    // What one was reading stays where it is; older messages are no news to read out.
    const below = log.scrollHeight - log.scrollTop;
    log.ariaLive = 'off';
    list.prepend(...draw(from, first));
    first = from;
    log.scrollTop = log.scrollHeight - below;
    requestAnimationFrame(() => (log.ariaLive = 'polite'));
  }

  function append(fresh: readonly Entry[]): void {
    const from = entries.length;
    const follow = nearEnd() || fresh.some(({ side }) => side === 'user');
    entries.push(...fresh);
    const head = fresh[0];
    // The name and time of a group stand once.
    if (head && joins(head, entries[from - 1])) list.lastElementChild?.querySelector(':scope > time')?.remove();
    const items = draw(from, entries.length);
    list.append(...items);
    const top = items.find((item) => item.classList.contains('bot'));
    if (!follow) down.hidden = false;
    else scrollTo(top ?? 'end');
  }

  function waitingItem(message: Outgoing): HTMLElement {
    const label = who({ side: 'user' }, false, options);
    const item = bubble('user', document.createTextNode(message.text ?? ''), [el('p', { class: 'state' })], label);
    pendings.set(message.id, item);
    waiting.append(item);
    scrollTo('end');
    return item;
  }

  function tell(item: HTMLElement, message: Outgoing, state: SendState): void {
    const line = item.querySelector('.state');
    item.dataset.state = state;
    if (state === 'sent') return line?.replaceChildren();
    if (state === 'waiting')
      return line?.replaceChildren(waitingIcon(), el('span', { 'data-t': 'waiting' }, t('waiting')));
    const again = el('button', { type: 'button', class: 'plain', 'data-t': 'edit' }, t('edit'));
    again.addEventListener('click', () => {
      item.remove();
      pendings.delete(message.id);
      edit(message.text ?? '');
    });
    line?.replaceChildren(el('span', { 'data-t': 'refused' }, t('refused')), ' ', again);
  }

  return {
    element,
    add(fresh) {
      if (live) append(fresh);
      else entries.push(...fresh);
    },
    pending(message, state) {
      if (message.text === undefined) return;
      const item = pendings.get(message.id) ?? (state === 'sent' ? undefined : waitingItem(message));
      if (item) tell(item, message, state);
    },
    settled(id) {
      pendings.get(id)?.remove();
      pendings.delete(id);
    },
    typing(on) {
      dots.hidden = !on;
      if (on && nearEnd()) scrollTo('end');
    },
    live() {
      live = true;
      first = Math.max(0, entries.length - PAGE);
      list.replaceChildren(...draw(first, entries.length));
      end();
      scrollTo('end');
      requestAnimationFrame(() => (log.ariaLive = 'polite'));
    },
    clear(keepPending) {
      live = false;
      entries = [];
      first = 0;
      log.ariaLive = 'off';
      list.replaceChildren();
      down.hidden = true;
      dots.hidden = true;
      if (keepPending) return;
      waiting.replaceChildren();
      pendings.clear();
    },
    entries: () => entries,
    focus: () => log.focus({ preventScroll: true }),
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
