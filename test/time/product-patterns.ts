// Every regular expression of the product: those written in its sources and those that its modules build when they are loaded.
import { parseSync } from '@swc/core';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const ROOT = join(__dirname, '../..');
const FOLDERS = ['domain', 'storage', 'services', 'locales', 'dialogs', 'bot', 'web'];

export interface Pattern {
  file: string;
  source: string;
  flags: string;
}

const sources = (): string[] =>
  FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${folder}/${name}`),
  );

/** Literals, `pattern: '…'` of a field (a browser makes a regular expression of it), and the files that build some. */
export function written(): { patterns: Pattern[]; builders: string[] } {
  const patterns: Pattern[] = [];
  const builders = new Set<string>();
  for (const file of sources()) {
    const visit = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return;
      const { type, pattern, flags, callee, key, value } = node as Record<string, Record<string, string> & string>;
      if (type === 'RegExpLiteral') patterns.push({ file, source: String(pattern), flags: String(flags ?? '') });
      if ((type === 'NewExpression' || type === 'CallExpression') && callee?.value === 'RegExp') builders.add(file);
      if (type === 'KeyValueProperty' && key?.value === 'pattern' && value?.type === 'StringLiteral')
        patterns.push({ file, source: String(value.value), flags: '' });
      for (const child of Object.values(node)) visit(child);
    };
    visit(parseSync(readFileSync(join(ROOT, file), 'utf8'), { syntax: 'typescript', target: 'es2022' }));
  }
  return { patterns, builders: [...builders] };
}

/** What these modules build while they are loaded. Call it before anything else has loaded them. */
export function built(files: string[]): Pattern[] {
  const found: Pattern[] = [];
  const Real = globalThis.RegExp;
  globalThis.RegExp = new Proxy(Real, {
    construct(target, args, self) {
      const made = Reflect.construct(target, args, self) as RegExp;
      const at = (new Error().stack ?? '')
        .split('\n')
        .find((line) => line.includes(ROOT) && !line.includes(__filename));
      const place = /\(?([^\s()]+?):\d+:\d+\)?$/.exec(at ?? '')?.[1];
      if (place && !place.includes('node_modules'))
        found.push({ file: relative(ROOT, place), source: made.source, flags: made.flags });
      return made;
    },
  });
  try {
    for (const file of files) require(join(ROOT, file));
  } finally {
    globalThis.RegExp = Real;
  }
  return found;
}
