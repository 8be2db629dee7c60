// Draws the list of messages: the newest first, older ones as one scrolls up, and follows who reads the end.
import { answerFrom, type Entry, joins } from './entries';
import { itemsOf } from './log-item';
import type { LogView } from './log-view';

/** So many are drawn at once: a long history costs nothing until it is looked at. */
export const PAGE = 50;
const OLDER = 100;
const NEAR_PX = 120;
export const ABOVE_PX = 400;

export const nearEnd = (view: LogView) => view.log.scrollHeight - view.log.scrollTop - view.log.clientHeight < NEAR_PX;

/** Above the start of an answer, so that it is seen where it begins. */
const MARGIN_PX = 16;

const placeOf = ({ log }: LogView, target: HTMLElement | 'end'): number => {
  const end = Math.max(0, log.scrollHeight - log.clientHeight);
  return target === 'end' ? end : Math.min(end, Math.max(0, target.offsetTop - MARGIN_PX));
};

/** Scrolls there, and keeps it there when the window gets another size. */
export function hold(view: LogView, target: HTMLElement | 'end'): void {
  view.log.scrollTop = placeOf(view, target);
  view.held = target;
  view.height = view.log.clientHeight;
}

/** Somebody scrolled: the end is held where it was reached, anything else is let go. */
export function scrolled(view: LogView): void {
  // The window's own doing, while it is hidden or changes its size.
  if (view.log.clientHeight !== view.height && view.held) return;
  view.height = view.log.clientHeight;
  const { held } = view;
  if (held instanceof HTMLElement && Math.abs(view.log.scrollTop - placeOf(view, held)) <= 2) return;
  view.held = nearEnd(view) ? 'end' : undefined;
}

/** Once a frame, however many messages come: a message that is higher than the window is shown from its top. */
export function scrollTo(view: LogView, next: HTMLElement | 'end'): void {
  const scheduled = view.target !== undefined;
  view.target = scheduled && view.target !== 'end' ? view.target : next;
  if (scheduled) return;
  requestAnimationFrame(() => {
    if (view.target) hold(view, view.target);
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

/** Draws the newest page, and nothing else; the newest answer is opened where it begins. */
export function newest(view: LogView): void {
  const { entries } = view;
  view.first = Math.max(0, entries.length - PAGE);
  const from = Math.max(view.first, answerFrom(entries));
  const answer = draw(view, from, entries.length);
  view.list.replaceChildren(...draw(view, view.first, from), ...answer);
  const target = answer.find((item) => item.classList.contains('bot')) ?? 'end';
  hold(view, target);
  scrollTo(view, target);
}

export function append(view: LogView, fresh: readonly Entry[]): void {
  const from = view.entries.length;
  const answered = view.due && fresh.some(({ side }) => side === 'bot');
  if (answered) view.due = false;
  const follow = answered || nearEnd(view) || view.held !== undefined || fresh.some(({ side }) => side === 'user');
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
