// Messages that are more, or less, than a text: what can be read of them, else what they hold.
import type { Input, Unread } from '../../dialogs/flows/flow';

/** An attachment as channels send them: `content` is ours to read only where it is text. */
export interface Attachment {
  contentType?: string | null | undefined;
  content?: unknown;
}

/** So much of what a channel attaches is looked at. */
const LOOKED_AT = 10;
const TEXT_LIMIT = 10_000;

/** Teams repeats every formatted message as text/html: no file, and where the text is missing it is the text. */
const typeOf = ({ contentType }: Attachment): string =>
  (contentType ?? '').toLowerCase().split(';', 1)[0]?.trim() ?? '';

/** What is attached as text, of a message without one. */
export function textIn(attachments: readonly Attachment[]): string {
  for (const one of attachments.slice(0, LOOKED_AT)) {
    if (typeof one.content !== 'string') continue;
    const text = one.content.slice(0, TEXT_LIMIT);
    if (typeOf(one) === 'text/html' && withoutTags(text)) return withoutTags(text);
    if (typeOf(one) === 'text/plain' && text.trim()) return text.trim();
  }
  return '';
}

/** What cannot be read, of a message without words. */
export function unread(attachments: readonly Attachment[]): Input {
  const types = attachments.slice(0, LOOKED_AT).map(typeOf);
  return { kind: 'unread', what: types.map(kindOf).find((kind) => kind !== 'nothing') ?? 'nothing' };
}

function kindOf(type: string): Unread {
  if (type === 'text/html') return 'nothing';
  if (type.startsWith('image/')) return 'picture';
  return type.startsWith('audio/') ? 'voice' : 'file';
}

/** Nothing but HTML tags. */
export const isOnlyTags = (text: string): boolean => text.trimStart().startsWith('<') && withoutTags(text) === '';

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', '#39': "'" };

/** The words between the tags, in one pass: no pattern over strangers' text. */
function withoutTags(html: string): string {
  let out = '';
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open < 0) break;
    const close = html.indexOf('>', open);
    if (close < 0) break;
    // "a < b" is no tag.
    const tag = /[a-z!/]/i.test(html[open + 1] ?? '');
    out += html.slice(at, tag ? open : close + 1) + (tag ? ' ' : '');
    at = close + 1;
  }
  out += html.slice(at);
  return out
    .replace(/&(amp|lt|gt|quot|nbsp|#39);/g, (_, name: string) => ENTITIES[name] ?? ' ')
    .replace(/[ \t\u00a0]{1,10000}/g, ' ')
    .trim();
}
