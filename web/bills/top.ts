// The page's head: whose page it is, that it is a demo, the language, who is signed in, the service centre's button.
import { el } from '../widget/dom';
import type { Words } from './words';

export interface TopOptions {
  words: Words;
  names: Record<string, string>;
  issueUrl: string;
  inboxUrl: string;
  language(locale: string): void;
  signOut(): void;
}

export interface Top {
  element: HTMLElement;
  signedIn(yes: boolean): void;
  relabel(): void;
}

export function createTop({ words, names, issueUrl, inboxUrl, language, signOut }: TopOptions): Top {
  const { t } = words;
  const centre = el('b');
  const operator = el('small');
  const user = el('span', { class: 'user' });
  const out = el('button', { type: 'button', class: 'link' });
  const account = el('p', { class: 'account' }, user, out);
  const select = el('select', { id: 'language' });
  const label = el('label', { class: 'sr', for: 'language' });
  const badge = el('b', { class: 'demo-badge' });
  const text = el('span');
  const issue = el('button', { type: 'button', class: 'link' });
  const inbox = el('a', { href: inboxUrl, target: '_blank', rel: 'noopener' });
  const result = el('span', { role: 'status' });

  for (const [locale, name] of Object.entries(names))
    select.append(el('option', { value: locale, lang: locale }, name));
  select.addEventListener('change', () => language(select.value));
  out.addEventListener('click', signOut);
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

  const element = el(
    'header',
    {},
    el('div', { class: 'demo' }, el('p', {}, badge, text), el('p', { class: 'demo-actions' }, issue, inbox, result)),
    el(
      'div',
      { class: 'bar' },
      el(
        'p',
        { class: 'brand' },
        el('span', { class: 'seal', 'aria-hidden': 'true', lang: 'zh-CN' }, '票'),
        el('span', {}, centre, operator),
      ),
      el('div', { class: 'bar-end' }, label, select, account),
    ),
  );

  return {
    element,
    signedIn(yes) {
      account.hidden = !yes;
      issue.hidden = !yes;
    },
    relabel() {
      centre.textContent = t('centre');
      operator.textContent = t('product');
      user.textContent = t('demo.administrator');
      out.textContent = t('demo.signOut');
      label.textContent = t('language');
      select.value = words.locale();
      badge.textContent = t('demo.badge');
      text.textContent = t('demo.text');
      issue.textContent = t('demo.issue');
      inbox.textContent = t('demo.inbox');
      result.textContent = '';
    },
  };
}
