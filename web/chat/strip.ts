// Demo mode's strip: order numbers to try, the inbox, and the service centre at the press of a button.
import type { Chat } from '../widget/chat-port';
import { el } from '../widget/dom';

export interface StripConfig {
  /** `note` names a text under `demo.notes`. */
  orders: { order: string; note?: string }[];
  inboxUrl: string;
  issueUrl: string;
}

export function createStrip(config: StripConfig, { t, insert, onLanguage }: Chat): HTMLElement {
  const label = el('summary');
  const orders = config.orders.map(({ order, note }) => {
    const hint = el('span', { class: 'hint' });
    const button = el('button', { type: 'button', class: 'order' }, el('b', {}, order), hint);
    button.addEventListener('click', () => insert(order));
    return { button, relabel: () => hint.replaceChildren(note ? t(`demo.notes.${note}`) : '') };
  });
  const inbox = el('a', { class: 'button', href: config.inboxUrl, target: '_blank', rel: 'noopener' });
  const issue = el('button', { type: 'button', class: 'button' });
  const result = el('span', { class: 'result', role: 'status' });
  issue.addEventListener('click', () => void press());

  async function press(): Promise<void> {
    issue.disabled = true;
    result.textContent = await askCentre();
    issue.disabled = false;
  }

  /** Tells what happened in words; a chat page that lost its server says so, too. */
  async function askCentre(): Promise<string> {
    try {
      const headers = { 'Content-Type': 'application/json' };
      const response = await fetch(config.issueUrl, { method: 'POST', headers, body: '{}' });
      const answer = (await response.json()) as { number?: string };
      if (response.ok && answer.number) return t('demo.issued', { number: answer.number });
      return t(response.status === 404 ? 'demo.nothing' : 'demo.failed');
    } catch {
      return t('demo.failed');
    }
  }

  onLanguage(() => {
    label.textContent = t('demo.label');
    inbox.textContent = t('demo.inbox');
    issue.textContent = t('demo.issue');
    for (const order of orders) order.relabel();
  });
  const list = el('div', { class: 'orders' }, ...orders.map(({ button }) => button));
  return el('details', { class: 'strip' }, label, el('div', { class: 'strip-body' }, list, inbox, issue, result));
}
