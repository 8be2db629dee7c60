// The bills that the fapiao cover: one line, or one each when they are looked at.
import type { DeskApplication } from '../../../domain/desk-view';
import { month, yuan } from '../format';
import { Table } from '../table';
import { useWords } from '../words';

export function Bills({ application: { bills, payer } }: { application: DeskApplication }) {
  const t = useWords();
  return (
    <details className="bills" open={bills.length <= 3}>
      <summary>
        <b>{t('detail.bills')}</b>{' '}
        <span className="soft">{t('detail.billsPaidBy', { count: bills.length, payer })}</span>
      </summary>
      <Table
        columns={[
          { heading: t('bills.bill'), className: 'num' },
          { heading: t('bills.period') },
          { heading: t('bills.order'), className: 'num' },
          { heading: t('bills.amount'), className: 'end num' },
        ]}
        rows={bills.map(({ bill, period, order, amount }) => ({
          key: bill,
          cells: [bill, month(period), order, yuan(amount)],
        }))}
      />
    </details>
  );
}
