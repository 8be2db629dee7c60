// What stands where the list would be: signing in, loading, nothing there, nothing found, trouble.
import { el } from '../widget/dom';
import type { PageConfig } from './config';
import type { Words } from './words';

export type PanelKind = 'signIn' | 'expired' | 'loading' | 'empty' | 'noMatch' | 'failed' | 'offline';

export interface Panel {
  element: HTMLElement;
  show(kind: PanelKind | undefined): void;
  relabel(): void;
  /** What went wrong on signing in. */
  trouble(text: string): void;
}

/** After so long, loading says that it is slow. */
const SLOW_MS = 4000;

interface PanelActions {
  signIn(): void;
  showAll(): void;
  retry(): void;
}

export function createPanel(
  { t }: Words,
  { way, signInUrl }: Pick<PageConfig, 'way' | 'signInUrl'>,
  actions: PanelActions,
): Panel {
  const words = way === 'demo' ? 'demo' : 'own';
  const element = el('section', { class: 'panel' });
  let kind: PanelKind | undefined;
  let slow = false;
  let problem = '';
  let timer: ReturnType<typeof setTimeout> | undefined;

  const button = (text: string, press: () => void) => {
    const made = el('button', { type: 'button', class: 'button primary' }, text);
    made.addEventListener('click', press);
    return made;
  };
  const paragraph = (text: string) => el('p', {}, text);

  const trouble = (why: string) => [
    el('h2', {}, t('error.title')),
    paragraph(t(why)),
    button(t('error.retry'), actions.retry),
  ];

  const CONTENT: Record<PanelKind, () => Node[]> = {
    signIn: () => [
      el('h2', {}, t(`${words}.signInTitle`)),
      paragraph(t(`${words}.signInText`)),
      button(t(`${words}.signIn`), actions.signIn),
      ...(way === 'demo' ? [el('p', {}, el('a', { href: signInUrl }, t('own.signInAs')))] : []),
    ],
    expired: () => [
      el('h2', {}, t('expired.title')),
      paragraph(t('expired.text')),
      button(t(`${words}.signIn`), actions.signIn),
    ],
    loading: () => [
      el('div', { class: 'bones', 'aria-hidden': 'true' }, ...bones()),
      el('p', { role: 'status' }, t(slow ? 'slow' : 'loading')),
    ],
    empty: () => [el('h2', {}, t('empty.title')), paragraph(t('empty.text'))],
    noMatch: () => [
      el('h2', {}, t('noMatch.title')),
      paragraph(t('noMatch.text')),
      button(t('noMatch.clear'), actions.showAll),
    ],
    failed: () => trouble('error.server'),
    offline: () => trouble('error.offline'),
  };

  function draw(): void {
    element.hidden = !kind;
    if (!kind) return;
    element.className = `panel ${kind}`;
    // Trouble and an end of the session are told at once; what was asked for is not.
    if (kind === 'failed' || kind === 'offline' || kind === 'expired') element.setAttribute('role', 'alert');
    else element.removeAttribute('role');
    element.replaceChildren(
      ...CONTENT[kind](),
      ...(problem ? [el('p', { class: 'trouble', role: 'alert' }, problem)] : []),
    );
  }

  return {
    element,
    show(next) {
      if (next === kind && !problem) return;
      clearTimeout(timer);
      kind = next;
      slow = false;
      problem = '';
      draw();
      if (kind !== 'loading') return;
      timer = setTimeout(() => {
        slow = true;
        draw();
      }, SLOW_MS);
    },
    relabel: draw,
    trouble(text) {
      problem = text;
      draw();
    },
  };
}

/** Grey lines in the shape of what comes. */
const bones = (): HTMLElement[] => Array.from({ length: 5 }, () => el('span', { class: 'bone' }));
