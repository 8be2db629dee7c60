// Several real processes of the product on one store, behind a balancer that sends each request to another one.
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { BUSINESS_DEFAULTS } from '../../domain/business';
import type { Deps } from '../../services/shared/deps';
import { createSecrets } from '../../services/shared/secret';
import { openSqlite } from '../../storage/sqlite';
import type { Store } from '../../storage/store';
import { type Balancer, openBalancer } from './balancer';
import { type Built, buildProgram, ROOT } from './built';
import { type ServerProcess, startServer } from './server-process';
import { tempBlobs } from './temp-blobs';
import { cheapPasswords } from './cheap-passwords';

/** One store that any number of processes can be started on. */
export interface SharedStore {
  name: string;
  /** What tells a process where it is. */
  env: Record<string, string>;
  /** A further client. */
  open(): Promise<Store>;
  remove(): Promise<void>;
}

const now = () => new Date().toISOString();

export async function sharedSqlite(): Promise<SharedStore> {
  const directory = mkdtempSync(join(tmpdir(), 'fapiao-shared-'));
  return {
    name: 'SQLite',
    env: { DATA_DIR: directory },
    open: () => openSqlite({ file: join(directory, 'fapiao.db'), now }),
    remove: async () => rmSync(directory, { recursive: true, force: true }),
  };
}

export interface Program extends Built {
  /** The script that meddle.ts is, ready to be loaded before the program. */
  meddle: string;
}

export async function buildMeddled(): Promise<Program> {
  const built = await buildProgram();
  // Others may load theirs at this moment.
  const meddle = join(dirname(built.main), '..', `meddle-${process.pid}.js`);
  const source = join(ROOT, 'test', 'support', 'meddle.ts');
  await build({ entryPoints: [source], outfile: meddle, format: 'cjs', platform: 'node', target: 'node20' });
  return { ...built, meddle };
}

export interface Cluster {
  balancer: Balancer;
  processes: ServerProcess[];
  /** The use-cases as a further process: the clerk's command line, the import. */
  deps: Deps;
  /** `kill -9`; answers when it is gone. */
  kill(index: number): Promise<void>;
  /** Starts one more, with variables for meddle.ts. */
  add(env?: Record<string, string>): Promise<ServerProcess>;
  /** Stops all of them and lets go of the store. */
  close(): Promise<void>;
}

export interface ClusterOptions {
  program: Program;
  shared: SharedStore;
  count: number;
  smtpUrl: string;
  /** Variables of all of them. */
  env?: Record<string, string>;
}

export async function startCluster({ program, shared, count, smtpUrl, env }: ClusterOptions): Promise<Cluster> {
  const balancer = await openBalancer();
  const directory = mkdtempSync(join(tmpdir(), 'fapiao-cluster-'));
  const processes: ServerProcess[] = [];
  const publicUrl = `http://localhost:${balancer.port}`;

  async function add(more: Record<string, string> = {}): Promise<ServerProcess> {
    const started = await startServer({
      main: program.main,
      preload: program.meddle,
      dataDir: directory,
      env: { LOG_LEVEL: 'info', PUBLIC_URL: publicUrl, SMTP_URL: smtpUrl, ...shared.env, ...env, ...more },
    });
    processes.push(started);
    balancer.ports.push(started.port);
    return started;
  }

  // At once, on a store that does not exist yet.
  const starts = await Promise.allSettled(Array.from({ length: count }, () => add()));
  const failed = starts.find((start) => start.status === 'rejected');
  if (failed) {
    await Promise.all(processes.map((one) => one.end('SIGKILL')));
    await balancer.close();
    throw failed.reason;
  }
  const store = await shared.open();
  return {
    balancer,
    processes,
    deps: {
      store,
      blobs: tempBlobs(directory),
      now,
      newId: randomUUID,
      random: randomBytes,
      business: { ...BUSINESS_DEFAULTS },
      environment: BUSINESS_DEFAULTS,
      secrets: await createSecrets({ store }),
      passwords: cheapPasswords(),
      publicUrl,
      wake: () => undefined,
    },
    async kill(index) {
      await processes[index]?.end('SIGKILL');
    },
    add,
    async close() {
      await balancer.close();
      await Promise.all(processes.map((one) => one.end('SIGTERM')));
      await store.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
