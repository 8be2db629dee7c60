// The chat page: an empty frame with its words; the script fills it. No inline code, nothing from other sites.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Server } from 'restify';
import { acceptedLocale, LOCALES, type Locale, NAMES, nearestLocale } from '../../locales/list';
import da from '../../locales/da-DK/chat.json';
import en from '../../locales/en-US/chat.json';
import fr from '../../locales/fr-FR/chat.json';
import nl from '../../locales/nl-NL/chat.json';
import zhCn from '../../locales/zh-CN/chat.json';
import zhTw from '../../locales/zh-TW/chat.json';
import type { Assets } from './assets';
import { escapeHtml } from './html';
import { pageHeaders } from './layout';

const TEXTS: Record<Locale, typeof en> = {
  'en-US': en,
  'zh-CN': zhCn,
  'zh-TW': zhTw,
  'nl-NL': nl,
  'da-DK': da,
  'fr-FR': fr,
};

/** An order number to try; `note` names a text of `chat:demo.notes`. */
export interface DemoOrder {
  order: string;
  note?: keyof (typeof en)['demo']['notes'];
}

export interface ChatPageOptions {
  assets: Assets;
  publicUrl: string;
  /** Customer service, for browsers without JavaScript. */
  phone: string;
  /** Demo mode: shows the strip. */
  demo: boolean;
  demoOrders?: () => readonly DemoOrder[] | Promise<readonly DemoOrder[]>;
}

/** Serves `GET /chat` and the built files. */
export function chatRoutes(options: ChatPageOptions): { mount(server: Server): void } {
  return {
    mount(server) {
      options.assets.mount(server);
      server.get('/chat', async (req, res) => {
        const orders = options.demo ? ((await options.demoOrders?.()) ?? []) : undefined;
        sendPage(req, res, { html: page(options, localeOf(req), orders), publicUrl: options.publicUrl });
      });
    },
  };
}

/** `?lang=` wins over the browser's languages. */
function localeOf(req: IncomingMessage): Locale {
  const wish = new URL(req.url ?? '/', 'http://local').searchParams.get('lang');
  return nearestLocale(wish ?? undefined) ?? acceptedLocale(req.headers['accept-language']);
}

function sendPage(
  req: IncomingMessage,
  res: ServerResponse,
  { html, publicUrl }: { html: string; publicUrl: string },
): void {
  // Older Safari does not count websockets as 'self'.
  const host = /^[\w.:[\]-]+$/.test(req.headers.host ?? '')
    ? ` ws://${req.headers.host} wss://${req.headers.host}`
    : '';
  // ASVS 5 3.4.3: a strict policy; the configuration in the page is data, no script.
  const csp = [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self'`,
    `img-src 'self' data:`,
    `connect-src 'self'${host}`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');
  res.writeHead(200, {
    ...pageHeaders(publicUrl, csp),
    'Content-Length': Buffer.byteLength(html),
    Vary: 'Accept-Language',
  });
  res.end(html);
}

function page({ assets, phone }: ChatPageOptions, locale: Locale, orders: readonly DemoOrder[] | undefined): string {
  const texts = TEXTS[locale];
  const config = {
    locale,
    texts,
    textUrls: Object.fromEntries(LOCALES.map((each) => [each, assets.url(`chat-${each}.json`)])),
    names: NAMES,
    tokenUrl: '/api/webchat/token',
    ...(orders ? { demo: { orders, inboxUrl: '/dev/inbox', issueUrl: '/dev/issue' } } : {}),
  };
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
<title>${escapeHtml(texts.title)}</title>
<meta name="description" content="${escapeHtml(texts.description)}">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${assets.url('chat.css')}">
<script type="application/json" id="config">${JSON.stringify(config).replace(/</g, '\\u003c')}</script>
<script defer src="${assets.url('chat.js')}"></script>
</head>
<body>
<noscript>${escapeHtml(texts.noScript.replace('{{phone}}', phone))}</noscript>
<main class="chat" id="chat"></main>
</body>
</html>
`;
}
