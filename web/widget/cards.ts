// The cards of a conversation: which one is still open, which one moved down, what became of a press.
import { type CardView, renderCard } from './card';
import { isNode, str, type CardNode } from './card-node';
import { el, link, safeUrl } from './dom';
import type { Activity, Attachment, Outgoing, SendState } from './protocol';
import type { T } from './text';

const CARD = 'application/vnd.microsoft.card.adaptive';

export interface Cards {
  /** Draws an activity's attachments. */
  draw(activity: Activity): HTMLElement[];
  /** Our own press came back from the server (after a reload it is all that is known of it). */
  answered(value: unknown): void;
  /** What became of a press. */
  sent(message: Outgoing, state: SendState): void;
}

export interface CardsOptions {
  t: T;
  submit: (value: CardNode) => Outgoing;
  say: (text: string) => void;
}

export function createCards({ t, submit, say }: CardsOptions): Cards {
  /** The newest card of each form, and the newest of all. */
  const byForm = new Map<string, CardView>();
  const byMessage = new Map<string, CardView>();
  let newest: CardView | undefined;

  function draw(content: CardNode): HTMLElement {
    const view = renderCard(content, {
      t,
      say,
      submit(value) {
        const message = submit(value);
        byMessage.set(message.id, view);
        view.finish(t('sending'), value);
      },
    });
    if (view.form) {
      const earlier = byForm.get(view.form);
      if (earlier && !earlier.done()) earlier.finish(t('movedDown'));
      byForm.set(view.form, view);
    }
    newest = view;
    return view.element;
  }

  function attachment(item: Attachment): HTMLElement | undefined {
    if (item.contentType === CARD && isNode(item.content)) return draw(item.content);
    const url = safeUrl(item.contentUrl);
    if (url) return el('p', { class: 'bubble' }, link(url, item.name ?? url));
    const text = isNode(item.content) ? str(item.content, 'text') : undefined;
    return el('p', { class: 'bubble subtle' }, text ?? t('notShown'));
  }

  return {
    draw: (activity) => (activity.attachments ?? []).flatMap((item) => attachment(item) ?? []),
    answered(value) {
      const values = isNode(value) ? value : {};
      const form = isNode(values.fapiao) ? str(values.fapiao, 'form') : undefined;
      const card = form === undefined ? newest : byForm.get(form);
      card?.finish(t('answered'), values);
    },
    sent(message, state) {
      const card = byMessage.get(message.id);
      if (state === 'refused') card?.reopen(t('refused'));
      else card?.finish(state === 'waiting' ? t('sending') : t('answered'));
    },
  };
}
