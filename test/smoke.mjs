// Start-up smoke test: `npm start` as a new user types it, until the chat page answers.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PATIENCE_MS = 120_000;
const dataDir = mkdtempSync(join(tmpdir(), 'fapiao-smoke-'));

const env = { ...process.env, PORT: '0', DATA_DIR: dataDir };
const child = spawn('npm', ['start'], { env, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
const late = setTimeout(
  () => finish(`npm start did not say that it listens within ${PATIENCE_MS / 1000} s`),
  PATIENCE_MS,
);
let said = '';
child.once('exit', (code) => finish(`npm start ended with ${code}`));
child.stdout.on('data', (chunk) => {
  said += chunk;
  if (said.includes('DEMO-1004')) void look();
});

async function look() {
  const problems = [];
  const port = /listens on port (\d+)/.exec(said)?.[1];
  for (const path of ['/healthz', '/chat', '/signin', '/dev/inbox.json']) {
    const { status } = await fetch(`http://127.0.0.1:${port}${path}`);
    if (status >= 500 || (path !== '/signin' && status !== 200)) problems.push(`${path} answered ${status}`);
  }
  finish(problems.join(', '));
}

let finished = false;
function finish(problem) {
  if (finished) return;
  finished = true;
  clearTimeout(late);
  child.removeAllListeners('exit');
  try {
    process.kill(-Number(child.pid), 'SIGTERM');
  } catch {
    // It has ended by itself.
  }
  rmSync(dataDir, { recursive: true, force: true });
  process.stdout.write(problem ? `smoke: ${problem}\n${said}\n` : 'smoke: npm start serves the chat page\n');
  process.exit(problem ? 1 : 0);
}
