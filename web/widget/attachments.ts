// What comes with a message: cards of two kinds, pictures, files; anything else shows what it says of itself.
import { type CardNode, isNode, nodes, str } from './card-node';
import { el, icon, link, picture, safeUrl } from './dom';
import type { Activity, Attachment } from './protocol';
import type { T } from './text';

const ADAPTIVE = 'application/vnd.microsoft.card.adaptive';
/** Bot Framework's older cards: title, text and buttons. */
const RICH = /^application\/vnd\.microsoft\.card\.(hero|thumbnail|signin|receipt)$/;

/** Those that have the shape of attachments: whoever writes a message may write anything. */
export const attachmentsOf = (activity: Activity | undefined): Attachment[] =>
  (Array.isArray(activity?.attachments) ? activity.attachments : []).filter(
    (item) => isNode(item) && typeof item.contentType === 'string',
  );

/** The Adaptive Card of an attachment; older kinds of cards become one. */
export function cardOf({ contentType, content }: Attachment): CardNode | undefined {
  if (!isNode(content)) return undefined;
  if (contentType === ADAPTIVE) return content;
  return RICH.test(contentType) ? fromRich(content) : undefined;
}

function fromRich(content: CardNode): CardNode {
  const block = (name: string, more: CardNode) =>
    str(content, name) ? [{ type: 'TextBlock', text: str(content, name), ...more }] : [];
  const pictures = nodes(content.images).map((one) => ({ type: 'Image', url: one.url, altText: one.alt }));
  const actions = nodes(content.buttons).map((button) => {
    const title = str(button, 'title');
    if (button.type === 'openUrl' || button.type === 'signin')
      return { type: 'Action.OpenUrl', title, url: button.value };
    return { type: 'Action.Submit', title, data: button.value };
  });
  const body = [
    ...pictures,
    ...block('title', { weight: 'bolder', size: 'large' }),
    ...block('subtitle', { isSubtle: true }),
    ...block('text', {}),
  ];
  return { type: 'AdaptiveCard', body, actions };
}

/** An attachment that is no card. */
export function attachmentOf({ contentType, contentUrl, content, name }: Attachment, t: T): HTMLElement {
  const image = contentType.startsWith('image/') ? picture(contentUrl, name ?? t('picture')) : undefined;
  if (image) return image;
  const url = safeUrl(contentUrl);
  if (url) return el('p', { class: 'bubble file' }, icon('M7 3h7l5 5v13H7zM14 3v5h5'), link(url, name ?? url));
  const text = isNode(content) ? str(content, 'text') : undefined;
  return el('p', { class: 'bubble subtle' }, text ?? t('notShown'));
}
