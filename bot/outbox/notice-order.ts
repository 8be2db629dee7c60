// Notices of one conversation are said in the order in which things happened, whichever processes send them.
import { setTimeout as wait } from 'node:timers/promises';
import { isKnown, type Outbox } from '../../storage/records';
import type { Store, Stored } from '../../storage/store';

/** As long as the rows of a killed process are held. After that the notice goes all the same: late is worse than early. */
const PATIENCE_MS = 15_000;
const LONGEST_PAUSE_MS = 500;
/** More rows than a customer ever has waiting. */
const LOOKED_AT = 100;

/** Waits until no earlier notice to the same conversation is on its way. One that failed before holds up nobody. */
export async function afterEarlier(store: Store, row: Stored<Outbox>): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  for (let pause = 25; await hasEarlier(store, row); pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    if (performance.now() > until) return;
    await wait(pause);
  }
}

async function hasEarlier(store: Store, { pk, body: { target, createdAt } }: Stored<Outbox>): Promise<boolean> {
  const { docs } = await store.list<Outbox>('due', { pk, limit: LOOKED_AT });
  return docs.some(
    (doc) =>
      doc.kind === 'outbox' &&
      isKnown(doc) &&
      doc.body.to === 'chat' &&
      doc.body.target === target &&
      doc.body.attempts === 0 &&
      doc.body.createdAt < createdAt,
  );
}
