// A page of somebody else's site that holds the widget by its one line, under a strict policy of its own.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HostPage {
  url: string;
  close(): Promise<void>;
}

export interface HostPageOptions {
  /** Where the widget is from; asked for each page, as servers restart. */
  widget: () => string;
  /** A policy without this source keeps the widget out. */
  policy?: (widget: string) => string;
}

/** The lines of docs/widget-and-api.md for host pages: nothing inline, nothing from anywhere else. */
const strict = (widget: string): string =>
  `default-src 'none'; script-src 'self' ${widget}; frame-src ${widget}; style-src 'self'; img-src 'self'; base-uri 'none'`;

const html = (widget: string, lang: string) => `<!doctype html>
<html lang="${lang}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Bills</title>
<link rel="icon" href="/icon"><link rel="stylesheet" href="/page.css">
<script src="/page.js"></script>
<script async src="${widget}/widget.js" data-locale="auto"></script></head>
<body><main><h1>Bills &amp; payments</h1><p><button id="get">Get Fapiaos</button></p><p><a href="#">A link</a></p></main></body>
</html>`;

/** Queues before the loader has come, as docs/widget-and-api.md says. */
const SCRIPT = `
window.heard = [];
window.FapiaoChat = window.FapiaoChat || [];
for (const type of ['open', 'close', 'unread', 'user']) {
  FapiaoChat.push(['addEventListener', type, (event) => heard.push({ type, detail: event.detail })]);
}
addEventListener('DOMContentLoaded', () => {
  document.getElementById('get').addEventListener('click', () => FapiaoChat.push(['open', { bills: ['BILL-1'] }]));
});`;

/** A hostile style sheet: none of it may reach the launcher. */
const STYLE = `body { font: 16px sans-serif; margin: 24px } button { all: unset; color: #060; font-size: 20px }
div, span, i, b, iframe, section { display: none !important; opacity: 0 !important }`;

export async function startHostPage({ widget, policy = strict }: HostPageOptions): Promise<HostPage> {
  const server = createServer((req, res) => {
    const url = new URL(req.url ?? '/', 'http://local');
    const send = (type: string, body: string) => {
      res.writeHead(200, {
        'Content-Type': `${type}; charset=utf-8`,
        'Content-Security-Policy': policy(widget()),
      });
      res.end(body);
    };
    if (url.pathname === '/page.css') return send('text/css', STYLE);
    if (url.pathname === '/page.js') return send('text/javascript', SCRIPT);
    if (url.pathname === '/icon') return send('image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"/>');
    return send('text/html', html(widget(), url.searchParams.get('lang') ?? 'en'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    // Another site, not only another port: storage is partitioned as it is for a real host page.
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
