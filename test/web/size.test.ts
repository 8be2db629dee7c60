// What a host page and its reader pay for, as the server sends it: the loader, and the chat with one language.
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { LOCALES } from '../../locales/list';
import { startDirectLine, type TestServer } from '../support/directline-server';
import { tempStore, type TempStore } from '../support/temp-store';
import { builtWeb, type Folder } from '../support/built';

const LOADER_BYTES = 2.125 * 1024;
const CHAT_BYTES = 30 * 1024;

let web: Folder;
let temp: TempStore;
let server: TestServer;

beforeAll(async () => {
  web = await builtWeb();
  temp = tempStore();
  server = await startDirectLine({ store: await temp.open(), webFolder: web.folder });
});
afterAll(async () => {
  await server?.close();
  await temp?.remove();
  web?.remove();
});

/** Bytes on the wire. */
const sent = (path: string): Promise<{ bytes: number; headers: NodeJS.Dict<string | string[]> }> =>
  new Promise((resolve, reject) => {
    get(`${server.base}${path}`, { headers: { 'Accept-Encoding': 'gzip' } }, async (res) => {
      let bytes = 0;
      for await (const chunk of res as AsyncIterable<Buffer>) bytes += chunk.length;
      resolve({ bytes, headers: res.headers });
    }).on('error', reject);
  });

test('the loader is at most 2.125 KB, is asked for again after a while, and answers 304 when nothing changed', async () => {
  const { bytes, headers } = await sent('/widget.js');
  expect(bytes).toBeLessThanOrEqual(LOADER_BYTES);
  expect(headers['content-encoding']).toBe('gzip');
  expect(headers['cross-origin-resource-policy']).toBe('cross-origin');
  expect(headers['cache-control']).not.toContain('immutable');
  const again = await fetch(`${server.base}/widget.js`, { headers: { 'If-None-Match': String(headers.etag) } });
  expect(again.status).toBe(304);
});

test.each(LOCALES)('the chat, its styles and its words in %s are at most 30 KB', async (locale) => {
  const manifest = JSON.parse(readFileSync(join(web.folder, 'manifest.json'), 'utf8')) as Record<string, string>;
  const files = ['frame.js', 'frame.css', `chat-${locale}.json`].map((name) => `/assets/${manifest[name]}`);
  const bytes = (await Promise.all(files.map(sent))).map((file) => file.bytes);
  expect(bytes.reduce((sum, one) => sum + one)).toBeLessThanOrEqual(CHAT_BYTES);
});

test('ASVS 5.0 3.4.3: the frame runs one script by a nonce of its own, makes no markup, and lets nobody hold it who is not allowed', async () => {
  const policyOf = async (path: string) =>
    (await fetch(`${server.base}${path}`)).headers.get('Content-Security-Policy') ?? '';
  const [one, two] = [await policyOf('/widget'), await policyOf('/widget')];
  expect(one).toMatch(/script-src 'nonce-[\w+/=]{20,}';/);
  expect(one).not.toBe(two);
  for (const part of ["default-src 'none'", "require-trusted-types-for 'script'", "frame-ancestors 'self'"])
    expect(one).toContain(part);
  expect(one).not.toContain('unsafe');
  expect(await policyOf('/chat')).toContain("frame-ancestors 'none'");
});
