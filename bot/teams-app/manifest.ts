// The app package of Teams: manifest, language files and icons, with the bot, its commands, and the web chat as a tab.
import { LOCALES, type Locale, say, type TextKey, translate } from '../../locales';
import { ACCENT_HEX, colourIcon, outlineIcon } from './icons';

export interface PackageOptions {
  /** Of the bot registration; also the app's own id. */
  appId: string;
  /** Where the product is served, without a scheme. */
  domain: string;
  /** Rises with each upload. */
  version: string;
  /** Who stands behind the app. */
  developer: string;
  /** Without the bot: for Teams operated by 21Vianet, which documents none. */
  tabOnly: boolean;
}

/** Each says what its title says, in the client's language: it must lead to its intent. */
export const COMMANDS = ['apply', 'progress', 'register', 'needs', 'person', 'language'] as const;
const SCHEMA = '1.19';
const SCHEMAS = `https://developer.microsoft.com/json-schemas/teams/v${SCHEMA}`;
const DEFAULT: Locale = 'en-US';
/** As Teams names languages. */
export const TAGS: Record<Locale, string> = {
  'en-US': 'en',
  'zh-CN': 'zh-cn',
  'zh-TW': 'zh-tw',
  'nl-NL': 'nl',
  'da-DK': 'da',
  'fr-FR': 'fr',
};

const fileOf = (locale: Locale): string => `${TAGS[locale]}.json`;
const json = (value: object): Uint8Array => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);

interface Words {
  name: string;
  short: string;
  full: string;
  commands: { title: string; description: string }[];
}

function wordsOf(locale: Locale): Words {
  const word = (key: TextKey) => translate(locale, say(key)).replaceAll('**', '');
  return {
    name: word('chat:title'),
    short: word('common:teamsApp.short'),
    full: word('common:welcome'),
    commands: COMMANDS.map((name) => ({
      title: word(`common:menu.${name}`),
      description: word(`common:teamsApp.${name}`),
    })),
  };
}

/** Where Teams opens the tab: it fills in the language of its client. */
const tabUrl = (domain: string): string => `https://${domain}/teams?lang={locale}`;

function manifestOf({ appId, domain, version, developer, tabOnly }: PackageOptions): object {
  const { name, short, full, commands } = wordsOf(DEFAULT);
  const site = `https://${domain}`;
  const bot = {
    botId: appId,
    scopes: ['personal', 'team', 'groupChat'],
    supportsFiles: false,
    isNotificationOnly: false,
    commandLists: [{ scopes: ['personal'], commands }],
  };
  return {
    $schema: `${SCHEMAS}/MicrosoftTeams.schema.json`,
    manifestVersion: SCHEMA,
    version,
    id: appId,
    developer: {
      name: developer,
      websiteUrl: site,
      privacyUrl: `${site}/privacy`,
      termsOfUseUrl: `${site}/privacy`,
    },
    name: { short: name, full: name },
    description: { short, full },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: ACCENT_HEX,
    ...(tabOnly ? {} : { bots: [bot] }),
    staticTabs: [
      { entityId: 'chat', name, contentUrl: tabUrl(domain), websiteUrl: `${site}/chat`, scopes: ['personal'] },
    ],
    permissions: ['identity', ...(tabOnly ? [] : ['messageTeamMembers'])],
    validDomains: [domain],
    localizationInfo: {
      defaultLanguageTag: TAGS[DEFAULT],
      additionalLanguages: LOCALES.filter((locale) => locale !== DEFAULT).map((locale) => ({
        languageTag: TAGS[locale],
        file: fileOf(locale),
      })),
    },
  };
}

function languageFile(locale: Locale, tabOnly: boolean): object {
  const { name, short, full, commands } = wordsOf(locale);
  const path = 'bots[0].commandLists[0].commands';
  const titles = commands.flatMap(({ title, description }, n) => [
    [`${path}[${n}].title`, title],
    [`${path}[${n}].description`, description],
  ]);
  return {
    $schema: `${SCHEMAS}/MicrosoftTeams.Localization.schema.json`,
    'name.short': name,
    'name.full': name,
    'description.short': short,
    'description.full': full,
    'staticTabs[0].name': name,
    ...(tabOnly ? {} : Object.fromEntries(titles)),
  };
}

/** The files of the package by their names, all at its root. */
export function packageFiles(options: PackageOptions): Record<string, Uint8Array> {
  const languages = LOCALES.filter((locale) => locale !== DEFAULT);
  return {
    'manifest.json': json(manifestOf(options)),
    'color.png': colourIcon(),
    'outline.png': outlineIcon(),
    ...Object.fromEntries(languages.map((locale) => [fileOf(locale), json(languageFile(locale, options.tabOnly))])),
  };
}
