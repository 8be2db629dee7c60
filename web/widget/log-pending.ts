// Texts of our own on their way: they wait, are sent, or are refused and go back to the composer.
import { el } from './dom';
import { scrollTo } from './log-draw';
import { bubble, waitingIcon, who } from './log-item';
import type { LogView } from './log-view';
import type { Outgoing, SendState } from './protocol';

export function waitingItem(view: LogView, message: Outgoing): HTMLElement {
  const label = who({ side: 'user' }, false, view.options);
  const item = bubble('user', document.createTextNode(message.text ?? ''), [el('p', { class: 'state' })], label);
  view.pendings.set(message.id, item);
  view.waiting.append(item);
  scrollTo(view, 'end');
  return item;
}

export function tell(view: LogView, item: HTMLElement, message: Outgoing, state: SendState): void {
  const line = item.querySelector('.state');
  item.dataset.state = state;
  if (state === 'sent') return line?.replaceChildren();
  if (state === 'waiting')
    return line?.replaceChildren(waitingIcon(), el('span', { 'data-t': 'waiting' }, view.options.t('waiting')));
  const again = el('button', { type: 'button', class: 'plain', 'data-t': 'edit' }, view.options.t('edit'));
  again.addEventListener('click', () => {
    item.remove();
    view.pendings.delete(message.id);
    view.options.edit(message.text ?? '');
  });
  line?.replaceChildren(el('span', { 'data-t': 'refused' }, view.options.t('refused')), ' ', again);
}
