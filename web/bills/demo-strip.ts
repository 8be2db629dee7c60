// The demo's strip: that nothing here is real, the service centre's button, the inbox.
import { el } from '../widget/dom';
import type { Words } from './words';

export interface DemoStrip {
  element: HTMLElement;
  signedIn(yes: boolean): void;
  relabel(): void;
}

export function createDemoStrip({ t }: Words, issueUrl: string, inboxUrl: string): DemoStrip {
  const badge = el('b', { class: 'demo-badge' });
  const text = el('span');
  const issue = el('button', { type: 'button', class: 'link' });
  const inbox = el('a', { href: inboxUrl, target: '_blank', rel: 'noopener' });
  const result = el('span', { role: 'status' });
  issue.addEventListener('click', () => void press());

  async function press(): Promise<void> {
    issue.disabled = true;
    result.textContent = await askCentre();
    issue.disabled = false;
    issue.focus();
  }

  async function askCentre(): Promise<string> {
    try {
      const headers = { 'Content-Type': 'application/json' };
      const response = await fetch(issueUrl, { method: 'POST', headers, body: '{}' });
      const answer = (await response.json()) as { number?: string };
      if (response.ok && answer.number) return t('demo.issued', { number: answer.number });
      return t(response.status === 404 ? 'demo.nothing' : 'demo.failed');
    } catch {
      return t('demo.failed');
    }
  }

  const actions = el('p', { class: 'demo-actions' }, issue, inbox, result);
  return {
    element: el('div', { class: 'demo' }, el('p', {}, badge, text), actions),
    signedIn(yes) {
      issue.hidden = !yes;
    },
    relabel() {
      badge.textContent = t('demo.badge');
      text.textContent = t('demo.text');
      issue.textContent = t('demo.issue');
      inbox.textContent = t('demo.inbox');
      result.textContent = '';
    },
  };
}
