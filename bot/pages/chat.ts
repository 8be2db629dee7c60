// The chat as a page and as a frame for other sites' pages: empty, with its words; the script fills it.
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Business } from '../../domain/business';
import { byLocale } from '../../locales/files';
import { acceptedLocale, LOCALES, type Locale, NAMES, nearestLocale } from '../../locales/list';
import type { Namespaces } from '../../locales/text';
import { frameAncestors, TAB_ANCESTORS } from '../config/origins';
import type { Routes } from '../http/routes';
import type { Assets } from './assets';
import { escapeHtml, settingsElement } from './html';
import { pageHeaders } from './layout';
import { moreScript } from './more';
import { staticFile } from './static';

type Words = Namespaces['chat'];
const TEXTS = byLocale<Words>('chat');

/** An order number to try; `note` names a text of `chat:demo.notes`. */
export interface DemoOrder {
  order: string;
  note?: keyof Words['demo']['notes'];
}

export interface ChatPageOptions {
  assets: Assets;
  publicUrl: string;
  /** Customer service, for browsers without JavaScript. */
  business: Pick<Business, 'phone' | 'phoneHours'>;
  /** Other sites whose pages may hold the chat in a frame; `*` = every one. Our own pages always may. */
  allowedOrigins?: readonly string[];
  /** Azure's Direct Line (an origin), where the token broker leads there. */
  directLine?: string;
  /** Demo mode: shows the strip. */
  demo: boolean;
  demoOrders?: () => readonly DemoOrder[] | Promise<readonly DemoOrder[]>;
}

/** What differs between the page and the frame. */
interface View {
  script: string;
  style: string;
  /** Who may hold it in a frame, as the policy says it. */
  ancestors: string;
  more: object;
}

/** Serves `GET /chat`, `GET /teams` (a tab of Teams), `GET /widget` (the frame), `GET /widget.js` (the loader), `GET /widget-more.js` and the built files. */
export function chatRoutes(options: ChatPageOptions): { mount(routes: Routes): void } {
  const { assets, allowedOrigins = [] } = options;
  const loader = staticFile(assets.read('widget.js'), LOADER_HEADERS);
  const more = assets.read('more.js').toString('utf8');
  return {
    mount(routes) {
      assets.mount(routes);
      routes.route('GET', '/chat', async (req, res) => {
        const orders = options.demo ? ((await options.demoOrders?.()) ?? []) : undefined;
        const demo = orders && { orders, inboxUrl: '/dev/inbox', issueUrl: '/dev/issue' };
        sendPage(req, res, options, {
          script: 'chat.js',
          style: 'chat.css',
          ancestors: `'none'`,
          more: demo ? { demo } : {},
        });
      });
      // The same page as a tab of Teams, which names the language of its client in the address.
      routes.route('GET', '/teams', async (req, res) => {
        sendPage(req, res, options, { script: 'chat.js', style: 'chat.css', ancestors: TAB_ANCESTORS, more: {} });
      });
      routes.route('GET', '/widget', async (req, res) => {
        sendPage(req, res, options, {
          script: 'frame.js',
          style: 'frame.css',
          ancestors: frameAncestors(allowedOrigins),
          more: { origins: allowedOrigins },
        });
      });
      routes.route('GET', '/widget.js', async (req, res) => loader(req, res));
      routes.route('GET', '/widget-more.js', async (req, res) => {
        // Kept longer than the loader: where that comes from the browser's cache, this does, too.
        const headers = { ...LOADER_HEADERS, 'Cache-Control': 'public, max-age=86400' };
        staticFile(Buffer.from(moreScript(more, options.business)), headers)(req, res);
      });
    },
  };
}

/** `?lang=` wins over the browser's languages. */
function localeOf(req: IncomingMessage): Locale {
  const wish = new URL(req.url ?? '/', 'http://local').searchParams.get('lang');
  return nearestLocale(wish ?? undefined) ?? acceptedLocale(req.headers['accept-language']);
}

/** The loader has no hash in its name: it is asked for again after a while, and mostly answered 304. */
const LOADER_HEADERS = {
  'Content-Type': 'text/javascript; charset=utf-8',
  'Cache-Control': 'public, max-age=600',
  // ASVS 5.0 3.5.8: meant for other sites' pages, also those that isolate themselves (COEP).
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

function sendPage(req: IncomingMessage, res: ServerResponse, options: ChatPageOptions, view: View): void {
  // Older Safari does not count websockets as 'self'.
  const host = /^[\w.:[\]-]+$/.test(req.headers.host ?? '')
    ? [`ws://${req.headers.host}`, `wss://${req.headers.host}`]
    : [];
  const nonce = randomBytes(16).toString('base64');
  // ASVS 5.0 3.4.3: a strict policy. One script runs, by its nonce; the configuration in the page is data; nothing becomes
  // markup (ASVS 5.0 3.2.2: trusted types forbid it).
  const csp = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src 'self'`,
    `img-src 'self' data:`,
    ['connect-src', `'self'`, ...host, ...azureSources(options.directLine)].join(' '),
    `base-uri 'none'`,
    `form-action 'none'`,
    // ASVS 5.0 3.4.6
    `frame-ancestors ${view.ancestors}`,
    `require-trusted-types-for 'script'`,
    `trusted-types 'none'`,
  ].join('; ');
  const html = page(options, view, { locale: localeOf(req), nonce });
  const { 'X-Frame-Options': never, ...headers } = pageHeaders(options.publicUrl, csp);
  res.writeHead(200, {
    ...headers,
    // Browsers without frame-ancestors get no exceptions: the header knows none.
    ...(view.ancestors === `'none'` ? { 'X-Frame-Options': never } : {}),
    'Content-Length': Buffer.byteLength(html),
    Vary: 'Accept-Language',
  });
  res.end(html);
}

function page(
  { assets, business }: ChatPageOptions,
  view: View,
  { locale, nonce }: { locale: Locale; nonce: string },
): string {
  const texts = TEXTS[locale];
  const config = {
    locale,
    texts,
    textUrls: Object.fromEntries(LOCALES.map((each) => [each, assets.url(`chat-${each}.json`)])),
    names: NAMES,
    urls: { token: '/api/webchat/token', revoke: '/api/webchat/revoke', user: '/api/webchat/user' },
    ...view.more,
  };
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
<meta name="robots" content="noindex">
<title>${escapeHtml(texts.title)}</title>
<meta name="description" content="${escapeHtml(texts.description)}">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${assets.url(view.style)}">
${settingsElement(config).toString()}
<script nonce="${nonce}" defer src="${assets.url(view.script)}"></script>
</head>
<body>
<noscript>${escapeHtml(texts.noScript.replace('{{phone}}', business.phone))}</noscript>
<main class="chat" id="chat"></main>
</body>
</html>
`;
}

/** Azure's calls, and its sockets: those may be on a host of a region below it. */
function azureSources(origin: string | undefined): string[] {
  if (!origin) return [];
  const socket = new URL(origin.replace(/^http/, 'ws'));
  const regions = socket.protocol === 'wss:' ? [`wss://*.${socket.host}`] : [];
  return [new URL(origin).origin, `${socket.protocol}//${socket.host}`, ...regions];
}
