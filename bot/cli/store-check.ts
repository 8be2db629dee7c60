// `npm run store -- check` and `setup`: whether the store is as the product needs it, and making it so in the cloud.
import type { Checked, Throughput } from '../../storage/cosmos/setup';
import { checkFile } from '../../storage/sqlite/backup';
import { fail, print, warn } from './open';
import type { Places } from './places';
import { checkedLine, fileCheckedLine, STORE_USAGE } from './store-words';

/** Loaded only when asked for: the cloud's client takes a second. */
const cosmosSetup = () => require('../../storage/cosmos/setup') as typeof import('../../storage/cosmos/setup');

export interface SetupOptions {
  throughput?: string | undefined;
  'up-to'?: string | undefined;
  serverless?: boolean | undefined;
}

/** Azure's least: autoscale begins at 1000, of which 100 are paid while nothing happens. */
const LEAST = { fixed: 400, upTo: 1000 };

function throughputOf(options: SetupOptions): Throughput | undefined {
  const { throughput, serverless } = options;
  const upTo = options['up-to'];
  if ([throughput, upTo, serverless].filter((one) => one !== undefined).length > 1) return undefined;
  if (serverless) return 'none';
  const units = Number(throughput ?? upTo ?? LEAST.upTo);
  const least = throughput === undefined ? LEAST.upTo : LEAST.fixed;
  if (!Number.isInteger(units) || units < least || units % (least === LEAST.upTo ? 1000 : 100)) return undefined;
  return throughput === undefined ? { upTo: units } : { fixed: units };
}

/** What differs goes to stderr. */
function tell(checked: Checked): void {
  for (const difference of checked.differences) warn(difference);
  print(checkedLine(checked));
}

export async function checkCommand({ here }: Places): Promise<number> {
  if (here.settings) {
    const checked = await cosmosSetup().checkCosmos(here.settings);
    tell(checked);
    return checked.differences.length ? 1 : 0;
  }
  const file = here.file ?? '';
  print(fileCheckedLine(file, await checkFile(file)));
  return 0;
}

export async function setupCommand({ cosmos }: Places, options: SetupOptions): Promise<number> {
  if (!cosmos?.settings) return fail(STORE_USAGE.cosmosMissing, 2);
  const throughput = throughputOf(options);
  if (!throughput) return fail(STORE_USAGE.throughput, 2);
  tell(await cosmosSetup().setupCosmos(cosmos.settings, throughput));
  return 0;
}
