// The rules of the layout: who may import whom, what each file begins with, what packages may be there. Says what, why and how to fix.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { buildProgram, ROOT } from './support/built';

const FOLDERS = ['domain', 'storage', 'services', 'locales', 'dialogs', 'bot', 'web'] as const;
type Folder = (typeof FOLDERS)[number];

interface Import {
  /** `storage/store`, or a package's name. */
  what: string;
  typeOnly: boolean;
}
interface Source {
  file: string;
  folder: Folder | 'test';
  text: string;
  imports: Import[];
}

function filesOf(folder: string, end: RegExp): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesOf(path, end);
    return end.test(entry.name) ? [path] : [];
  });
}

const IMPORT = /^(import|export)\s+(type\s)?([^'"();]*?from\s+)?['"]([^'"]+)['"]/gm;
const REQUIRE = /(?<![.\w])(typeof )?(?:require|import)\(\s*['"]([^'"]+)['"]\s*\)/g;

function importsOf(file: string, text: string): Import[] {
  const place = (from: string) =>
    from.startsWith('.')
      ? relative(ROOT, resolve(ROOT, dirname(file), from))
          .split(sep)
          .join('/')
      : packageOf(from);
  const found = [...text.matchAll(IMPORT)].map(([, , type, names = '', from = '']) => {
    const inner = /\{([^}]*)\}/.exec(names)?.[1];
    const named = inner
      ?.split(',')
      .map((one) => one.trim())
      .filter(Boolean);
    const others = names.replace(/\{[^}]*\}|from|[\s,]/g, '');
    const allTypes = !!named?.length && !others && named.every((one) => one.startsWith('type '));
    return { what: place(from), typeOnly: Boolean(type) || allTypes };
  });
  for (const [, type, from = ''] of text.matchAll(REQUIRE)) found.push({ what: place(from), typeOnly: Boolean(type) });
  return found;
}

const packageOf = (from: string): string =>
  from.startsWith('@')
    ? from.split('/').slice(0, 2).join('/')
    : from.startsWith('node:')
      ? from
      : (from.split('/')[0] ?? from);

const sources: Source[] = [...FOLDERS, 'test' as const].flatMap((folder) =>
  filesOf(folder, /\.tsx?$/).map((file) => {
    const text = readFileSync(join(ROOT, file), 'utf8');
    return { file, folder, text, imports: importsOf(file, text) };
  }),
);
const product = sources.filter(({ folder }) => folder !== 'test');

test('the reader of imports sees all forms, so that the rules below find what they forbid', () => {
  const text = [
    "import { a, type B } from '../domain/a';",
    "import type { C } from 'botbuilder';",
    "import { type D, type E } from '@azure/cosmos/x';",
    'import {\n  f,\n} from "node:fs";',
    "export * from './g';",
    "import './h';",
    "const x = require('fontkit') as typeof import('./i');",
    "const y = await import('ws');",
  ].join('\n');
  const found = importsOf('bot/file.ts', text).map(({ what, typeOnly }) => `${typeOnly ? 'type ' : ''}${what}`);
  const wanted = [
    'domain/a',
    'type botbuilder',
    'type @azure/cosmos',
    'node:fs',
    'bot/g',
    'bot/h',
    'fontkit',
    'type bot/i',
    'ws',
  ];
  expect(found).toEqual(wanted);
  expect(product.flatMap(({ imports }) => imports).length).toBeGreaterThan(500);
});

/** Fails with a line for each offence, and with why the rule is there and what to do. */
function none(offences: readonly string[], why: string): void {
  if (offences.length) throw new Error(`${offences.join('\n')}\n\n${why}`);
}

/** Which folders a folder may import values from, and of which it may import only types. */
const MAY: Record<Folder, { values: Folder[]; types?: Folder[] }> = {
  domain: { values: ['domain'] },
  storage: { values: ['storage', 'domain'], types: ['locales'] },
  services: { values: ['services', 'storage', 'domain'], types: ['locales'] },
  locales: { values: ['locales', 'domain'] },
  dialogs: { values: ['dialogs', 'domain', 'locales'], types: ['services'] },
  bot: { values: ['bot', 'dialogs', 'services', 'storage', 'domain', 'locales'] },
  web: { values: ['web'], types: ['domain', 'locales'] },
};
/** Plain lists and functions without words, as good as domain. */
const WORDLESS = new Set(['locales/list']);
/**
 * Rules that run in the browser, too: pure, small, without words and without anything secret (the standards are public). A
 * second writing of them in web/ would drift from what the server checks.
 */
const BROWSER_RULES = new Set([
  'domain/uscc-checks',
  'domain/uscc-repair',
  'domain/time',
  // Keys, no words.
  'locales/application-words',
]);
const isBrowserRule = (folder: string, what: string): boolean => folder === 'web' && BROWSER_RULES.has(what);

test('folders import in one direction: domain ← storage ← services ← bot; dialogs see only types of services', () => {
  const offences = product.flatMap(({ file, folder, imports }) =>
    imports.flatMap(({ what, typeOnly }) => {
      const to = FOLDERS.find((one) => what.startsWith(`${one}/`) || what === one);
      if (!to || folder === 'test') return [];
      const { values, types = [] } = MAY[folder];
      if (values.includes(to) || (typeOnly && types.includes(to)) || WORDLESS.has(what)) return [];
      if (isBrowserRule(folder, what)) return [];
      return [`${file} imports ${typeOnly ? 'a type of ' : ''}${what}`];
    }),
  );
  none(
    offences,
    'Why: rules that know no I/O stay testable, and a layer can be replaced. Fix: move what is shared down, or pass it in (Deps, Ctx); `import type` where only a type is needed.',
  );
});

/** Groups of files that all reach each other (Tarjan), each sorted; a file that imports itself is one, too. */
function circles(files: readonly Pick<Source, 'file' | 'imports'>[]): string[][] {
  const names = new Set(files.map(({ file }) => file));
  const next = new Map(
    files.map(({ file, imports }) => [
      file,
      imports.flatMap(
        ({ what }) => [`${what}.ts`, `${what}.tsx`, `${what}/index.ts`].find((one) => names.has(one)) ?? [],
      ),
    ]),
  );
  const found: string[][] = [];
  const seen = new Map<string, number>();
  const open: string[] = [];
  function reach(file: string): number {
    const at = seen.size;
    seen.set(file, at);
    open.push(file);
    let low = at;
    for (const one of next.get(file) ?? []) {
      if (!seen.has(one)) low = Math.min(low, reach(one));
      else if (open.includes(one)) low = Math.min(low, seen.get(one) ?? at);
    }
    if (low === at) {
      const group = open.splice(open.indexOf(file));
      if (group.length > 1 || next.get(file)?.includes(file)) found.push(group.toSorted());
    }
    return low;
  }
  for (const file of names) if (!seen.has(file)) reach(file);
  return found;
}

test('no files import each other in a circle, not even types', () => {
  const planted = [
    { file: 'a.ts', imports: [{ what: 'b', typeOnly: false }] },
    { file: 'b.ts', imports: [{ what: 'c', typeOnly: true }] },
    { file: 'c/index.ts', imports: [{ what: 'a', typeOnly: false }] },
    { file: 'd.ts', imports: [{ what: 'a', typeOnly: false }] },
  ];
  expect(circles(planted)).toEqual([['a.ts', 'b.ts', 'c/index.ts']]);
  none(
    circles(product).map((group) => group.join(' ↔ ')),
    'Why: files of a circle can only be read, tested and moved together, and which loads first is chance. Fix: move what both need into a third file.',
  );
});

test('domain and dialogs have no clock, no randomness and no I/O', () => {
  const IO = /^node:(fs|http|https|net|child_process|crypto|timers|dns)/;
  const offences = product
    .filter(({ folder }) => folder === 'domain' || folder === 'dialogs')
    .flatMap(({ file, text, imports }) => [
      ...imports.filter(({ what }) => IO.test(what)).map(({ what }) => `${file} imports ${what}`),
      ...(text.match(/Date\.now\(\)|new Date\(\)|Math\.random\(\)|randomUUID|setTimeout|process\.env/g) ?? []).map(
        (what) => `${file} uses ${what}`,
      ),
    ]);
  none(
    offences,
    'Why: the same input must give the same answer, also when it is played again. Fix: take the time from ctx.now (or a parameter) and ids from ctx.newId.',
  );
});

/** Of which only what runs counts: their types are named beside, and load nothing. */
const TYPES_BESIDE = new Set(['@azure/cosmos']);

test.each<[name: string, pattern: RegExp, where: RegExp, why: string]>([
  [
    'botbuilder',
    /^(botbuilder|botframework-)/,
    /^bot\/channels\//,
    'the turn knows no framework, so channels can be added or replaced',
  ],
  [
    'SQLite',
    /^(@photostructure\/sqlite|node:sqlite|better-sqlite3)$/,
    /^storage\/sqlite/,
    'the store port is all that others see, so another adapter fits',
  ],
  [
    'nodemailer',
    /^nodemailer$/,
    /^bot\/outbox\/mail\.ts$/,
    'addresses are only ever given as objects there (ASVS 5.0 1.3.11)',
  ],
  [
    '@azure',
    /^@azure\//,
    /^(storage\/(cosmos|identity|blobs\/azure)|bot\/channels\/)/,
    'a deployment loads only the cloud that it uses',
  ],
  [
    '@azure/cosmos',
    /^@azure\/cosmos$/,
    /^storage\/cosmos\.ts$/,
    'one file knows the library, so another version or service fits',
  ],
  [
    '@azure/storage-blob',
    /^@azure\/storage-blob$/,
    /^storage\/blobs\/azure\.ts$/,
    'files are behind the blob port, so another place for them fits',
  ],
  [
    'otpauth',
    /^otpauth$/,
    /^services\/staff\/totp\.ts$/,
    'one file knows how codes are made, so another way to prove somebody fits',
  ],
  [
    'find-my-way',
    /^find-my-way/,
    /^bot\/http\/router\.ts$/,
    "routes are of node's own requests, so another router fits",
  ],
])('%s is imported in its own place only', (name, pattern, where, why) => {
  const offences = product.flatMap(({ file, imports }) =>
    imports
      .filter(({ what, typeOnly }) => pattern.test(what) && !where.test(file) && !(typeOnly && TYPES_BESIDE.has(name)))
      .map(({ what }) => `${file} imports ${what}`),
  );
  none(offences, `Why: ${why}. Fix: put it behind a function of the place ${String(where)}.`);
});

test('no file of the product imports a language: they are read by folder', () => {
  const offences = product.flatMap(({ file, imports }) =>
    imports
      .filter(({ what, typeOnly }) => !typeOnly && /^locales\/[a-z]{2}-[A-Z]{2}\//.test(what))
      .map(({ what }) => `${file} imports ${what}`),
  );
  none(
    offences,
    'Why: a language is one folder and one entry in locales/list.ts. Fix: readLocale or byLocale of locales/files.ts; `import type` of en-US for its shape.',
  );
});

/** The desk is an application for people who sit at it all day; what customers load has no libraries. */
const DESK_LIBRARIES = new Set([
  'react',
  'react-dom',
  '@fluentui/react-components',
  '@fluentui/react-icons',
  '@tanstack/react-query',
  '@tanstack/react-virtual',
  'i18next',
  'qrcode-generator',
]);
const isDeskLibrary = (file: string, what: string): boolean => file.startsWith('web/desk/') && DESK_LIBRARIES.has(what);

test('browser code imports nothing of the server, except rules without words; and those import nothing else', () => {
  const offences = product
    .filter(({ folder }) => folder === 'web')
    .flatMap(({ file, imports }) =>
      imports
        .filter(({ what, typeOnly }) => !what.startsWith('web/') && !typeOnly && !isBrowserRule('web', what))
        .filter(({ what }) => !isDeskLibrary(file, what))
        .map(({ what }) => `${file} imports ${what}`),
    );
  none(
    offences,
    'Why: the chat stays small and holds no secret. Fix: `import type` of wire types, or write the few lines in web/.',
  );
  const rules = product.filter(({ file }) => BROWSER_RULES.has(file.replace('.ts', '')));
  none(
    rules.flatMap(({ file, imports }) =>
      imports
        .filter(({ what, typeOnly }) => !typeOnly && !BROWSER_RULES.has(what))
        .map(({ what }) => `${file} imports ${what}`),
    ),
    'Why: the browser would load it, too. Fix: keep these rules free of imports (types load nothing).',
  );
});

test('every import of a package is a dependency that package.json names', () => {
  const { dependencies, devDependencies } = readPackage();
  const offences = sources.flatMap(({ file, folder, imports }) =>
    imports
      .filter(
        ({ what }) =>
          !what.startsWith('node:') && !/^(\.|domain|storage|services|locales|dialogs|bot|web|test)(\/|$)/.test(what),
      )
      .filter(({ what, typeOnly }) => {
        if (what in dependencies) return false;
        return !(
          (folder === 'test' || folder === 'web' || typeOnly) &&
          (what in devDependencies || `@types/${what}` in devDependencies)
        );
      })
      .map(({ what }) => `${file} imports ${what}`),
  );
  none(
    offences,
    'Why: what another package happens to bring can be gone tomorrow. Fix: add it to dependencies (what the product needs) or devDependencies (tests), with an exact version.',
  );
});

test('the first line of every file says what it is for', () => {
  const others = filesOf('web', /\.css$/).map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }));
  const offences = [...sources, ...others]
    .filter(({ text }) => !/^(\/\/ |\/\* ).{15,}/.test(text.split('\n')[0] ?? ''))
    .map(({ file }) => `${file}:1 is no comment`);
  none(offences, 'Why: a reader decides by it whether to read on. Fix: one sentence, what for, not how.');
});

test('files stay small: under 300 lines outside test', () => {
  const offences = product
    .map(({ file, text }) => ({ file, lines: text.trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > 300)
    .map(({ file, lines }) => `${file} has ${lines} lines`)
    .filter((line) => !KNOWN_LONG.has(line.split(' ')[0] ?? ''));
  none(
    offences,
    'Why: what does not fit in the head is changed wrongly. Fix: move a part that has a name of its own into a file of its own.',
  );
});
/** Known, and to become shorter: nothing is added here. */
const KNOWN_LONG = new Set<string>();

test('half of all files have fewer than 100 lines', () => {
  const lines = product.map(({ text }) => text.split('\n').length).toSorted((a, b) => a - b);
  expect(lines[Math.floor(lines.length / 2)]).toBeLessThan(100);
});

test('nothing writes to the console, nothing is left to do, nothing is skipped or ignored', () => {
  // Put together here, so that this file does not find itself.
  const words = ['TO' + 'DO', 'FIX' + 'ME', '@ts-' + 'ignore', '@ts-' + 'expect-error', 'debug' + 'ger'];
  const calls = [/(?<!\w)console\.\w+\(/, /(?<![\w.])(test|it|describe)\.(skip|only|todo)\b/];
  const offences = sources.flatMap(({ file, text }) =>
    text.split('\n').flatMap((line, n) => {
      const code = line.replace(/\/\/.*|'[^']*'|`[^`]*`|\/[^/\s].*\/[gimsuy]*/g, '');
      const found = words.find((word) => line.includes(word)) ?? calls.find((call) => call.test(code))?.source;
      // The integrator of a page that is not ours has no other place to read.
      const theirs = file.startsWith('test/bench/') || file === 'web/loader/away.ts';
      return found && !(theirs && /console/.test(found)) ? [`${file}:${n + 1} has ${found}`] : [];
    }),
  );
  none(
    offences,
    'Why: the log hides personal fields and the console does not; promises to do something later are kept in issues. Fix: use Log, do it, or delete it.',
  );
});

interface Package {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  scripts: Record<string, string>;
}
const readPackage = () => JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Package;

test('packages are pinned exactly', () => {
  const { dependencies, devDependencies } = readPackage();
  const offences = Object.entries({ ...dependencies, ...devDependencies })
    .filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))
    .map(([name, version]) => `${name}: ${version}`);
  none(offences, 'Why: the same commit must install the same everywhere. Fix: write the exact version.');
});

test('the lock names no registry of its own: it installs from whichever is configured', () => {
  const lock = readFileSync(join(ROOT, 'package-lock.json'), 'utf8');
  const hosts = new Set([...lock.matchAll(/"resolved": "(\w+:\/\/[^/"]+)/g)].map(([, host]) => host ?? ''));
  hosts.delete('https://registry.npmjs.org');
  none(
    [...hosts].map((host) => `package-lock.json names ${host}`),
    'Why: nobody else may reach that host. Fix: remove the "resolved" lines (.npmrc: omit-lockfile-registry-resolved=true).',
  );
  expect(lock).toContain('"integrity": "sha512-');
});

test('no file names a path of the machine that it was written on', () => {
  const paths = new RegExp(['/home/' + '\\w+', '/Users/' + '\\w+', 'C:' + '\\\\Users'].join('|'));
  const files = [...sources.map(({ file }) => file), 'package.json', 'jest.config.js', 'biome.json', 'tsconfig.json'];
  const offences = files.filter((file) => paths.test(readFileSync(join(ROOT, file), 'utf8')));
  none(offences, 'Why: it works nowhere else. Fix: a path relative to the project.');
});

test('a start without configuration loads no cloud package: nothing of Azure, no bot framework before it is needed', async () => {
  const built = await buildProgram();
  const dataDir = mkdtempSync(join(tmpdir(), 'fapiao-layout-'));
  try {
    const probe = join(dirname(dirname(built.main)), 'probe.js');
    writeFileSync(probe, PROBE);
    const env = { PATH: process.env.PATH ?? '', DATA_DIR: join(dataDir, 'data'), DEMO: 'false', LOG_LEVEL: 'silent' };
    const loaded = JSON.parse(
      execFileSync(process.execPath, [probe], { cwd: dataDir, env, encoding: 'utf8' }),
    ) as string[];
    expect(loaded).toContain('find-my-way');
    const cloud = loaded.filter(
      (name) => name.startsWith('@azure/') || /^(botbuilder|botframework|adal|msal)/.test(name),
    );
    none(
      cloud,
      'Why: they take a second of the start and 100 MB. Fix: require() them where the configuration asks for them.',
    );
  } finally {
    built.remove();
    rmSync(dataDir, { recursive: true, force: true });
  }
});

/** Starts the app, answers one turn, and prints the packages that are loaded by then. */
const PROBE = `
const { createApp } = require('./bot/app');
const { loadConfig } = require('./bot/config');
const { takePort } = require('./bot/http/door');
const { createLog } = require('./bot/process/log');
(async () => {
  const app = await createApp(loadConfig(process.env), createLog('silent'));
  const door = await takePort(0, '127.0.0.1');
  await app.start(door);
  const activity = { type: 'message', id: 'a', channelId: 'emulator', serviceUrl: 'http://127.0.0.1:1', from: { id: 'p' },
    recipient: { id: 'b' }, conversation: { id: 'c' }, text: 'hello', deliveryMode: 'expectReplies' };
  const answered = await fetch('http://127.0.0.1:' + door.port + '/api/messages', { method: 'POST',
    headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(activity) });
  if (answered.status !== 200) throw new Error('answered ' + answered.status);
  const names = Object.keys(require.cache).map((file) => /.*node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(file)?.[1]).filter(Boolean);
  process.stdout.write(JSON.stringify([...new Set(names)]));
  await app.stop();
})();
`;
