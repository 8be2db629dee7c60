// Small helpers to build elements. Data only ever becomes text nodes and checked attributes, never markup.

type Child = Node | string | undefined | false;
type Attributes = Record<string, string | number | boolean | undefined>;

/** An element with attributes (`true` = empty attribute, `false` and `undefined` = absent) and children. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children) if (child) element.append(child);
  return element;
}

/** A drawing of one path in a square of 24. */
export function icon(path: string): SVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(space, 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

let last = 0;
/** An id that is free on this page. */
export const freeId = (prefix: string): string => `${prefix}-${(last += 1)}`;

/**
 * A link's address when it is one that may be opened, else undefined.
 * ASVS 5.0 1.2.2: only http, https and mailto; `javascript:` and `data:` never become links.
 */
export function safeUrl(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    const url = new URL(text);
    return ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}

export const link = (url: string, ...children: Child[]): HTMLAnchorElement =>
  el('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, ...children);

const PICTURE = /^data:image\/(png|jpeg|gif|webp);base64,[\w+/=]+$/;

/**
 * A picture of ours, or one that the message holds. One of another site would tell that site who reads (ASVS 5.0 3.4.3: the
 * policy loads none): it becomes a link.
 */
export function picture(source: unknown, words: string): HTMLElement | undefined {
  const inline = typeof source === 'string' && PICTURE.test(source);
  const url = inline ? source : safeUrl(source);
  if (url === undefined) return undefined;
  if (inline || new URL(url).origin === location.origin) return el('img', { class: 'picture', src: url, alt: words });
  return el('p', { class: 'bubble file' }, icon('M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4'), link(url, words));
}

/** A finger's device opens a keyboard over half the screen when a field gets the focus. */
export const isTouch = (): boolean => matchMedia('(pointer: coarse)').matches;
