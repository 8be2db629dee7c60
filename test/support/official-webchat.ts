// Microsoft's own Web Chat, fetched when it is asked for (155 MB that the product need not carry), and a site that shows it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const WEB_CHAT = 'botframework-webchat@4.18.1';
/** What directlinejs needs of a browser and Node does not have. */
const XHR = 'xhr2@0.2.1';

export interface Official {
  /** Its minified script. */
  script: Buffer;
  /** The file of a module with an XMLHttpRequest for Node. */
  xhr: string;
  remove(): void;
}

/** Throws with what was not done where npm cannot bring it. */
export function fetchOfficial(): Official {
  const folder = mkdtempSync(join(tmpdir(), 'official-webchat-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    writeFileSync(join(folder, 'package.json'), '{ "private": true }');
    unpack(folder, WEB_CHAT, 'package/dist/webchat.js');
    const script = readFileSync(join(folder, 'package', 'dist', 'webchat.js'));
    unpack(folder, XHR, 'package/lib', 'package/package.json');
    return { script, xhr: join(folder, 'package', 'lib', 'xhr2.js'), remove };
  } catch (error) {
    remove();
    const why = (error as Error).message.split('\n')[0];
    throw new Error(`Official Web Chat could not be fetched with npm, so nothing was compared: ${why}`, {
      cause: error,
    });
  }
}

/** The package as it was published, without its dependencies: the scripts for browsers have them inside. */
function unpack(cwd: string, spec: string, ...files: string[]): void {
  const packed = execFileSync('npm', ['pack', '--loglevel=error', spec], { cwd, encoding: 'utf8' }).trim();
  execFileSync('tar', ['-xzf', packed, ...files], { cwd, stdio: 'pipe' });
}

export interface OfficialSite {
  /** Another origin than the product's, as the admin centre is. `/official` has Web Chat, `/ours` the widget. */
  url: string;
  close(): Promise<void>;
}

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><link rel="icon" href="data:,"></head><body><h1>Bills &amp; payments</h1>${body}</body></html>`;

const OURS = (product: string): string =>
  page('Widget', `<script async src="${product}/widget.js" data-locale="en-US"></script>`);

/**
 * The cheapest launcher that a site could write for it: a button; script and token come at once with the click. A
 * conversation of this browser goes on where it was.
 */
const OFFICIAL = (product: string): string =>
  page(
    'Official Web Chat',
    `<button id="launcher">Chat</button><div id="webchat" style="width:380px;height:600px"></div><script>
const load = () => new Promise((done, failed) => document.head.append(
  Object.assign(document.createElement('script'), { src: '/webchat.js', onload: done, onerror: failed })));
const begin = async () => (await fetch('${product}/api/webchat/token', { method: 'POST',
  headers: { 'Content-Type': 'application/json' }, body: '{"locale":"en-US"}' })).json();
launcher.onclick = async () => {
  const kept = JSON.parse(localStorage.session || 'null');
  const [session] = await Promise.all([kept || begin(), window.WebChat || load()]);
  localStorage.session = JSON.stringify(session);
  const { token, domain, conversationId } = session;
  const known = kept ? { conversationId, watermark: '0' } : {};
  WebChat.renderWebChat({ directLine: WebChat.createDirectLine({ token, domain, ...known }), locale: 'en-US' }, webchat);
};</script>`,
  );

/** `product`: where the product is; asked for each page. */
export async function startOfficialSite(script: Buffer, product: () => string): Promise<OfficialSite> {
  const zipped = gzipSync(script, { level: 9 });
  const send = (res: ServerResponse, type: string, body: string | Buffer, more = {}) =>
    res.writeHead(200, { 'Content-Type': `${type}; charset=utf-8`, ...more }).end(body);
  const server = createServer(({ url }, res) => {
    if (url === '/webchat.js')
      return send(res, 'text/javascript', zipped, {
        'Content-Encoding': 'gzip',
        'Cache-Control': 'public, max-age=31536000, immutable',
      });
    return send(res, 'text/html', (url === '/ours' ? OURS : OFFICIAL)(product()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
