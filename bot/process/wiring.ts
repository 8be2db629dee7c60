// Wires the use-cases to their real parts: one place for the server, the command lines and the tests.
import { randomBytes, randomUUID } from 'node:crypto';
import type { Deps } from '../../services/shared/deps';
import { createPasswords } from '../../services/account/passwords';
import { createSecrets } from '../../services/shared/secret';
import { deskIssuer, serviceIssuer } from '../../services/issuing/issuer';
import { openStore } from '../../storage/open';
import { openBlobs } from '../../storage/open-blobs';
import { retaining } from '../../storage/retention';
import { StoreDamaged } from '../../storage/store';
import type { Config } from '../config';
import { type Log, nameOf } from './log';

/** Opens the store and makes the dependencies of all use-cases. `close` when done. */
export async function createDeps(
  config: Config,
  wake: () => void = () => undefined,
  log?: Pick<Log, 'warn' | 'error'>,
): Promise<Deps> {
  const now = () => new Date().toISOString();
  const opened = await openStore({
    dataDir: config.dataDir,
    cosmos: config.cosmos,
    now,
    log: (message, error) =>
      log?.[error instanceof StoreDamaged ? 'error' : 'warn']({ code: nameOf(error) }, `store: ${message}`),
  });
  const store = retaining(opened, config.business.retention, now);
  const secrets = await createSecrets({
    store,
    ...(config.secret ? { secret: config.secret } : {}),
    ...(config.previousSecret ? { previous: config.previousSecret } : {}),
  }).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  return {
    store,
    blobs: openBlobs(config),
    now,
    newId: randomUUID,
    random: randomBytes,
    business: { ...config.business },
    environment: config.business,
    secrets,
    passwords: createPasswords(),
    issuer: config.issuing?.webhook ? serviceIssuer : deskIssuer,
    publicUrl: config.publicUrl,
    wake,
  };
}
