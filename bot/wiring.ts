// Wires the use-cases to their real parts: one place for the server, the command lines and the tests.
import { randomBytes, randomUUID } from 'node:crypto';
import type { Deps } from '../services/deps';
import { createPasswords } from '../services/passwords';
import { createSecrets } from '../services/secret';
import { openStore } from '../storage/open';
import type { Config } from './config';

/** Opens the store and makes the dependencies of all use-cases. `close` when done. */
export async function createDeps(config: Config, nudge: () => void = () => undefined): Promise<Deps> {
  const now = () => new Date().toISOString();
  const store = await openStore({ dataDir: config.dataDir, now });
  const secrets = await createSecrets({
    store,
    ...(config.secret ? { secret: config.secret } : {}),
    ...(config.previousSecret ? { previous: config.previousSecret } : {}),
  });
  return {
    store,
    now,
    newId: randomUUID,
    random: randomBytes,
    business: config.business,
    secrets,
    passwords: createPasswords(),
    publicUrl: config.publicUrl,
    nudge,
  };
}
