// The cards of a conversation: which one is still open, which one moved down, what became of a press.
import { type CardView, renderCard } from './card';
import { formOf, pressedTitle } from './card-form';
import { type CardNode, isNode } from './card-node';
import { attachmentOf, attachmentsOf, cardOf } from './attachments';
import type { Activity, Attachment, Outgoing, SendState } from './protocol';
import type { T } from './text';

type Status = 'open' | 'sending' | 'answered' | 'moved' | 'refused';

/** A card, drawn or not: older ones are drawn when one scrolls to them, in the state that they have by then. */
interface Card {
  content: CardNode;
  form?: string;
  status: Status;
  values?: CardNode;
  view?: CardView;
}

export interface Cards {
  /** A message has come: its cards are the newest ones of their forms. */
  note(activity: Activity): void;
  /** Draws an activity's attachments. */
  draw(activity: Activity): HTMLElement[];
  /** A press of this person came back from the server (after a reload it is all that is known of it). */
  answered(value: unknown): void;
  /** What became of a press, in this tab or another one. */
  sent(message: Outgoing, state: SendState): void;
  /** A card's fields hold what was not sent. */
  begun(): boolean;
  clear(): void;
  relabel(): void;
}

export interface CardsOptions {
  t: T;
  submit: (value: CardNode) => Outgoing;
  say: (text: string) => void;
}

export function createCards({ t, submit, say }: CardsOptions): Cards {
  const known = new Map<Attachment, Card>();
  /** The newest card of each form, and the newest of all. */
  const byForm = new Map<string, Card>();
  let newest: Card | undefined;

  function set(card: Card, status: Status, values?: CardNode): void {
    card.status = status;
    card.values = values ?? card.values;
    show(card);
  }

  function show({ view, status, values, content }: Card): void {
    if (!view || status === 'open') return;
    if (status === 'refused') return view.reopen(t('refused'));
    if (status === 'moved') return view.finish(t('movedDown'), values);
    const title = values && pressedTitle(content, values);
    view.finish(t(status), values, { done: status === 'answered', title });
  }

  const isOpen = ({ status }: Card) => status === 'open' || status === 'refused';

  /** A form that was answered in words, given up or finished elsewhere: its card is over, too. */
  function closeOthers(form: string): void {
    for (const [name, card] of byForm) if (name !== form && isOpen(card)) set(card, 'moved');
  }

  /** Whose press it was: the form's newest card, else the newest of all. */
  function pressed(value: unknown): Card | undefined {
    const form = formOf(value);
    return form === undefined ? newest : byForm.get(form);
  }

  function draw(card: Card): HTMLElement {
    const view = renderCard(card.content, {
      t,
      say,
      submit(value) {
        set(card, 'sending', value);
        submit(value);
      },
    });
    card.view = view;
    show(card);
    return view.element;
  }

  return {
    note(activity) {
      const open = activity.channelData?.openForm;
      if (typeof open === 'string') closeOthers(open);
      for (const item of attachmentsOf(activity)) {
        const content = cardOf(item);
        if (!content) continue;
        const card: Card = { content, form: formOf(content), status: 'open' };
        known.set(item, card);
        newest = card;
        if (card.form === undefined) continue;
        const earlier = byForm.get(card.form);
        if (earlier && isOpen(earlier)) set(earlier, 'moved');
        byForm.set(card.form, card);
      }
    },
    draw: (activity) =>
      attachmentsOf(activity).map((item) => {
        const card = known.get(item);
        return card ? draw(card) : attachmentOf(item, t);
      }),
    answered(value) {
      const card = pressed(value);
      if (card) set(card, 'answered', isNode(value) ? value : {});
    },
    sent({ value, event }, state) {
      // An event's value is the page's, no card's.
      const card = value === undefined || event !== undefined ? undefined : pressed(value);
      if (!card || card.status === 'answered') return;
      set(
        card,
        state === 'refused' ? 'refused' : state === 'waiting' ? 'sending' : 'answered',
        isNode(value) ? value : {},
      );
    },
    begun: () =>
      [...known.values()].some(
        ({ view, status }) => view && (status === 'open' || status === 'refused') && isTouched(view.element),
      ),
    clear() {
      known.clear();
      byForm.clear();
      newest = undefined;
    },
    relabel() {
      for (const card of known.values()) {
        card.view?.relabel();
        show(card);
      }
    },
  };
}

const isTouched = (card: HTMLElement): boolean =>
  [...card.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')].some(
    (field) => field.value !== field.defaultValue || ('checked' in field && field.checked !== field.defaultChecked),
  );
