// Messages that are more, or less, than a text: what can be read of them, else what they hold.
import type { Input, Unread } from '../../dialogs/flows/flow';
import { wordsOfHtml } from './html';

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
    if (isHtml(one) && wordsOfHtml(text)) return wordsOfHtml(text);
    if (typeOf(one) === 'text/plain' && text.trim()) return text.trim();
  }
  return '';
}

/** What cannot be read, of a message without words. */
export function unread(attachments: readonly Attachment[]): Input {
  const kinds = attachments.slice(0, LOOKED_AT).map(kindOf);
  return { kind: 'unread', what: kinds.find((kind) => kind !== 'nothing') ?? 'nothing' };
}

export const isHtml = (one: Attachment): boolean => typeOf(one) === 'text/html';

/** What a quote refers to: the words beside it count. */
const REFERENCE = 'messagereference';
const CARD = /^application\/vnd\.microsoft\.(teams\.)?card\./;

function kindOf(one: Attachment): Unread {
  const type = typeOf(one);
  // Teams shows a GIF as a picture in HTML.
  if (type === 'text/html')
    return typeof one.content === 'string' && one.content.includes('<img') ? 'picture' : 'nothing';
  if (type === REFERENCE) return 'nothing';
  if (CARD.test(type)) return 'card';
  if (type.startsWith('image/')) return 'picture';
  return type.startsWith('audio/') ? 'voice' : 'file';
}

/** Nothing but HTML tags. */
export const isOnlyTags = (text: string): boolean => text.trimStart().startsWith('<') && wordsOfHtml(text) === '';
