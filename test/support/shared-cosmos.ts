// A Cosmos DB stand-in as a process of its own, for several processes of the product.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { openCosmos } from '../../storage/cosmos';
import { setupCosmos } from '../../storage/cosmos/setup';
import { ROOT } from './built';
import type { SharedStore } from './cluster';
import { PATIENT } from './temp-cosmos';

/** `lagMs`: how long after a write the other processes may still read what was there before. */
export async function sharedCosmos({ lagMs = 0 }: { lagMs?: number } = {}): Promise<SharedStore> {
  const directory = mkdtempSync(join(tmpdir(), 'fapiao-standin-'));
  const outfile = join(directory, 'standin.js');
  const entry = join(ROOT, 'test', 'cosmos-standin', 'main.ts');
  await build({ entryPoints: [entry], outfile, bundle: true, format: 'cjs', platform: 'node', target: 'node20' });
  const child = spawn(process.execPath, [outfile, '--port', '0', '--lag', String(lagMs)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  while (!/^COSMOS_KEY=.+$/m.test(output)) await once(child.stdout, 'data');
  const value = (name: string): string => new RegExp(`^${name}=(.+)$`, 'm').exec(output)?.[1] ?? '';
  const [endpoint, key] = [value('COSMOS_ENDPOINT'), value('COSMOS_KEY')];
  const settings = { endpoint, key, database: 'fapiao', container: 'fapiao' };
  await setupCosmos(settings, { upTo: 1000 });
  return {
    name: 'Cosmos DB',
    env: { COSMOS_ENDPOINT: endpoint, COSMOS_KEY: key },
    open: async () => openCosmos({ ...settings, ...PATIENT, now: () => new Date().toISOString() }),
    async remove() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
