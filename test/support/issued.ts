// A digital application that is issued and waits for its files.
import { moveApplication } from '../../services/application/applications';
import type { Deps } from '../../services/shared/deps';
import type { ApplyDraft } from '../../domain/application-draft';
import { applied, by, draft, emptyOutbox, PAYER, seedAccount, seedBills, TAX_ID } from './fapiao-world';
import { einvoice, type Said } from './fapiao-files';

export const FAPIAO = '26312000000012345678';
const STAFF = { role: 'staff', name: 'clerk' } as const;

/** What its XML says. */
export const xmlOf = (said: Partial<Said> = {}): Buffer =>
  Buffer.from(einvoice({ number: FAPIAO, buyer: PAYER, taxId: TAX_ID, amount: '1368.00', ...said }));

export async function issued(deps: Deps, more: Partial<ApplyDraft> = {}, fapiao = FAPIAO) {
  await seedBills(deps, [{ bill: 'BILL-0001' }]);
  const link = await seedAccount(deps);
  const [number = ''] = await applied(deps, by(link), draft(['BILL-0001'], more));
  for (const [event, data] of [
    ['start', {}],
    ['issue', { fapiaos: [{ number: fapiao }] }],
  ] as const) {
    const moved = await moveApplication(deps, { number, event, by: STAFF, data: { ...data } as never });
    if (!moved.ok) throw new Error(moved.reason.code);
  }
  await emptyOutbox(deps);
  return { number, link };
}

export const deliver = (deps: Deps, number: string) => moveApplication(deps, { number, event: 'deliver', by: STAFF });
