// Builds what browsers load: scripts and styles bundled and small, words as they are, names that change with the content.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import esbuild from 'esbuild';

const root = join(import.meta.dirname ?? '.', '..');
const outArgument = process.argv.indexOf('--out');
const out = outArgument > 0 ? process.argv[outArgument + 1] : join(root, 'dist', 'web');

/** The chat must stay this small, one language included (bytes, gzip). */
const CHAT_BUDGET = 30 * 1024;

/** What pages ask for, and where it comes from. Styles of `web/pages` keep their plain names, too. */
const entries = {
  'chat.js': 'web/chat/main.ts',
  'chat.css': 'web/chat/chat-page.css',
  'bills.js': 'web/bills/main.ts',
  'bills.css': 'web/bills/bills.css',
};
const pages = join(root, 'web', 'pages');
if (existsSync(pages)) {
  for (const file of readdirSync(pages)) {
    if (/\.(css|ts)$/.test(file)) entries[basename(file).replace(/\.ts$/, '.js')] = `web/pages/${file}`;
  }
}

const manifest = {};
const sizes = {};
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

/** Writes a file under a name with its hash: such a file never changes, and is cached for ever. */
function write(name, content) {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 10);
  const hashed = name.replace(/(\.\w+)$/, `-${hash}$1`);
  writeFileSync(join(out, hashed), content);
  manifest[name] = hashed;
  sizes[name] = gzipSync(content).length;
}

for (const [name, source] of Object.entries(entries)) {
  const result = await esbuild.build({
    entryPoints: [join(root, source)],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: ['es2022', 'chrome105', 'firefox121', 'safari15.4'],
    logLevel: 'warning',
    charset: 'utf8',
    legalComments: 'none',
  });
  const content = result.outputFiles[0].contents;
  write(name, content);
  if (source.startsWith('web/pages/')) writeFileSync(join(out, name), content);
}

for (const locale of readdirSync(join(root, 'locales'))) {
  const source = join(root, 'locales', locale, 'chat.json');
  if (existsSync(source)) write(`chat-${locale}.json`, JSON.stringify(JSON.parse(readFileSync(source, 'utf8'))));
}

/** The bills page has the words of its own and of an application's course; those of PDFs stay with the server. */
for (const locale of readdirSync(join(root, 'locales'))) {
  const read = (name) => JSON.parse(readFileSync(join(root, 'locales', locale, `${name}.json`), 'utf8'));
  if (!existsSync(join(root, 'locales', locale, 'bills.json'))) continue;
  const { pdf: _, ...bills } = read('bills');
  const { event, carrier } = read('progress');
  write(`bills-${locale}.json`, JSON.stringify({ ...bills, progress: { event, carrier } }));
}

writeFileSync(join(out, 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`);

const largest = (start) =>
  Math.max(
    ...Object.entries(sizes).map(([name, size]) => (name.startsWith(start) && name.endsWith('.json') ? size : 0)),
  );
const words = largest('chat-');
const chat = sizes['chat.js'] + sizes['chat.css'] + words;
process.stdout.write(
  `chat: ${(chat / 1024).toFixed(1)} KB gzip (script ${sizes['chat.js']}, styles ${sizes['chat.css']}, words ${words})\n`,
);
if (chat > CHAT_BUDGET) {
  process.stderr.write(`The chat is larger than ${CHAT_BUDGET / 1024} KB: something big came in.\n`);
  process.exitCode = 1;
}
