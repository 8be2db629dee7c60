// The file of refused rows, read again as it is: whatever was doubted is refused until somebody has changed it.
import { readRow } from '../../../services/import/rows';

const CELLS = {
  order_number: '202611010000000000',
  payer_name: '上海青禾餐饮管理有限公司',
  paid_at: '2026-10-05',
  bill_number: 'BILL-1',
  period: '2026-10',
  amount: '1368.00',
};

test('it would be taken as it stands', () => {
  expect(readRow({ line: 1, cells: CELLS }, '2026-12-01T00:00:00.000Z').ok).toBe(true);
});

test.each(['order_number', 'paid_at', 'bill_number', 'period', 'amount'] as const)('%s', (column) => {
  // As web/desk/imports/refused-file.ts marks it.
  const cells = { ...CELLS, [column]: `? ${CELLS[column]}` };
  expect(readRow({ line: 1, cells }, '2026-12-01T00:00:00.000Z')).toMatchObject({
    ok: false,
    bad: { column },
  });
});
