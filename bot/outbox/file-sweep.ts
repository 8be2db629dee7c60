// Clears away files that no application names (services/application/file-sweep.ts), an hour after the start and every day.
import { sweepFiles } from '../../services/application/file-sweep';
import type { Deps } from '../../services/shared/deps';
import { DAY, HOUR } from '../../domain/time';
import { type Log, nameOf } from '../process/log';

/** Starts; answers the stop. What is cut off is done by the next round. */
export function startFileSweep(
  deps: Pick<Deps, 'store' | 'blobs' | 'now'>,
  log: Pick<Log, 'info' | 'warn'>,
): () => void {
  async function sweep(): Promise<void> {
    try {
      const swept = await sweepFiles(deps);
      if (swept) log.info({ swept }, 'files: those that no application names were cleared away');
    } catch (error) {
      log.warn(
        { code: nameOf(error) },
        'files: what no application names could not be cleared away; tried again tomorrow',
      );
    }
  }
  const first = setTimeout(sweep, HOUR).unref();
  const daily = setInterval(sweep, DAY).unref();
  return () => {
    clearTimeout(first);
    clearInterval(daily);
  };
}
