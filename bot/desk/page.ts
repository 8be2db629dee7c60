// The desk's page: an empty frame with its settings, the same at every address of the desk; the script fills it.
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { acceptedLocale, deskLocale, translateDesk } from '../../locales';
import { DESK_LOCALES } from '../../locales/list';
import type { Routes } from '../http/routes';
import type { Assets } from '../pages/assets';
import { html, settingsElement } from '../pages/html';
import { pageHeaders } from '../pages/layout';

export interface DeskPageOptions {
  assets: Assets;
  publicUrl: string;
}

/**
 * ASVS 5.0 3.4.3: only what is ours, no text becomes script, and styles that the components make carry this answer's nonce.
 * `img-src data:`: the library's own arrow in choices.
 */
const policy = (nonce: string): string =>
  [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' blob: data:`,
    `connect-src 'self'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
    `require-trusted-types-for 'script'`,
  ].join('; ');

/** Serves `GET /desk` and everything under it that is no call of its API. */
export function deskPage(options: DeskPageOptions): { mount(routes: Routes): void } {
  const send = (req: IncomingMessage, res: ServerResponse) => sendPage(options, req, res);
  return {
    mount(routes) {
      routes.route('GET', '/desk', send);
      routes.route('GET', '/desk/*', send);
    },
  };
}

function sendPage({ assets, publicUrl }: DeskPageOptions, req: IncomingMessage, res: ServerResponse): void {
  const nonce = randomBytes(16).toString('base64');
  const locale = deskLocale(acceptedLocale(req.headers['accept-language']));
  const wordsUrls = Object.fromEntries(DESK_LOCALES.map((each) => [each, assets.url(`desk-${each}.json`)]));
  const body = html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${translateDesk(locale, { key: 'desk:screens.title' })}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${assets.url('desk.css')}">
<script defer nonce="${nonce}" src="${assets.url('desk.js')}"></script>
${settingsElement({ locale, wordsUrls })}
</head>
<body><div id="desk"></div><noscript>${translateDesk(locale, { key: 'desk:screens.noScript' })}</noscript></body>
</html>
`.toString();
  res.writeHead(200, {
    ...pageHeaders(publicUrl, policy(nonce)),
    'Content-Length': Buffer.byteLength(body),
    Vary: 'Accept-Language',
  });
  res.end(body);
}
