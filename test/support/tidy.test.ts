// The build leaves nothing of files that moved: an updated checkout starts as a clean clone does.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

test('what has no source any more goes from dist, what has stays', () => {
  const root = mkdtempSync(join(tmpdir(), 'fapiao-tidy-'));
  const put = (path: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), '');
  };
  try {
    ['bot/config/index.ts', 'dist/bot/config/index.js', 'dist/bot/config/index.js.map'].forEach(put);
    ['dist/web/chat.js', 'dist/locales/en-US/common.json', 'dist/bot/config.js', 'dist/bot/config.js.map'].forEach(put);
    execFileSync(process.execPath, [join(__dirname, '../../tidy.mjs'), root]);
    const kept = ['dist/bot/config/index.js', 'dist/bot/config/index.js.map', 'dist/web/chat.js'];
    for (const path of [...kept, 'dist/locales/en-US/common.json']) expect(existsSync(join(root, path))).toBe(true);
    for (const path of ['dist/bot/config.js', 'dist/bot/config.js.map'])
      expect(existsSync(join(root, path))).toBe(false);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
