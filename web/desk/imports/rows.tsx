// Rows of an import: the first ones as they were read, and those that are refused, each with its line and a sentence.
import type { ImportFound, ImportRead, ImportRefused } from '../../../domain/import-view';
import { dayAndTime, yuan } from '../format';
import { Table } from '../table';
import { useWords, type Words } from '../words';

const REFUSED_SHOWN = 200;

/** What a row's column came to. */
const SHOWN: Record<string, (row: ImportRead) => string | undefined> = {
  order_number: ({ order }) => order,
  tenant: ({ tenant }) => tenant,
  payer_name: ({ payer }) => payer,
  contact_email: ({ contact }) => contact,
  paid_at: ({ paidAt }) => paidAt && dayAndTime(paidAt),
  bill_number: ({ bill }) => bill?.bill,
  period: ({ bill }) => bill?.period,
  amount: ({ bill }) => bill && yuan(bill.amount),
};
const FIGURES = new Set(['amount', 'paid_at', 'period']);

const nameOf = (column: string, t: Words): string => t(`import.columns.${column}`);

export function ReadRows({ found, rows }: { found: ImportFound; rows: readonly ImportRead[] }) {
  const t = useWords();
  const columns = found.columns.filter(({ column }) => SHOWN[column]);
  if (!rows.length) return null;
  return (
    <section aria-label={t('import.read')}>
      <h2>{t('import.read')}</h2>
      <Table
        columns={[
          { heading: t('import.line'), className: 'num' },
          ...columns.map(({ column }) => ({
            heading: nameOf(column, t),
            ...(FIGURES.has(column) ? { className: `num ${column}` } : {}),
          })),
          { heading: t('import.result') },
        ]}
        rows={rows.map((row) => ({
          key: row.line,
          cells: [
            row.line,
            ...columns.map(({ column }) => SHOWN[column]?.(row) ?? '—'),
            <span className={row.result === 'created' ? 'checked' : 'soft'}>{t(`import.results.${row.result}`)}</span>,
          ],
        }))}
      />
    </section>
  );
}

export function RefusedRows({ rows }: { rows: readonly ImportRefused[] }) {
  const t = useWords();
  if (!rows.length) return null;
  const more = rows.length - REFUSED_SHOWN;
  return (
    <section aria-label={t('import.refused')}>
      <h2>{t('import.refused')}</h2>
      <Table
        columns={[
          { heading: t('import.line'), className: 'num' },
          { heading: t('import.columns.order_number') },
          { heading: t('import.column') },
          { heading: t('import.why'), className: 'why' },
        ]}
        rows={rows.slice(0, REFUSED_SHOWN).map(({ line, column, message, cells }, i) => ({
          key: i,
          cells: [line, cells?.order_number ?? '—', column ? nameOf(column, t) : '—', message],
        }))}
      />
      {more > 0 && <p className="quiet">{t('import.more', { count: more.toLocaleString('en-US') })}</p>}
    </section>
  );
}
