// Before all suites: the compiled product that some of them start as a process, and the browser that others drive.
import { execFileSync } from 'node:child_process';
import { ensureChromium } from './chromium';

export default function setup(): void {
  ensureChromium();
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: ['ignore', 'ignore', 'inherit'] });
}
