// Much due work at once, left in the store by a further process.
import { createHash } from 'node:crypto';
import { chatRow, mailRow } from '../../services/shared/outbox';
import { keys } from '../../storage/records';
import type { Write } from '../../storage/store';
import type { Cluster } from '../support/cluster';
import { eventually } from '../support/eventually';
import type { Visitor } from '../support/visitor';
import { changeWith } from '../support/changes';

/** Rows of notices by conversation, in the order in which they were written. */
export const work = new Map<string, string[]>();
/** The turn that a notice becomes. */
export const turnOf = (outboxRow: string): string =>
  `turn:${createHash('sha256').update(`outbox:${outboxRow}`).digest('base64url').slice(0, 32)}`;

/** 200 mails, and ten notices for each visitor, all due now. */
export async function leaveWork({ deps }: Cluster, visitors: readonly Visitor[]): Promise<void> {
  const row = { name: 'applicationChanged', locale: 'en-US' } as const;
  const mails = (customer: string, n: number): Write =>
    mailRow(deps, { customer, name: 'activated', locale: 'en-US', to: `${customer}-${n}@qinghe.example` });
  const batches = ['c0', 'c1', 'c2', 'c3'].map((customer) =>
    deps.store.commit(
      keys.customer(customer),
      Array.from({ length: 50 }, (_, n) => mails(customer, n)),
    ),
  );
  for (const { ok } of await Promise.all(batches)) expect(ok).toBe(true);
  await Promise.all(
    visitors.map(async ({ conversation }, v) => {
      const customer = `c${v % 4}`;
      const rows: string[] = [];
      for (let n = 0; n < 10; n += 1) {
        const write = chatRow(deps, { ...row, customer, conversation, params: changeWith({ account: 'nobody' }) });
        await deps.store.commit(keys.customer(customer), [write]);
        if (write.op === 'create') rows.push(write.doc.id);
      }
      work.set(conversation, rows);
    }),
  );
}

/** Nothing is waiting or under way. */
export const nothingDue = ({ deps }: Cluster) =>
  eventually('an empty outbox', async () => (await deps.store.list('due', { limit: 1 })).docs.length === 0);
