// The papers say what is so: paths and commands exist, what comments cite can be looked up, README stays short.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './support/built';

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const papers = ['.', 'docs'].flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name)),
);
const FOLDERS = ['domain', 'storage', 'services', 'locales', 'dialogs', 'bot', 'web', 'test'];
const sources = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|mjs|css)$/.test(name))
    .map((name) => join(folder, name)),
);

/** GitHub's name of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .replaceAll(' ', '-');

const headings = (file: string): string[] => [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, text = '']) => text);

test.each(papers)('%s: every path that it names exists', (paper) => {
  const named = [...read(paper).matchAll(/`([\w.-]+\/[\w./-]*)`/g)]
    .map(([, path = '']) => path)
    .filter((path) => [...FOLDERS, 'docs'].includes(path.split('/')[0] ?? ''));
  expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

test.each(papers)('%s: every link leads to a file and a heading', (paper) => {
  const links = [...read(paper).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^https?:/.test(link));
  const dead = links.filter((link) => {
    const [path = '', anchor] = link.split('#');
    const file = path ? join(dirname(paper), path) : paper;
    if (!existsSync(join(ROOT, file))) return true;
    return anchor !== undefined && !headings(file).some((heading) => anchorOf(heading) === anchor);
  });
  expect(dead).toEqual([]);
});

test.each(papers)('%s: every npm command that it names exists', (paper) => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const named = [...read(paper).matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name = '']) => name);
  expect(named.filter((name) => !scripts[name])).toEqual([]);
});

test('whatever requirement or decision a comment cites stands in docs/architecture.md', () => {
  const rules = read('docs/architecture.md');
  const offences = sources.flatMap((file) =>
    [...read(file).matchAll(/^.*(?:\/\/|\*|\b(?:test|it)\().*$/gm)].flatMap(([line]) => [
      ...[...line.matchAll(/\bR\d{1,2}\b/g)]
        .filter(([name]) => !rules.includes(`| ${name} |`))
        .map(([name]) => `${file}: ${name}`),
      ...[...line.matchAll(/\b[Dd]ecision (\d+)/g)]
        .filter(([, number]) => !rules.includes(`\n| ${number} |`))
        .map(([text]) => `${file}: ${text}`),
    ]),
  );
  expect(offences).toEqual([]);
});

test('references to OWASP ASVS have the numbers of 5.0', () => {
  const others = sources.filter((file) => file !== 'test/papers.test.ts');
  const offences = others.flatMap((file) =>
    [...read(file).matchAll(/ASVS[^\n]{0,12}/g)]
      .map(([text]) => text)
      .filter((text) => !/^ASVS 5\.0(?: \d+\.\d+\.\d+| that|')/.test(text))
      .map((text) => `${file}: ${text}`),
  );
  expect(offences).toEqual([]);
});

test('README is read in a few minutes, and says the same in Chinese', () => {
  const [english = '', chinese = ''] = ['README.md', 'README.zh-CN.md'].map(read);
  for (const text of [english, chinese]) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(8 * 1024);
  const shape = (text: string) => ({
    headings: [...text.matchAll(/^#+ /gm)].map(([mark]) => mark),
    commands: [...text.matchAll(/```sh\n([^`]+)```/g)].map(([, command]) => command),
    rows: [...text.matchAll(/^\| .*$/gm)].length,
    links: [...text.matchAll(/\]\(((?:docs\/|[A-Z])[^)#]+\.(?:md|png))/g)]
      .map(([, link = '']) => link)
      .filter((link) => !link.startsWith('README'))
      .toSorted(),
  });
  expect(shape(chinese)).toEqual(shape(english));
});

test('every setting is in docs/configuration.md, and every one there is read', () => {
  const page = read('docs/configuration.md');
  const rows = [...page.matchAll(/^\| (`[^|]+) \|/gm)].map(([, cell = '']) => cell).join(' ');
  const documented = [...rows.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);
  const code = sources
    .filter((file) => file.startsWith('bot/config/'))
    .map(read)
    .join('\n');
  expect(documented.filter((name) => !new RegExp(`\\b${name}\\b`).test(code))).toEqual([]);
  const known = [...code.matchAll(/^ {2,4}([A-Z][A-Z_]{3,}|MicrosoftApp\w+): /gm)].map(([, name = '']) => name);
  expect(known.length).toBeGreaterThan(30);
  expect(known.filter((name) => !documented.includes(name))).toEqual([]);
});

test.each(papers)('%s names no folder of a machine', (paper) => {
  expect(read(paper)).not.toMatch(/(?<![\w.])\/(?:home|root|Users|work|tmp)\//);
});
