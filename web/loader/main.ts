// What a host page loads by one line: the launcher, the frame with the chat, and FapiaoChat for the page's own code.
import { TITLES, wanted } from './language';

type Call = [name: string, ...args: unknown[]];
type Api = Record<string, (...args: never[]) => unknown>;

/** Messages between page and frame carry this number: another one is another protocol, and is left alone. */
const VERSION = 1;
/** Set while this browser has a conversation: then the frame loads by itself and counts what is new. */
const KEPT = 'fapiao.chat';
/** Milliseconds: a frame that has loaded speaks at once; one that loads takes its time. */
const SILENT_MS = 2_000;
const SLOW_MS = 20_000;

const script = document.currentScript as HTMLScriptElement;
const page = window as unknown as { FapiaoChat?: unknown };
const early = page.FapiaoChat;
// A page that loads it twice gets one launcher.
if (!(early instanceof EventTarget)) {
  const chat = create(new URL(script.src).origin, script.dataset.locale);
  page.FapiaoChat = chat;
  (early as Call[] | undefined)?.map?.(chat.push);
}

function create(origin: string, locale: string | undefined) {
  const root = make('fapiao-chat' as 'div', document.documentElement);
  const shadow = root.attachShadow({ mode: 'open' });
  const box = make('div', shadow);
  const button = make('button', box);
  make('i', button);
  const label = make('span', button);
  const badge = make('b', button);
  const panel = make('section', box);
  const waiting: object[] = [];
  let language = wanted(locale);
  /** What a screen reader says of the button, in the words of the frame. */
  let spoken = '';
  let frame: HTMLIFrameElement | undefined;
  let ready = false;
  let open = false;
  let unread = 0;
  let late: ReturnType<typeof setTimeout>;
  /** Somebody signs out, and the frame has not said yet that nothing is left. */
  let leaving = false;

  const emit = (type: string, detail?: object) => chat.dispatchEvent(new CustomEvent(type, { detail }));
  /** To our frame only, by its exact origin. */
  const post = (message: object) => frame?.contentWindow?.postMessage({ fapiao: VERSION, ...message }, origin);
  const send = (message: object) => (ready ? post(message) : waiting.push(message));

  function draw(): void {
    const title = TITLES[language] ?? '';
    box.className = `${open ? 'open' : ''} ${ready ? 'ready' : ''}`;
    label.textContent = title;
    badge.textContent = `${unread || ''}`;
    button.lang = language;
    button.ariaLabel = spoken || title;
    button.ariaExpanded = `${open}`;
    if (frame) frame.title = title;
  }

  /** A frame that was refused or whose server is away says nothing, and its browser's own page stays for ever. */
  function wait(ms: number): void {
    clearTimeout(late);
    late = setTimeout(() => ready || emit('away', { language, again }), ms);
  }

  /** The frame that did not come is thrown away; what waits for it waits for the next one. */
  function again(): void {
    frame?.remove();
    frame = undefined;
    mount();
  }

  /** Hidden until it is opened; it begins no conversation before that. */
  function mount(): void {
    if (frame) return;
    // No sandbox: the frame's origin has sent this script, too. Being another origin keeps it out of the page.
    frame = make('iframe', panel);
    frame.src = `${origin}/widget?lang=${language}`;
    // Also after it loaded itself again: it must know then that it is on show.
    frame.onload = () => {
      post({ type: 'hello', open });
      wait(SILENT_MS);
    };
    wait(SLOW_MS);
  }

  function show(next: boolean): void {
    if (open === next) return;
    open = next;
    draw();
    (open ? frame : button)?.focus();
    emit(open ? 'open' : 'close');
  }

  /** `nobody`: a guest's conversation stays; `out`: it ends, too. Resolves when nothing is left. */
  function leave(type: 'nobody' | 'out') {
    mount();
    leaving = true;
    // Whatever becomes of this page: the next one goes on with it.
    kept(type);
    send({ type });
    return new Promise((done) => chat.addEventListener('out', done));
  }

  function heard({ origin: from, source, data }: MessageEvent): void {
    // ASVS 5.0 3.5.5: only our frame is listened to, by its window and its exact origin.
    if (from !== origin || source !== frame?.contentWindow || data?.fapiao !== VERSION) return;
    const { type, count } = data;
    if (type === 'close') show(false);
    else if (type === 'state') {
      if (!ready) emit('here');
      ready = true;
      waiting.splice(0).forEach(post);
      spoken = data.spoken;
      language = data.locale;
      if (unread !== count) emit('unread', { count: (unread = count) });
      // Something is typed and not sent: for pages that ask before they sign somebody out.
      chat.unsent = data.unsent;
      draw();
      // A page that goes away while somebody leaves ends it when it comes again.
      if (!leaving) kept(data.kept);
    } else {
      if (type === 'out') leaving = false;
      emit(type);
    }
  }

  const chat = Object.assign(new EventTarget() as EventTarget & { unsent?: boolean }, {
    /** Opens the chat; `bills` are the numbers of bills that a fapiao is wanted for. */
    open(options?: { bills?: string[] }) {
      // A page that replaces itself has taken it away: put back, its frame loads anew.
      if (!root.isConnected) {
        ready = false;
        document.documentElement.append(root);
      }
      mount();
      send({ type: 'open', bills: options?.bills });
      show(true);
    },
    close() {
      send({ type: 'close' });
      show(false);
    },
    setLocale(next: string) {
      language = wanted(next);
      spoken = '';
      send({ type: 'locale', locale: language });
      draw();
    },
    /**
     * A token that your server signed for who is signed in. Nothing: nobody is, and the conversation of whoever was named ends;
     * the promise is kept when nothing of it is left here.
     */
    setUser: (token?: string | null) => (token ? send({ type: 'user', token }) : leave('nobody')),
    /** Ends the conversation, whoever began it. Wait for it before you lead elsewhere. */
    signOut: () => leave('out'),
    /** Calls a function by its name: what a page queued in an array before this script came. */
    push: ([name, ...args]: Call) => (chat as unknown as Api)[name]?.(...(args as never[])),
  });

  // A sheet made by script needs no 'unsafe-inline' of the page's policy; older browsers take an element.
  const [styles] = [LOADER_CSS];
  if (shadow.adoptedStyleSheets) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    shadow.adoptedStyleSheets = [sheet];
  } else make('style', shadow).textContent = styles;
  button.onclick = () => (open ? chat.close() : chat.open());
  button.onfocus = button.onpointerenter = mount;
  addEventListener('message', heard);
  badge.ariaHidden = 'true';
  // What is shown when the chat does not come is here before it is needed.
  const more = make('script', document.head);
  more.nonce = script.nonce;
  more.src = `${origin}/widget-more.js`;
  draw();
  const mark = kept();
  if (/^[no]/.test(mark)) void leave(mark as 'out');
  else if (mark) setTimeout(mount, 500);
  return chat;
}

function make<K extends keyof HTMLElementTagNameMap>(tag: K, parent: Node): HTMLElementTagNameMap[K] {
  return parent.appendChild(document.createElement(tag));
}

/** Reads or sets the mark. A page may have no storage: then the frame loads when it is opened. */
function kept(on?: string): string {
  try {
    return (localStorage[KEPT] = on ?? localStorage[KEPT] ?? '');
  } catch {
    // Nothing is kept.
    return '';
  }
}
