// The bills that the fapiao cover: one line, or one each when they are looked at.
import type { DeskApplication } from '../../../domain/desk-view';
import { month, yuan } from '../format';
import { useWords } from '../words';

export function Bills({ application: { bills, payer } }: { application: DeskApplication }) {
  const t = useWords();
  return (
    <details className="bills" open={bills.length <= 3}>
      <summary>
        <b>{t('detail.bills')}</b>{' '}
        <span className="soft">{t('detail.billsPaidBy', { count: bills.length, payer })}</span>
      </summary>
      <table>
        <thead>
          <tr>
            <th>{t('bills.bill')}</th>
            <th>{t('bills.period')}</th>
            <th>{t('bills.order')}</th>
            <th className="end">{t('bills.amount')}</th>
          </tr>
        </thead>
        <tbody>
          {bills.map(({ bill, period, order, amount }) => (
            <tr key={bill}>
              <td className="num">{bill}</td>
              <td>{month(period)}</td>
              <td className="num">{order}</td>
              <td className="end num">{yuan(amount)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
