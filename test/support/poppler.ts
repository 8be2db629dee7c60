// What is in a PDF, as poppler's tools see it; installs them on Debian as root (containers, CI), else says what to install.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

function there(): boolean {
  return spawnSync('pdftotext', ['-v'], { stdio: 'ignore' }).status === 0;
}

/** Throws with what to do where they are missing. */
export function ensurePoppler(): void {
  if (there()) return;
  if (process.getuid?.() === 0) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { env, stdio: 'ignore' });
    spawnSync('apt-get', ['install', '-y', '-qq', 'poppler-utils'], { env, stdio: 'ignore' });
  }
  if (!there()) throw new Error('No pdftotext found. Install poppler (Debian: apt-get install poppler-utils).');
}

function run(tool: string, pdf: Uint8Array, ...args: string[]): string {
  ensurePoppler();
  const folder = mkdtempSync(join(tmpdir(), 'fapiao-pdf-'));
  try {
    const file = join(folder, 'file.pdf');
    writeFileSync(file, pdf);
    return execFileSync(tool, [...args.filter((arg) => arg !== '-'), file, ...(args.includes('-') ? ['-'] : [])], {
      encoding: 'utf8',
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Its text in reading order, blanks and line ends as one blank. */
export const textOf = (pdf: Uint8Array): string => run('pdftotext', pdf, '-').replace(/\s+/g, ' ').trim();

/** One line for each font: name, embedded, subset, with a table back to Unicode. */
export function fontsOf(pdf: Uint8Array): { name: string; embedded: boolean; subset: boolean; unicode: boolean }[] {
  const lines = run('pdffonts', pdf).trim().split('\n').slice(2);
  return lines.map((line) => {
    const [name = ''] = line.split(/\s/);
    const [embedded, subset, unicode] = (/(yes|no) +(yes|no) +(yes|no) +\d+ +\d+\s*$/.exec(line) ?? []).slice(1);
    return { name, embedded: embedded === 'yes', subset: subset === 'yes', unicode: unicode === 'yes' };
  });
}

/** `pdfinfo`'s lines by name. */
export const infoOf = (pdf: Uint8Array): Record<string, string> =>
  Object.fromEntries(
    run('pdfinfo', pdf)
      .trim()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  );
