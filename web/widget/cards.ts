// The cards of a conversation: which one is still open, which one moved down, what became of a press.
import { type CardView, renderCard } from './card';
import { formOf, pressedTitle } from './card-form';
import { type CardNode, isNode } from './card-node';
import { attachmentOf, attachmentsOf, cardOf } from './attachments';
import type { Activity, Attachment, Outgoing, SendState } from './protocol';
import { keep } from './keep';
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

interface CardsState {
  options: CardsOptions;
  /** By what it was drawn from. */
  known: Map<Attachment, Card>;
  /** The newest card of each form, and the newest of all. */
  byForm: Map<string, Card>;
  newest: Card | undefined;
}

export function createCards(options: CardsOptions): Cards {
  const cards: CardsState = { options, known: new Map(), byForm: new Map(), newest: undefined };
  keep.onCardDraft((form) => {
    const card = cards.byForm.get(form);
    // Whoever writes here goes on here.
    if (card && isOpen(card) && !card.view?.element.contains(document.activeElement))
      card.view?.restore(keep.cardDraft(form));
  });
  return {
    note(activity) {
      const open = activity.channelData?.openForm;
      if (typeof open === 'string') closeOthers(cards, open);
      for (const item of attachmentsOf(activity)) {
        const content = cardOf(item);
        if (!content) continue;
        const card: Card = { content, form: formOf(content), status: 'open' };
        cards.known.set(item, card);
        cards.newest = card;
        if (card.form === undefined) continue;
        const earlier = cards.byForm.get(card.form);
        if (earlier && isOpen(earlier)) set(cards, earlier, 'moved');
        cards.byForm.set(card.form, card);
      }
    },
    draw: (activity) =>
      attachmentsOf(activity).map((item) => {
        const card = cards.known.get(item);
        return card ? draw(cards, card) : attachmentOf(item, options.t);
      }),
    answered(value) {
      const card = pressed(cards, value);
      if (card) set(cards, card, 'answered', isNode(value) ? value : {});
    },
    sent({ value, event }, state) {
      // An event's value is the page's, no card's.
      const card = value === undefined || event !== undefined ? undefined : pressed(cards, value);
      if (!card || card.status === 'answered') return;
      set(
        cards,
        card,
        state === 'refused' ? 'refused' : state === 'waiting' ? 'sending' : 'answered',
        isNode(value) ? value : {},
      );
    },
    begun: () =>
      [...cards.known.values()].some(
        ({ view, status }) => view && (status === 'open' || status === 'refused') && isTouched(view.element),
      ),
    clear() {
      cards.known.clear();
      cards.byForm.clear();
      cards.newest = undefined;
    },
    relabel() {
      for (const card of cards.known.values()) {
        card.view?.relabel();
        show(cards, card);
      }
    },
  };
}

function set(cards: CardsState, card: Card, status: Status, values?: CardNode): void {
  card.status = status;
  // Sent with the press; whatever of a card that moved down was typed stands in the next one.
  if (card.form !== undefined && (status === 'sending' || status === 'answered')) keep.saveCardDraft(card.form, {});
  card.values = values ?? card.values;
  show(cards, card);
}

function show(cards: CardsState, { view, status, values, content }: Card): void {
  if (!view || status === 'open') return;
  if (status === 'refused') return view.reopen(cards.options.t('refused'));
  if (status === 'moved') return view.finish(cards.options.t('movedDown'), values);
  const title = values && pressedTitle(content, values);
  view.finish(cards.options.t(status), values, { done: status === 'answered', title });
}

const isOpen = ({ status }: Card) => status === 'open' || status === 'refused';

/** A form that was answered in words, given up or finished elsewhere: its card is over, too. */
function closeOthers(cards: CardsState, form: string): void {
  for (const [name, card] of cards.byForm) if (name !== form && isOpen(card)) set(cards, card, 'moved');
}

/** Whose press it was: the form's newest card, else the newest of all. */
function pressed(cards: CardsState, value: unknown): Card | undefined {
  const form = formOf(value);
  return form === undefined ? cards.newest : cards.byForm.get(form);
}

function draw(cards: CardsState, card: Card): HTMLElement {
  const view = renderCard(card.content, {
    t: cards.options.t,
    say: cards.options.say,
    submit(value) {
      set(cards, card, 'sending', value);
      cards.options.submit(value);
    },
  });
  card.view = view;
  const { form } = card;
  if (form !== undefined && isOpen(card)) {
    view.restore(keep.cardDraft(form));
    const save = () => isOpen(card) && keep.saveCardDraft(form, view.typed());
    view.element.addEventListener('input', save);
    view.element.addEventListener('change', save);
    // "Leave as it is" forgets.
    view.element.addEventListener('click', save);
  }
  show(cards, card);
  return view.element;
}

const isTouched = (card: HTMLElement): boolean =>
  [...card.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')].some(
    (field) => field.value !== field.defaultValue || ('checked' in field && field.checked !== field.defaultChecked),
  );
