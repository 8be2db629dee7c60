// The desk's API on a store with a clock that the test sets: served over HTTP, as bot/routes.ts mounts it.
import { type DeskOptions, mountDesk } from '../../bot/desk';
import type { DeskGuard } from '../../bot/desk/guard';
import { createHttpServer } from '../../bot/http/server';
import { createIntake } from '../../bot/import/intake';
import { createCore } from '../../bot/process/core';
import { later } from '../../domain/time';
import type { Deps } from '../../services/shared/deps';
import { createWorldOn, type Ground, type World } from './fapiao-world';
import { tempStore } from './temp-store';
import type { ApplicationBoard } from '../../services/desk/rows';

/** Turns as the product plays them, where nothing is sent to connectors. */
export const playOf = (deps: Deps): DeskOptions['play'] => {
  const quiet = { debug() {}, info() {}, warn() {}, error() {} };
  return createCore(deps, { botFramework: {}, mailFrom: 'F <f@x.example>' }, quiet as never).play;
};

export interface DeskWorld {
  world: World<Ground>;
  deps: Deps;
  base: string;
  guard: DeskGuard;
  board: ApplicationBoard;
  /** What was logged: names and codes. */
  logged: object[];
  pass(ms: number): void;
  close(): Promise<void>;
}

/** `publicUrl`: https makes the cookie that production has, though the test speaks http. `ip`: where calls come from. */
export async function deskWorld({
  ground = tempStore(),
  publicUrl,
  local = true,
  wrap = (deps) => deps,
}: {
  ground?: Ground;
  publicUrl?: string;
  local?: boolean;
  wrap?: (deps: Deps) => Deps;
} = {}): Promise<DeskWorld> {
  const world = await createWorldOn<Ground>(ground);
  const deps = wrap({ ...world.deps, ...(publicUrl ? { publicUrl } : {}) });
  const logged: object[] = [];
  const note = (fields: object) => void logged.push(fields);
  const log = { debug: note, info: note, warn: note, error: note };
  const http = createHttpServer({ health: { ready: async () => ({ status: 'ready' }) as never }, trustProxy: 1, log });
  const desk = mountDesk(http.router, {
    deps,
    ipOf: http.ipOf,
    local,
    log,
    intake: createIntake(deps),
    play: playOf(deps),
  });
  const server = http.router.http;
  desk.live.listen(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    world,
    deps,
    base: `http://127.0.0.1:${port}`,
    guard: desk.guard,
    board: desk.board,
    logged,
    pass: (ms) => ground.setNow(later(ground.now(), ms)),
    async close() {
      desk.close();
      await Promise.all([desk.printer.close(), desk.presence.close()]);
      await http.close();
      await ground.remove();
    },
  };
}
