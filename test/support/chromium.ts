// Where Chromium is; installs it on Debian as root (containers, CI), else says what to install.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const PLACES = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const found = (): string | undefined =>
  PLACES.find((place) => place !== undefined && place !== '' && existsSync(place));

function install(): void {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync('apt-get', ['update', '-qq'], { env, stdio: 'ignore' });
  // A font that has Chinese belongs to it: without one screenshots show boxes.
  execFileSync('apt-get', ['install', '-y', '-qq', 'chromium', 'fonts-noto-cjk'], { env, stdio: 'ignore' });
}

/** The path of a Chromium, installed if need be. Throws with what to do where that is not possible. */
export function ensureChromium(): string {
  if (!found()) install();
  const path = found();
  if (path) return path;
  throw new Error(
    'No Chromium found. Install one (Debian: apt-get install chromium fonts-noto-cjk) or set CHROMIUM_PATH.',
  );
}

// `npm test` runs this before its browser tests, so that a missing browser is said once.
if (require.main === module) ensureChromium();
