// The whole product in this process, as bot/main.ts starts it: a free port, a directory of its own, cheap password hashes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, createApp } from '../../bot/app';
import { type Config, loadConfig } from '../../bot/config';
import { takePort } from '../../bot/http/door';
import type { renderActivity } from '../../bot/render';
import { createDeps } from '../../bot/process/wiring';
import { warmUp } from '../../dialogs/understanding/understand';
import type { DemoStaff } from '../../services/demo/staff';
import type { Deps } from '../../services/shared/deps';
import { ensureWeb } from './built';
import { cheapPasswords } from './cheap-passwords';

export interface LogLine {
  level: string;
  fields: Record<string, unknown>;
  message: string;
}

export interface RunningApp {
  app: App;
  base: string;
  deps: Deps;
  /** Everything that was logged, before the log hides anything. */
  lines: LogLine[];
  /** Whom the demo has made for its desk. */
  staff: DemoStaff[];
  close(): Promise<void>;
}

export interface RunningAppOptions {
  env?: Record<string, string>;
  config?: Partial<Config>;
  /** Changes the dependencies before anything uses them. */
  wrap?: (deps: Deps) => Deps;
  dataDir?: string;
  /** What makes an activity of a reply, if not the product's own. */
  draw?: typeof renderActivity;
}

export async function runApp(options: RunningAppOptions = {}): Promise<RunningApp> {
  ensureWeb();
  const directory = options.dataDir ?? mkdtempSync(join(tmpdir(), 'fapiao-app-'));
  const config: Config = {
    ...loadConfig({ DEMO: 'false', DATA_DIR: join(directory, 'data'), ...options.env }),
    ...options.config,
  };
  const lines: LogLine[] = [];
  const line = (level: string) => (fields: object, message: string) =>
    void lines.push({ level, fields: { ...fields }, message });
  const log = { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') };
  const app = await createApp(
    config,
    log,
    async (given, wake) => {
      const deps = { ...(await createDeps(given, wake)), passwords: cheapPasswords() };
      return options.wrap ? options.wrap(deps) : deps;
    },
    options.draw,
  );
  const door = await takePort(0, '127.0.0.1');
  const { staff } = await app.start(door);
  // As bot/main.ts does: else the first turns pay for it, and on a busy machine that takes seconds.
  warmUp();
  return {
    app,
    base: `http://127.0.0.1:${door.port}`,
    deps: app.deps,
    lines,
    staff,
    async close() {
      await app.stop();
      if (!options.dataDir) rmSync(directory, { recursive: true, force: true });
    },
  };
}
