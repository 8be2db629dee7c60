// Whether a fapiao number that a clerk typed looks like one of the newest with two digits swapped.
import type { Reason } from '../../domain/result';
import { swappedBack } from '../../domain/fapiao-swap';
import { type Application, bodyOf } from '../../storage/records';
import type { Deps } from '../shared/deps';
import { no } from '../shared/once';

/** So many acts are looked through for numbers of the row that is being used. */
const LOOKED_AT = 100;

/** `fapiaoSwapped` {number, like}; undefined where nothing is known against it. One list read. */
export async function swappedIn(deps: Deps, next: Application): Promise<Reason | undefined> {
  const { docs } = await deps.store.list('audit', { desc: true, limit: LOOKED_AT });
  const newest = docs.flatMap((doc) => {
    const { subject, after } = bodyOf('audit', doc);
    const fapiaos = Array.isArray(after?.fapiaos) && subject !== next.number ? (after.fapiaos as unknown[]) : [];
    return fapiaos.map((one) => String((one as { number?: unknown }).number));
  });
  for (const { number } of next.fapiaos) {
    const others = next.fapiaos.map((one) => one.number).filter((one) => one !== number);
    const like = swappedBack(
      number,
      [...newest, ...others].filter((one) => /^\d+$/.test(one)),
    );
    if (like) return no('fapiaoSwapped', { number, like }).reason;
  }
  return undefined;
}
