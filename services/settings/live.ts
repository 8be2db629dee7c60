// The settings that count in this process: read once at its start, again when the doorbell rings for them, and every five minutes.
import { businessWith, type SetSections } from '../../domain/settings';
import { MINUTE, SECOND } from '../../domain/time';
import { keys } from '../../storage/records';
import type { Deps } from '../shared/deps';
import { currentSettings } from './settings';

type LiveDeps = Pick<Deps, 'store' | 'business' | 'environment'>;

/** Where the doorbell stayed silent; a point read. */
const EVERY_MS = 5 * MINUTE;
/** While they could not be read once. */
const SOON_MS = SECOND;

/** Whoever holds `deps.business` sees what counts from now on: nobody has to ask the store, nor to be told. */
function take({ business, environment }: LiveDeps, set: SetSections): void {
  const next = businessWith(environment, set);
  for (const name of Object.keys(business) as (keyof typeof business)[]) if (!(name in next)) delete business[name];
  Object.assign(business, next);
}

/** Reads them once, for what does not run for long. Throws what the store throws. */
export async function takeSettings(deps: LiveDeps): Promise<number> {
  const current = await currentSettings(deps);
  if (current) take(deps, current.set as SetSections);
  return current?.version ?? 0;
}

export interface Following {
  /** Told when they could not be read: what counted before still does. */
  onTrouble: (error: unknown) => void;
  everyMs?: number;
}

/** Reads them and follows them, also where the store is not there yet; answers the stop. */
export async function followSettings(
  deps: LiveDeps,
  { onTrouble, everyMs = EVERY_MS }: Following,
): Promise<() => void> {
  let known = 0;
  let reading: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  let read = false;

  async function look(): Promise<void> {
    const current = await currentSettings(deps);
    read = true;
    // A replica that lags must not bring back what was before.
    if (!current || current.version <= known || stopped) return;
    known = current.version;
    take(deps, current.set as SetSections);
  }

  function refresh(): void {
    if (stopped) return;
    if (reading) {
      again = true;
      return;
    }
    reading = look()
      .catch(onTrouble)
      .finally(() => {
        reading = undefined;
        if (!again) return;
        again = false;
        refresh();
      });
  }

  // Heard before the first reading, so that nothing falls in between.
  const { pk } = keys.settings();
  const unwatch = deps.store.watch((pks) => pks.includes(pk) && refresh());
  await look().catch(onTrouble);
  let timer: NodeJS.Timeout;
  function lookAgain(): void {
    timer = setTimeout(() => (refresh(), lookAgain()), read ? everyMs : SOON_MS);
    timer.unref();
  }
  lookAgain();
  return () => {
    stopped = true;
    clearTimeout(timer);
    unwatch();
  };
}
