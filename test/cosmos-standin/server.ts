// A stand-in for Cosmos DB: speaks what the real client needs for the product's store, in memory, with trouble on request.
import { randomBytes } from 'node:crypto';
import type { AddressInfo, Socket } from 'node:net';
import { createClock, type StandinClock } from './clock';
import { control } from './control';
import { createFaults, type Faults } from './faults';
import { createWire } from './http';
import { createResources } from './resources';
import type { Service } from './service';
import type { Consistency } from './session';
import { createStats, type StatsRecorder } from './stats';

export interface StandinOptions {
  /** 0: any free one. */
  port?: number;
  host?: string;
  /** The master key, base64. */
  key?: string;
  /** What `type=aad` requests must bring. */
  aadToken?: string;
  /** The account's default. */
  consistency?: Consistency;
  /** Partition key ranges of each container. */
  ranges?: number;
  /** How far replicas lag behind, for reads that no session token makes newer. */
  lagMs?: number;
  /** An account without provisioned throughput. */
  serverless?: boolean;
  /** PEM; Entra ID tokens are only sent over TLS. */
  tls?: { key: string; cert: string };
}

/** `refuse`: no connection is accepted. `cut`: every request's socket is destroyed. `503`: every request is answered so. */
export type DownMode = 'refuse' | 'cut' | '503';

export interface StoredDoc {
  id: string;
  pk: string;
  [name: string]: unknown;
}

export interface ContainerState {
  database: string;
  container: string;
  /** Parsed documents by range, as stored now. */
  ranges: { id: string; lsn: number; docs: StoredDoc[] }[];
}

export interface Standin {
  /** `http://127.0.0.1:port/` */
  endpoint: string;
  key: string;
  clock: StandinClock;
  faults: Faults;
  stats: StatsRecorder;
  setLag(ms: number): void;
  down(mode?: DownMode): Promise<void>;
  up(): Promise<void>;
  /** What is stored, without a request. */
  containers(): ContainerState[];
  /** Drops all databases, faults and stats. */
  reset(): void;
  close(): Promise<void>;
}

/** The emulators' well-known key: no secret. */
const EMULATOR_KEY = 'C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==';

/** Listens when it resolves. */
export async function createStandin(options: StandinOptions = {}): Promise<Standin> {
  const { host = '127.0.0.1', key = EMULATOR_KEY, consistency = 'Session', ranges = 3, serverless = false } = options;
  const clock = createClock();
  const faults = createFaults();
  const stats = createStats();
  let lagMs = options.lagMs ?? 0;
  let trouble: DownMode | undefined;
  const newEtag = etags();
  const resources = createResources({ clock, lagMs: () => lagMs, ranges, newEtag });
  const service: Service = {
    options: {
      key,
      ...(options.aadToken !== undefined && { aadToken: options.aadToken }),
      consistency,
      account: 'standin',
      region: 'Stand-in',
      serverless,
      secure: Boolean(options.tls),
    },
    resources,
    clock,
    newEtag,
  };
  const server = createWire({
    service,
    faults,
    stats,
    down: () => (trouble === 'refuse' ? 'cut' : trouble),
    control: (method, path, body) => control(standin, method, path, body),
    ...(options.tls && { tls: options.tls }),
  });
  // Also those that have asked nothing yet, and those whose answer is withheld.
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    if (!server.listening) return void socket.destroy();
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const listen = (port: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => {
        server.off('error', reject);
        resolve();
      });
    });
  const stop = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  /** A connection of somebody else may have our port for a moment. */
  const listenAgain = async (): Promise<void> => {
    for (let tries = 0; ; tries++) {
      try {
        return await listen(port);
      } catch (error) {
        if ((error as { code?: unknown }).code !== 'EADDRINUSE' || tries === 100) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  };
  await listen(options.port ?? 0);
  const { port } = server.address() as AddressInfo;

  const standin: Standin = {
    endpoint: `${options.tls ? 'https' : 'http'}://${host}:${port}/`,
    key,
    clock,
    faults,
    stats,
    setLag(ms) {
      lagMs = ms;
      for (const one of resources.containers()) for (const range of one.ranges) range.keepFromNow();
    },
    async down(mode = 'refuse') {
      trouble = mode;
      if (mode === 'refuse') await stop();
    },
    async up() {
      trouble = undefined;
      if (!server.listening) await listenAgain();
    },
    containers: () =>
      resources.containers().map(({ link, ranges: parts }) => {
        const [, database = '', , container = ''] = link.split('/');
        const state = parts.map((range) => ({
          id: range.id,
          lsn: range.lsn(),
          docs: range.all().map(({ text }) => JSON.parse(text) as StoredDoc),
        }));
        return { database, container, ranges: state };
      }),
    reset() {
      resources.databases.clear();
      faults.clear();
      stats.reset();
    },
    close: stop,
  };
  return standin;
}

/** Never the same twice, not even in another stand-in. */
function etags(): () => string {
  const run = randomBytes(8).toString('hex');
  let made = 0;
  return () => {
    made++;
    const count = made.toString(16).padStart(12, '0');
    return `"${count.slice(-8)}-${count.slice(0, 4)}-${run.slice(0, 4)}-0000-${run.slice(4)}"`;
  };
}
