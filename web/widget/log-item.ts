// One entry of the conversation as list items: who, what, when, and the day where one begins.
import { el, icon } from './dom';
import { type Entry, joins, opensDay } from './entries';
import { markdown } from './markdown';
import type { T } from './text';
import { fillTime } from './time';

export interface ItemOptions {
  t: T;
  locale: () => string;
  /** Whatever is drawn under an activity's text. */
  draw: (entry: Entry) => HTMLElement[];
}

/** The assistant's seal; a person of the service has a letter. */
const SEAL = '票';
const ASSISTANT = 'fapiao-assistant';

/** The items of an entry. `before` and `after` are its neighbours, drawn or not. */
export function itemsOf(entry: Entry, before: Entry | undefined, after: Entry | undefined, options: ItemOptions) {
  const items: HTMLElement[] = [];
  if (opensDay(entry, before)) {
    const time = el('time', { datetime: new Date(entry.at).toISOString(), 'data-kind': 'day' });
    fillTime(time, options.locale());
    items.push(el('li', { class: 'day' }, time));
  }
  if (entry.side === 'note') return [...items, el('li', { class: 'note' }, noteOf(entry))];
  const joined = joins(entry, before);
  const { activity } = entry;
  const text = activity?.text ?? '';
  // A person's words are as they were typed.
  const typed = entry.side === 'user' || activity?.textFormat === 'plain';
  const body = !text ? undefined : typed ? document.createTextNode(text) : markdown(text);
  const item = bubble(entry.side, body, options.draw(entry), who(entry, joined, options));
  if (joined) item.classList.add('joined');
  if (typed) item.classList.add('typed');
  if (entry.side === 'bot' && activity?.locale) item.lang = activity.locale;
  if (!after || !joins(after, entry)) {
    const time = el('time', { datetime: new Date(entry.at).toISOString() });
    fillTime(time, options.locale());
    item.append(time);
  }
  return [...items, item];
}

const noteOf = ({ text, activity }: Entry): Node | string | undefined =>
  text ?? (activity?.text ? markdown(activity.text) : undefined);

/** A message of a side. */
export function bubble(side: string, body: Node | undefined, extra: readonly HTMLElement[], label: HTMLElement) {
  const text = body ? el('div', { class: 'bubble' }) : undefined;
  if (text && body) text.append(body);
  return el('li', { class: `message ${side}` }, label, text, ...extra);
}

/** Spoken with every message, shown where another one begins to speak. */
export function who({ side, activity }: Pick<Entry, 'side' | 'activity'>, joined: boolean, { t }: ItemOptions) {
  if (side === 'user') return el('span', { class: 'sr', 'data-t': 'you' }, t('you'));
  const { id, name } = activity?.from ?? {};
  const known = name && id !== ASSISTANT ? name : undefined;
  const label = el(
    'span',
    known ? {} : { 'data-t': joined ? 'assistant' : 'title' },
    known ?? t(joined ? 'assistant' : 'title'),
  );
  if (joined) {
    label.className = 'sr';
    return label;
  }
  const picture = el('span', { class: 'avatar', 'aria-hidden': 'true', lang: 'zh-CN' }, known ? [...known][0] : SEAL);
  return el('p', { class: 'who' }, picture, label);
}

export const waitingIcon = (): SVGElement => icon('M12 7v5l3 2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z');
