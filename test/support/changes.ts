// Applications that moved, as rows of the outbox hold them.
import { chatRow, type ApplicationChange, mailRow, type RowOf } from '../../services/shared/outbox';
import type { Deps } from '../../services/shared/deps';
import type { Outbox } from '../../storage/records';
import type { Write } from '../../storage/store';

export const changeWith = (change: Partial<ApplicationChange>): ApplicationChange => ({
  customer: 'tenant-1',
  account: 'account-1',
  number: 'FP-2611-0001',
  state: 'submitted',
  event: 'submit',
  medium: 'digital',
  method: 'email',
  bills: 1,
  amount: 136_800,
  dueAt: '2026-11-24T15:59:59.999Z',
  provisional: false,
  ...change,
});

/** What the rows say of applications, oldest first. */
export const changesIn = (rows: readonly Outbox[]): ApplicationChange[] =>
  rows.flatMap((row) => (row.name === 'applicationChanged' ? [row.params] : []));

export const isMail = (row: Outbox): row is Extract<Outbox, { to: 'mail' }> => row.to === 'mail';
export const isChange = (row: Outbox): row is RowOf<'chat' | 'mail', 'applicationChanged'> =>
  row.name === 'applicationChanged';

/** A row as no process of ours writes it: of another version, or with particulars that do not belong to its name. */
export function rowAs(write: Write, v: number, body: object): Write {
  if (write.op !== 'create') throw new Error('no new row');
  return { op: 'create', doc: { ...write.doc, v, body: { ...(write.doc.body as object), ...body } } };
}

/** A mail or notice of a name that this process does not know. */
export const strangeMail = (deps: Deps, customer: string, to: string, name: string): Write =>
  rowAs(mailRow(deps, { customer, name: 'activated', locale: 'en-US', to }), 2, { name });

/** The notice of an application as version 1 wrote it: with its words. */
export const oldNotice = (deps: Deps, customer: string, conversation: string, params: object): Write =>
  rowAs(
    chatRow(deps, { customer, conversation, locale: 'en-US', name: 'applicationChanged', params: changeWith({}) }),
    1,
    { params },
  );
