// The page's head: whose page it is, the language, who is signed in; above it the demo's strip.
import { el } from '../widget/dom';
import { createAccountMenu } from './account-menu';
import type { PageConfig } from './config';
import { createDemoStrip } from './demo-strip';
import type { Words } from './words';

export interface TopOptions {
  words: Words;
  names: Record<string, string>;
  way: PageConfig['way'];
  accountUrl: string;
  issueUrl: string;
  inboxUrl: string;
  language(locale: string): void;
  signOut(): void;
}

export interface Top {
  element: HTMLElement;
  /** Whose page it is; undefined: nobody's. */
  signedIn(email: string | undefined): void;
  relabel(): void;
}

export function createTop(options: TopOptions): Top {
  const { words, names, way, accountUrl, issueUrl, inboxUrl, language, signOut } = options;
  const { t } = words;
  const centre = el('b');
  const operator = el('small');
  const user = el('span', { class: 'user' });
  const out = el('button', { type: 'button', class: 'link' });
  const demo = way === 'demo' ? createDemoStrip(words, issueUrl, inboxUrl) : undefined;
  const menu = way === 'account' ? createAccountMenu(words, accountUrl, signOut) : undefined;
  const account = menu?.element ?? el('p', { class: 'account' }, user, out);
  const select = el('select', { id: 'language' });
  const label = el('label', { class: 'sr', for: 'language' });

  for (const [locale, name] of Object.entries(names))
    select.append(el('option', { value: locale, lang: locale }, name));
  select.addEventListener('change', () => language(select.value));
  out.addEventListener('click', signOut);

  const element = el(
    'header',
    {},
    ...(demo ? [demo.element] : []),
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
    signedIn(email) {
      account.hidden = !email;
      demo?.signedIn(!!email);
      menu?.show(email ?? '');
    },
    relabel() {
      demo?.relabel();
      menu?.relabel();
      centre.textContent = t(menu ? 'brand' : 'centre');
      operator.textContent = t('product');
      user.textContent = t('demo.administrator');
      out.textContent = t('demo.signOut');
      label.textContent = t('language');
      select.value = words.locale();
    },
  };
}
