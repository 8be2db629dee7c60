// The app package for Teams: what we make is taken, ten broken ones are refused, and every title leads to its intent.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { type Files, problemsOf } from '../../../bot/teams-app/check';
import { COMMANDS, packageFiles, TAGS } from '../../../bot/teams-app/manifest';
import { bestTopic } from '../../../dialogs/understanding/recognise';
import { understand } from '../../../dialogs/understanding/understand';
import { LOCALES } from '../../../locales/list';
import { runCli } from '../../support/run-cli';

const APP_ID = '11111111-2222-4333-8444-555555555555';
const good = { appId: APP_ID, domain: 'fapiao.example.cn', version: '1.0.0', developer: 'Example', tabOnly: false };
const made = packageFiles(good);

interface Manifest {
  bots?: { commandLists: { commands: { title: string }[] }[] }[];
  staticTabs: unknown[];
}
const textOf = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('utf8');
const manifestIn = (files: Files): Manifest => JSON.parse(textOf(files['manifest.json'])) as Manifest;
const json = (value: object): Uint8Array => Buffer.from(JSON.stringify(value));

/** The package with another manifest. */
function broken(from: RegExp, to: string): Files {
  const manifest = textOf(made['manifest.json']);
  expect(manifest).toMatch(from);
  return { ...made, 'manifest.json': Buffer.from(manifest.replace(from, to)) };
}

const without = (name: string): Files => Object.fromEntries(Object.entries(made).filter(([file]) => file !== name));

test('what we make is taken: with the bot, and as a tab alone', () => {
  expect(problemsOf(made)).toEqual([]);
  const tab = packageFiles({ ...good, tabOnly: true });
  expect(problemsOf(tab)).toEqual([]);
  expect(manifestIn(tab)).not.toHaveProperty('bots');
  expect(manifestIn(tab).staticTabs).toHaveLength(1);
});

test.each<[string, Files, string]>([
  ['no manifest', without('manifest.json'), 'manifest.json is not at the root'],
  ['an id that is none', broken(/"id": "[^"]*"/, '"id": "fapiao"'), 'id'],
  ['a domain with a scheme', broken(/"fapiao\.example\.cn"/, '"https://fapiao.example.cn"'), 'validDomains'],
  ['a wildcard for a top-level domain', broken(/"fapiao\.example\.cn"/, '"*.cn"'), 'validDomains'],
  ['an icon that is missing', without('outline.png'), 'outline.png: the file is missing'],
  ['an icon of the wrong size', { ...made, 'color.png': made['outline.png'] ?? new Uint8Array() }, 'wants 192'],
  ['an icon that is no PNG', { ...made, 'color.png': Buffer.from('GIF89a') }, 'is no PNG'],
  ['a language file that is missing', without('nl.json'), 'nl.json: the file is missing'],
  [
    'a language without its short name',
    { ...made, 'fr.json': json({ 'description.short': 'x' }) },
    'name.short is missing',
  ],
  ['the default language listed again', broken(/"languageTag": "nl"/, '"languageTag": "en"'), 'default language'],
  ['a command that is too long', broken(/"title": "[^"]*"/, `"title": "${'x'.repeat(33)}"`), 'title'],
  ['a scope in another spelling', broken(/"groupChat"/, '"groupchat"'), 'scopes'],
  ['a tab elsewhere', broken(/"contentUrl": "[^"]*"/, '"contentUrl": "https://evil.example/"'), 'not in validDomains'],
  ['a version that is none', broken(/"version": "[^"]*"/, '"version": "v2"'), 'version'],
])('%s is refused, and named', (_what, files, named) => {
  const problems = problemsOf(files);
  expect(problems.join('\n')).toContain(named);
});

/** What each command means, as the dialogs name it. */
const INTENTS: Record<(typeof COMMANDS)[number], string> = {
  apply: 'apply',
  progress: 'progress',
  register: 'register',
  needs: 'whatDoINeed',
  person: 'person',
  language: 'language',
};

test.each(LOCALES)(
  'the titles of the %s client lead to their intents, whatever language the person has chosen',
  (client) => {
    const files = client === 'en-US' ? undefined : made[`${TAGS[client]}.json`];
    const words = files && (JSON.parse(textOf(files)) as Record<string, string>);
    const commands = manifestIn(made).bots?.[0]?.commandLists[0]?.commands ?? [];
    for (const [n, name] of COMMANDS.entries()) {
      const title = words?.[`bots[0].commandLists[0].commands[${n}].title`] ?? commands[n]?.title ?? '';
      for (const locale of LOCALES) {
        const best = bestTopic(understand(title, { locale }), title);
        expect([client, locale, title, best && 'name' in best ? best.name : '']).toEqual([
          client,
          locale,
          title,
          INTENTS[name],
        ]);
      }
    }
  },
);

describe('npm run teams:package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fapiao-teams-'));
  const out = join(folder, 'app.zip');
  afterAll(() => rmSync(folder, { recursive: true }));

  test('writes the package', async () => {
    const { code } = await runCli('teams', ['--app-id', APP_ID, '--domain', 'fapiao.example.cn', '--out', out], {});
    expect(code).toBe(0);
    expect(problemsOf(unzipSync(readFileSync(out)))).toEqual([]);
  });

  test('writes nothing that Teams would refuse', async () => {
    const bad = join(folder, 'bad.zip');
    const done = await runCli('teams', ['--app-id', 'x', '--domain', 'https://fapiao.example.cn', '--out', bad], {});
    expect(done.code).toBe(1);
    expect(() => readFileSync(bad)).toThrow();
    expect((await runCli('teams', [], {})).code).toBe(2);
  });
});
