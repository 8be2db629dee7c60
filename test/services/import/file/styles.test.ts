// What a spreadsheet's format says of a number: yuan, or something that must not be taken as yuan.
import { styleOf } from '../../../../services/import/file/workbook';

test.each([
  '"USD" 0.00',
  '[$€-2] 0.00',
  '[$$-409]#,##0.00',
  '[$US$-409] #,##0.00',
  '[$HKD] 0.00',
  '[$¥-411]#,##0',
  '"$"#,##0.00',
  '\\$#,##0.00',
  '#,##0.00 [$€-407]',
  '0.00 "eur"',
])('%s is money of elsewhere', (code) => {
  expect(styleOf(170, code).sheet).toBe('scaled');
});

test.each([
  '"¥"#,##0.00',
  '[$¥-804]#,##0.00',
  '[$CNY] 0.00',
  '[$RMB-804] 0.00',
  '#,##0.00"元"',
  '[$-804]0.00',
  '#,##0.00;[Red]-#,##0.00',
])('%s is yuan, or says nothing', (code) => {
  expect(styleOf(170, code).sheet).toBe('other');
});
