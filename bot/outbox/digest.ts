// Looks every half minute whether the service centre is to be told what is new (services/desk/digest.ts).
import { type DigestSettings, slotOf, tellDigest } from '../../services/desk/digest';
import type { Deps } from '../../services/shared/deps';
import { SECOND } from '../../domain/time';
import { type Log, nameOf } from '../process/log';

const LOOK_MS = 30 * SECOND;

/** Starts; answers the stop. Between the hours nothing is asked of the store. */
export function startDigest(deps: Deps, settings: DigestSettings, log: Pick<Log, 'info' | 'warn'>): () => void {
  let done = '';
  async function look(): Promise<void> {
    const slot = slotOf(deps.now(), settings.hours);
    if (slot === done) return;
    try {
      if (await tellDigest(deps, settings)) log.info({ slot }, 'the service centre is told what is new');
      done = slot;
    } catch (error) {
      log.warn({ code: nameOf(error) }, 'the service centre could not be told what is new; tried again soon');
    }
  }
  const timer = setInterval(() => void look(), LOOK_MS).unref();
  void look();
  return () => clearInterval(timer);
}
