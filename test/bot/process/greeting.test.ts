// The greeting: every place that is served, and the demo's ways into the desk when they are made, never again.
import { loadConfig } from '../../../bot/config';
import { greeting } from '../../../bot/process/greeting';
import { runApp } from '../../support/running-app';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

test('a demo’s first start prints one way in for an administrator and one for a clerk; the next start prints none', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'fapiao-greeting-'));
  const config = loadConfig({ DATA_DIR: dataDir });
  const started = async () => {
    const running = await runApp({ dataDir, env: { DEMO: 'true' } });
    try {
      return running.staff;
    } finally {
      await running.close();
    }
  };
  try {
    const first = greeting(config, await started());
    const links = first.match(/http:\/\/localhost:3978\/desk\/entry\?token=[\w-]{43}$/gm) ?? [];
    expect(new Set(links).size).toBe(2);
    expect(first).toMatch(/administrator, administrator@demo\.example[^]*clerk, agent, clerk@demo\.example/);
    const second = greeting(config, await started());
    expect(second).toContain('Desk:      http://localhost:3978/desk');
    expect(second).not.toContain('token=');
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
});
