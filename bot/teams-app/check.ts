// Whether Teams takes an app package: what its upload refuses, and what it takes and then shows wrongly, before anybody uploads it.
import { z } from 'zod';
import { sizeOf } from './png';

export type Files = Readonly<Record<string, Uint8Array>>;

const SCOPES = ['personal', 'team', 'groupChat'] as const;
const text = (most: number) => z.string().min(1).max(most);
const https = z.url({ protocol: /^https$/ }).max(2048);
/** A host name, or one wildcard for all below it: no scheme, port or path, and no `*.cn`. */
const domain = z
  .string()
  .max(253)
  .regex(/^(\*\.)?([a-z0-9-]{1,63}\.){1,8}[a-z]{2,63}$/i, 'is a host name without scheme, port or path')
  .refine(
    (name) => !name.startsWith('*.') || name.split('.').length > 3,
    'has a wildcard for a whole top-level domain',
  );

const command = z.object({ title: text(32), description: text(128) });
const commandList = z.object({
  scopes: z.array(z.enum(SCOPES)).min(1),
  commands: z
    .array(command)
    .min(1)
    .max(10)
    .refine((all) => new Set(all.map(({ title }) => title)).size === all.length, 'has a title twice'),
});
const manifest = z.looseObject({
  manifestVersion: z.string(),
  version: z.string().regex(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/, 'has three numbers'),
  id: z.guid(),
  developer: z.object({ name: text(32), websiteUrl: https, privacyUrl: https, termsOfUseUrl: https }),
  name: z.object({ short: text(30), full: text(100) }),
  description: z.object({ short: text(80), full: text(4000) }),
  icons: z.object({ color: z.string(), outline: z.string() }),
  accentColor: z.string().regex(/^#[0-9a-f]{6}$/i),
  bots: z
    .array(
      z.looseObject({
        botId: z.guid(),
        scopes: z.array(z.enum(SCOPES)).min(1),
        commandLists: z.array(commandList).max(3).optional(),
      }),
    )
    .max(1)
    .optional(),
  staticTabs: z
    .array(z.looseObject({ entityId: text(64), name: text(128), contentUrl: https }))
    .max(16)
    .optional(),
  validDomains: z.array(domain).min(1).max(16),
  localizationInfo: z.object({
    defaultLanguageTag: z.string(),
    additionalLanguages: z.array(z.object({ languageTag: z.string(), file: z.string() })),
  }),
});
type Manifest = z.infer<typeof manifest>;

/** Without these Teams says "Manifest parsing has failed", and no more. */
const NEEDED = { 'name.short': 30, 'description.short': 80, 'description.full': 4000 };

function read(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}

/** A line for each fault; none: it can be uploaded. */
export function problemsOf(files: Files): string[] {
  const bytes = files['manifest.json'];
  if (!bytes) return ['manifest.json is not at the root of the package'];
  const parsed = manifest.safeParse(read(bytes));
  if (!parsed.success)
    return parsed.error.issues.map(({ path, message }) => `manifest.json: ${path.join('.') || 'the file'}: ${message}`);
  const found = parsed.data;
  return [...iconProblems(found, files), ...placeProblems(found), ...languageProblems(found, files)];
}

function iconProblems({ icons }: Manifest, files: Files): string[] {
  return (
    [
      [icons.color, 192],
      [icons.outline, 32],
    ] as const
  ).flatMap(([name, wanted]) => {
    const bytes = files[name];
    if (!bytes) return [`${name}: the file is missing`];
    const size = sizeOf(bytes);
    if (!size) return [`${name}: is no PNG`];
    const fits = size.width === wanted && size.height === wanted;
    return fits ? [] : [`${name}: is ${size.width} × ${size.height}, wants ${wanted} × ${wanted}`];
  });
}

/** What a tab opens must be a place that the manifest names. */
function placeProblems({ staticTabs = [], validDomains }: Manifest): string[] {
  const known = (host: string) =>
    validDomains.some((name) => (name.startsWith('*.') ? host.endsWith(name.slice(1)) : host === name));
  return staticTabs
    .filter(({ contentUrl }) => !known(new URL(contentUrl.replaceAll(/[{}]/g, '')).hostname))
    .map(({ contentUrl }) => `staticTabs: ${contentUrl} is not in validDomains`);
}

function languageProblems(found: Manifest, files: Files): string[] {
  const { localizationInfo } = found;
  const { defaultLanguageTag, additionalLanguages } = localizationInfo;
  return additionalLanguages.flatMap(({ languageTag, file }) => {
    if (languageTag === defaultLanguageTag) return [`${languageTag}: is the default language, listed again`];
    const bytes = files[file];
    if (!bytes) return [`${file}: the file is missing`];
    const words = z.record(z.string(), z.string()).safeParse(read(bytes)).data;
    return words ? wordProblems(found, file, words) : [`${file}: is no list of texts`];
  });
}

function wordProblems(found: Manifest, file: string, words: Record<string, string>): string[] {
  const lists = found.bots?.[0]?.commandLists ?? [];
  const commands = lists.flatMap((list, l) =>
    list.commands.flatMap((_, n) => {
      const path = `bots[0].commandLists[${l}].commands[${n}]`;
      return [[`${path}.title`, 32] as const, [`${path}.description`, 128] as const];
    }),
  );
  const wanted = [...Object.entries(NEEDED), ['name.full', 100] as const, ...commands];
  return wanted.flatMap(([key, most]) => {
    const length = words[key]?.length ?? 0;
    if (!length) return [`${file}: ${key} is missing`];
    return length > most ? [`${file}: ${key} has ${length} characters, at most ${most} are taken`] : [];
  });
}
