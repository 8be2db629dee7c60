// Pages of one-time links that set a password: how often one may be tried, before anything is hashed.
import type { Deps } from '../shared/deps';
import { TooBusy } from '../shared/fair-queue';
import { type Counting, failing, giveBack, hitAll } from '../shared/limits';
import { type Answer, no } from '../shared/once';

/**
 * Reasons besides those of `work`: linkTried {until}. Of a link every try counts, whatever comes of it, since each is
 * hashed; of a network address only failures do.
 */
export async function tryLink<T>(
  deps: Deps,
  { token, ip }: { token: string; ip?: string | undefined },
  work: () => Promise<Answer<T>>,
): Promise<Answer<T>> {
  const mark = deps.newId();
  const own: Counting[] = [['linkTries', deps.secrets.hash(token)]];
  const allowed = await hitAll(deps, own, mark);
  if (!allowed.ok) return no('linkTried', { until: allowed.until });
  try {
    const failed = (answer: Answer<T>) => !answer.ok;
    const tried = await failing(deps, [['linkByNetwork', ip]], { mark, work, failed });
    return tried.ok ? tried.answer : no('linkTried', { until: tried.until });
  } catch (error) {
    // Nothing was hashed.
    if (error instanceof TooBusy) await giveBack(deps, own, mark);
    throw error;
  }
}
