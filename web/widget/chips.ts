// The suggested replies under the newest message.
import { isNode } from './card-node';
import { el } from './dom';
import type { Activity, CardAction } from './protocol';

export interface Chips {
  element: HTMLElement;
  /** Those of a message; none takes them away. */
  show(activity?: Activity): void;
}

const actionsOf = (activity?: Activity): CardAction[] => {
  const actions: unknown = activity?.suggestedActions?.actions;
  return Array.isArray(actions) ? actions.filter(isNode).map((action) => action as unknown as CardAction) : [];
};

export function createChips(say: (text: string) => void): Chips {
  const element = el('div', { class: 'chips', role: 'group' });

  function chip({ value, title }: CardAction): HTMLElement[] {
    const text = typeof value === 'string' ? value : ((value as { say?: string } | undefined)?.say ?? title);
    if (!text) return [];
    const button = el('button', { type: 'button', class: 'chip' }, title ?? text);
    button.addEventListener('click', () => say(text));
    return [button];
  }

  return {
    element,
    show(activity) {
      element.replaceChildren(...actionsOf(activity).flatMap(chip));
      if (activity?.locale) element.lang = activity.locale;
    },
  };
}
