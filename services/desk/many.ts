// Acting on many at once, a result each, and taking the most urgent free one.
import type { BulkRequest } from '../../domain/desk-view';
import type { StaffView } from '../../domain/staff-view';
import type { Deps } from '../shared/deps';
import { no } from '../shared/once';
import { act, type Acted, type Acting } from './act';
import type { Card } from './rows';

/** At a time: their commits share flushes, and others get their turn. */
const TOGETHER = 10;

export interface Many {
  request: BulkRequest;
  staff: StaffView;
  commandId: string;
  wordReason?: Acting['wordReason'];
}

/** In the order of the items; one that is refused holds up no other. The same command again answers the same. */
export async function actOnMany(deps: Deps, { request, staff, commandId, wordReason }: Many): Promise<Acted[]> {
  const { act: name, data, items } = request;
  const results: Acted[] = [];
  for (let i = 0; i < items.length; i += TOGETHER) {
    const some = items.slice(i, i + TOGETHER).map(({ number, etag, data: own }, k) =>
      act(deps, {
        number,
        act: name,
        data: { ...data, ...own },
        staff,
        etag,
        commandId: `${commandId}:${i + k}`,
        ...(wordReason ? { wordReason } : {}),
      }),
    );
    results.push(...(await Promise.all(some)));
  }
  return results;
}

/** Colleagues press the same key: so many are tried. */
const TRIES = 20;

/** Claims the first of `free` that nobody was faster with; answers its number. Reason: `noneFree`. */
export async function claimNext(
  deps: Deps,
  { free, staff, commandId }: { free: readonly Card[]; staff: StaffView; commandId: string },
): Promise<{ ok: true; number: string } | ReturnType<typeof no>> {
  for (const [i, { row }] of free.slice(0, TRIES).entries()) {
    const { number, etag } = row;
    const claimed = await act(deps, { number, act: 'claim', data: {}, staff, etag, commandId: `${commandId}:${i}` });
    if (claimed.ok) return { ok: true, number };
  }
  return no('noneFree');
}
