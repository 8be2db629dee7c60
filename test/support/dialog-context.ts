// What the dialogues see of the world in tests without a store: one account, nothing applied for, the desk open with nobody there.
import { BUSINESS_DEFAULTS } from '../../domain/business';
import type { Ctx } from '../../dialogs/flows/flow';
import type { Query } from '../../services/queries';

/** A moment of all that is not otherwise: a Friday afternoon in China. */
export const DIALOG_NOW = '2026-11-20T08:00:00.000Z';

/** `query`: what differs of what is asked; `more`: of the rest. Ids are `id-1`, `id-2`, …. */
export function dialogContext(query: Partial<Query> = {}, more: Partial<Ctx> = {}): Ctx {
  let ids = 0;
  const locale = more.locale ?? 'en-US';
  const asked: Query = {
    account: async () => ({ id: 'account-1', email: 'lihua@qinghe.example', locale }),
    bills: async () => [],
    applications: async () => [],
    application: async () => undefined,
    files: async () => [],
    pending: async () => undefined,
    waiting: async () => [],
    desk: async () => ({ open: true, here: [], ahead: 0 }),
    due: () => ({ at: '2026-11-24T15:59:59.999Z', provisional: false }),
    ...query,
  };
  return {
    now: DIALOG_NOW,
    locale,
    newId: () => `id-${(ids += 1)}`,
    business: BUSINESS_DEFAULTS,
    query: asked,
    queryAs: () => asked,
    publicUrl: 'http://localhost:3978',
    group: false,
    ...more,
  };
}
