// What the loader shows in the chat's place when no chat came: words, trying again, the phone, the chat page; and why, for the integrator.

/** Written before this script by the server (bot/pages/more.ts). */
declare const AWAY: {
  phone: string;
  words: Record<string, Record<'title' | 'lead' | 'again' | 'page' | 'help', string>>;
};

interface Missing {
  language: string;
  again(): void;
}

/** Each try without an answer takes twice as long to come. */
const STEPS_MS = [10_000, 20_000, 40_000, 60_000];

const serverOrigin = new URL((document.currentScript as HTMLScriptElement).src).origin;
let shown: HTMLElement | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let tries = 0;
let told = false;
/** The page's own policy has kept the frame out. */
let policy = false;

/** Listens for a chat that does not come, and for its coming. */
export function watchAway(chat: EventTarget, panel: HTMLElement): void {
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
    if (/^(?:frame|child|default)-src$/.test(effectiveDirective) && blockedURI.startsWith(serverOrigin)) policy = true;
  });
  chat.addEventListener('away', (event) => missing((event as CustomEvent<Missing>).detail, panel));
  chat.addEventListener('here', () => {
    clearTimeout(timer);
    tries = 0;
    shown?.remove();
    shown = undefined;
  });
}

function missing(state: Missing, panel: HTMLElement): void {
  clearTimeout(timer);
  const wait = STEPS_MS[Math.min(tries, STEPS_MS.length - 1)];
  tries += 1;
  // Nobody looks: the next look tries again.
  const next = (): void => {
    if (document.hidden) timer = setTimeout(next, wait);
    else state.again();
  };
  timer = setTimeout(next, wait);
  if (!shown?.isConnected) shown = draw(state, panel);
  if (told) return;
  told = true;
  explain();
}

function draw({ language, again }: Missing, panel: HTMLElement): HTMLElement {
  const words = AWAY.words[language];
  const box = element('div');
  box.lang = language;
  const title = element('h2', words?.title);
  const retry = element('button', words?.again);
  retry.type = 'button';
  retry.onclick = () => {
    tries = 0;
    again();
  };
  const page = element('a', words?.page);
  page.href = `${serverOrigin}/chat?lang=${language}`;
  page.target = '_blank';
  const [before = '', after = ''] = (words?.help ?? '').split(AWAY.phone);
  const phone = element('a', AWAY.phone);
  phone.href = `tel:${AWAY.phone.replace(/[^\d+]/g, '')}`;
  const help = element('p');
  help.append(before, phone, after);
  box.setAttribute('role', 'alert');
  box.append(title, element('p', words?.lead), retry, page, help);
  const styles = element('style', AWAY_CSS);
  const root = panel.getRootNode() as ShadowRoot;
  // As the loader's own: by script, where a page's policy forbids elements.
  if (root.adoptedStyleSheets) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(AWAY_CSS);
    root.adoptedStyleSheets = [root.adoptedStyleSheets[0] as CSSStyleSheet, sheet];
  } else box.append(styles);
  panel.append(box);
  return box;
}

function element<K extends keyof HTMLElementTagNameMap>(tag: K, text = ''): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

/** The integrator reads which setting is missing. That a script of the server comes tells that it is there. */
function explain(): void {
  const say = (why: string): void => console.error(`FapiaoChat: the chat did not come. ${why}`);
  if (policy) return say(`This page’s Content-Security-Policy keeps it out: it needs frame-src ${serverOrigin}`);
  const probe = element('script');
  probe.src = `${serverOrigin}/widget.js?probe=${Date.now()}`;
  probe.onload = () =>
    say(`The server is there and does not let this page hold it: ALLOWED_ORIGINS needs ${location.origin}`);
  probe.onerror = () => say(`${serverOrigin} can’t be reached.`);
  document.head.append(probe);
  probe.remove();
}
