// Builds what browsers load: scripts and styles bundled and small, words as they are, names that change with the content.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import esbuild from 'esbuild';

const root = join(import.meta.dirname ?? '.', '..');
const outArgument = process.argv.indexOf('--out');
const out = outArgument > 0 ? process.argv[outArgument + 1] : join(root, 'dist', 'web');

/** What a host page and its reader pay for (bytes, gzip): the loader; then the chat, its styles and one language. */
const BUDGETS = { loader: 2.125 * 1024, chat: 30 * 1024 };

/** What pages ask for, and where it comes from. Styles of `web/pages` keep their plain names, too. */
const entries = {
  'chat.js': 'web/chat/main.ts',
  'chat.css': 'web/chat/chat-page.css',
  'frame.js': 'web/chat/frame.ts',
  'frame.css': 'web/chat/frame.css',
  'widget.js': 'web/loader/main.ts',
  'more.js': 'web/loader/more.ts',
  'bills.js': 'web/bills/main.ts',
  'bills.css': 'web/bills/bills.css',
  'desk.js': 'web/desk/main.tsx',
  'desk.css': 'web/desk/desk.css',
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
  sizes[name] = gzipSync(content, { level: 9 }).length;
}

const target = ['es2022', 'chrome105', 'firefox121', 'safari15.4'];
const locales = readdirSync(join(root, 'locales')).filter((name) =>
  existsSync(join(root, 'locales', name, 'chat.json')),
);
const wordsOf = (locale) => JSON.parse(readFileSync(join(root, 'locales', locale, 'chat.json'), 'utf8'));

/** The loader asks for nothing more: its styles, and its name in every language, are inside. */
const loaderCss = readFileSync(join(root, 'web', 'loader', 'loader.css'), 'utf8');
const { code: css } = await esbuild.transform(loaderCss, { loader: 'css', minify: true, target });
const awayCss = readFileSync(join(root, 'web', 'loader', 'away.css'), 'utf8');
const { code: away } = await esbuild.transform(awayCss, { loader: 'css', minify: true, target });
const titles = Object.fromEntries(locales.map((locale) => [locale, wordsOf(locale).title]));
const define = {
  LOADER_CSS: JSON.stringify(css.trim()),
  AWAY_CSS: JSON.stringify(away.trim()),
  LOADER_TITLES: JSON.stringify(titles),
  'process.env.NODE_ENV': '"production"',
};

for (const [name, source] of Object.entries(entries)) {
  const result = await esbuild.build({
    entryPoints: [join(root, source)],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target,
    jsx: 'automatic',
    define,
    logLevel: 'warning',
    charset: 'utf8',
    legalComments: 'none',
  });
  const content = result.outputFiles[0].contents;
  write(name, content);
  if (source.startsWith('web/pages/')) writeFileSync(join(out, name), content);
}

for (const locale of locales) write(`chat-${locale}.json`, JSON.stringify(wordsOf(locale)));

/** The bills page has the words of its own and of an application's course; those of PDFs stay with the server. */
for (const locale of readdirSync(join(root, 'locales'))) {
  const read = (name) => JSON.parse(readFileSync(join(root, 'locales', locale, `${name}.json`), 'utf8'));
  if (!existsSync(join(root, 'locales', locale, 'bills.json'))) continue;
  const { pdf: _, ...bills } = read('bills');
  const { event, carrier } = read('progress');
  const { brand, me } = read('pages');
  write(`bills-${locale}.json`, JSON.stringify({ ...bills, brand, me, progress: { event, carrier } }));
}

/** The desk speaks the languages of those who work there. */
for (const locale of readdirSync(join(root, 'locales'))) {
  const file = join(root, 'locales', locale, 'desk.json');
  if (existsSync(file)) write(`desk-${locale}.json`, JSON.stringify(JSON.parse(readFileSync(file, 'utf8')).screens));
}

writeFileSync(join(out, 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`);

const words = Math.max(...locales.map((locale) => sizes[`chat-${locale}.json`]));
const sums = { loader: sizes['widget.js'], chat: sizes['frame.js'] + sizes['frame.css'] + words };
const parts = `script ${sizes['frame.js']}, styles ${sizes['frame.css']}, words ${words}`;
process.stdout.write(`widget: loader ${sums.loader} bytes gzip; chat ${(sums.chat / 1024).toFixed(1)} KB (${parts})\n`);
for (const [name, sum] of Object.entries(sums)) {
  if (sum <= BUDGETS[name]) continue;
  process.stderr.write(`The ${name} is larger than ${BUDGETS[name] / 1024} KB: something big came in.\n`);
  process.exitCode = 1;
}
