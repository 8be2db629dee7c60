// Draws the list of messages: the newest first, older ones as one scrolls up, and follows who reads the end.
import { type Entry, joins } from './entries';
import { itemsOf } from './log-item';
import type { LogView } from './log-view';

/** So many are drawn at once: a long history costs nothing until it is looked at. */
export const PAGE = 50;
const OLDER = 100;
const NEAR_PX = 120;
export const ABOVE_PX = 400;

export const nearEnd = (view: LogView) => view.log.scrollHeight - view.log.scrollTop - view.log.clientHeight < NEAR_PX;
export const end = (view: LogView) => (view.log.scrollTop = view.log.scrollHeight);

/** Once a frame, however many messages come: a message that is higher than the window is shown from its top. */
export function scrollTo(view: LogView, next: HTMLElement | 'end'): void {
  const scheduled = view.target !== undefined;
  view.target = scheduled && view.target !== 'end' ? view.target : next;
  if (scheduled) return;
  requestAnimationFrame(() => {
    view.log.scrollTop = view.target instanceof HTMLElement ? view.target.offsetTop - 16 : view.log.scrollHeight;
    view.target = undefined;
  });
}

/** Draws the entries from `from` on, up to `to`. */
export function draw(view: LogView, from: number, to: number): HTMLElement[] {
  const items: HTMLElement[] = [];
  for (let at = from; at < to; at += 1) {
    const entry = view.entries[at];
    if (entry) items.push(...itemsOf(entry, view.entries[at - 1], view.entries[at + 1], view.options));
  }
  return items;
}

export function older(view: LogView): void {
  if (!view.live || view.first === 0) return;
  const from = Math.max(0, view.first - OLDER);
  // What one was reading stays where it is; older messages are no news to read out.
  const below = view.log.scrollHeight - view.log.scrollTop;
  view.log.ariaLive = 'off';
  view.list.prepend(...draw(view, from, view.first));
  view.first = from;
  view.log.scrollTop = view.log.scrollHeight - below;
  requestAnimationFrame(() => (view.log.ariaLive = 'polite'));
}

/** Draws the newest page, and nothing else. */
export function newest(view: LogView): void {
  view.first = Math.max(0, view.entries.length - PAGE);
  view.list.replaceChildren(...draw(view, view.first, view.entries.length));
  end(view);
  scrollTo(view, 'end');
}

export function append(view: LogView, fresh: readonly Entry[]): void {
  const from = view.entries.length;
  const follow = nearEnd(view) || fresh.some(({ side }) => side === 'user');
  view.entries.push(...fresh);
  // Nobody writes that much at once: a history that came late, or all of a long absence.
  if (follow && fresh.length > PAGE) return newest(view);
  const head = fresh[0];
  // The name and time of a group stand once.
  if (head && joins(head, view.entries[from - 1])) view.list.lastElementChild?.querySelector(':scope > time')?.remove();
  const items = draw(view, from, view.entries.length);
  view.list.append(...items);
  const top = items.find((item) => item.classList.contains('bot'));
  if (!follow) view.down.hidden = false;
  else scrollTo(view, top ?? 'end');
}
