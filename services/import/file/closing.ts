// Rows below the orders that are no orders: totals, "共 3 笔记录", who printed it when. What could be an order is never one.
import { parseAmount } from '../../../domain/money';
import { parseOrderNumber } from '../../../domain/order';
import { type Cell, isBlank, shown } from './cell';

const TOTAL =
  /^(?:合计|总计|小计|本页合计|本页小计|总额|累计|合計|總計|小計|grand total|sub-?total|total|sum)(?:[:：(（].*)?$/i;
const COUNT =
  /^(?:共|总计|合计|共计|总共)\s*(\d{1,7})\s*(?:笔|条|行|个|单|项|筆|條)(?:记录|数据|订单|账单|明细|紀錄|資料)?[。.]?$/;
const PRINTED = /^(?:导出|打印|制表|生成|下载|查询|統計|统计|匯出)(?:时间|日期|人|人员|范围|時間)[:：]?/;

/** A row that is left out. `count`: how many rows the file says it has. `total`: its sum, in fen. */
export interface Closing {
  count?: number;
  total?: number;
}

/** The row as a closing one; undefined: it is a row like others. `order`: the cell in the column of order numbers. */
export function closingOf(
  cells: readonly Cell[],
  order: Cell | undefined,
  amount: Cell | undefined,
): Closing | undefined {
  const filled = cells
    .filter((cell) => !isBlank(cell))
    .map((cell) => shown(cell).slice(0, 200).normalize('NFKC').trim());
  const [first = ''] = filled;
  const count = COUNT.exec(first);
  if (count && filled.length === 1) return { count: Number(count[1]) };
  if (PRINTED.test(first) && filled.length <= 2) return {};
  if (!TOTAL.test(first)) return undefined;
  // "TOTAL-1" is an order's number, and "SUBTOTAL" could be one: a row that could be an order is read as one.
  const number = shown(order).trim();
  if (number !== '' && !TOTAL.test(number.normalize('NFKC')) && parseOrderNumber(number).ok) return undefined;
  const total = isBlank(amount) ? undefined : parseAmount(shown(amount));
  return total?.ok ? { total: total.value } : {};
}
