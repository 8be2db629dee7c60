// Which customers something was written of, gathered for a moment: an open application is read again for a colleague's file, note or mail, too.
import type { Store } from '../../storage/store';
import { referenceOf } from '../../services/desk/rows';

const GATHER_MS = 100;
/** Of an import that writes of thousands: what is open there is read again at the next ring. */
const MOST = 200;

/** `tell`: references as `DeskApplication.reference` has them. Answers the stop. */
export function watchTouched(store: Pick<Store, 'watch'>, tell: (references: string[]) => void): () => void {
  const touched = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const unwatch = store.watch((pks) => {
    for (const pk of pks) if (pk.startsWith('customer:') && touched.size < MOST) touched.add(pk);
    if (!touched.size || timer) return;
    timer = setTimeout(() => {
      timer = undefined;
      tell([...touched].map(referenceOf));
      touched.clear();
    }, GATHER_MS);
    timer.unref();
  });
  return () => {
    unwatch();
    clearTimeout(timer);
  };
}
