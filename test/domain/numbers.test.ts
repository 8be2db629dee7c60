// Order numbers, waybills, parts of a bill, and cleaned text.
import { findOrderNumber, parseOrderNumber } from '../../domain/order';
import { parseWaybill } from '../../domain/shipping';
import { clean, fold, oneEditApart } from '../../domain/text';

test.each([
  ['ab12-cd34', 'AB12-CD34'],
  [' ＡＢ１２３４ ', 'AB1234'],
  ['订单编号：20261120001', '20261120001'],
  ['#123456', '123456'],
  ['Order number: ab123456.', 'AB123456'],
  ['x'.repeat(64), 'X'.repeat(64)],
])('%j is the order number %s', (typed, order) => {
  expect(parseOrderNumber(typed)).toEqual({ ok: true, value: order });
});

test.each(['12345', 'x'.repeat(65), 'AB 1234', 'AB_1234', '订单号', '------', "AB12'--34;"])(
  '%j is no order number',
  (typed) => {
    expect(parseOrderNumber(typed)).toMatchObject({ ok: false, reason: { code: 'orderFormat' } });
  },
);

test.each([
  ['my order is ab12-cd34, mail li@firm.cn', 'AB12-CD34'],
  ['订单G012345678，邮箱li99@firm.cn', 'G012345678'],
  ['li2026@firm.cn 20261120001', '20261120001'],
  ['13800138000 is my phone, order X1234567', 'X1234567'],
  ['paid on 2026-11-15 for Office365, bill E0400ABCDE', 'E0400ABCDE'],
  ['91310115591693856A', undefined],
  ['I need a fapiao for Office365', undefined],
  ['FP-2611-0127', undefined],
  ['021-28986102 or 400-089-0365', undefined],
  ['2026-11', undefined],
  ['call 12345', undefined],
  ['see https://example.cn/order12345', undefined],
  ['', undefined],
])('in %j the order number is %s', (text, order) => {
  expect(findOrderNumber(text)).toBe(order);
});

test.each([
  ['sf', 'SF1234567890123'],
  ['sf', 'sf 1234 5678 90123'],
  ['sf', '123456789012'],
  ['yunda', '312345678901234'],
  ['yunda', '431234567890123'],
  ['yunda', '5123456789012'],
] as const)('%s accepts the waybill %s', (carrier, typed) => {
  expect(parseWaybill(carrier, typed)).toEqual({ ok: true, value: typed.replace(/ /g, '').toUpperCase() });
});

test.each([
  ['sf', 'SF123'],
  ['yunda', '61234567890123'],
  ['yunda', '5123456789'],
] as const)('%s doubts the waybill %s and keeps it', (carrier, typed) => {
  expect(parseWaybill(carrier, typed)).toEqual({
    ok: true,
    value: typed,
    warn: { code: 'waybillFormat', params: { carrier } },
  });
});

test.each([
  ['', 'empty'],
  ['SF<1>', 'waybillCharacters'],
  ['运单', 'waybillCharacters'],
  ['1'.repeat(36), 'tooLong'],
])('the waybill %j is refused: %s', (typed, code) => {
  expect(parseWaybill('sf', typed)).toMatchObject({ ok: false, reason: { code } });
});

test('no control, invisible or direction mark survives', () => {
  expect(clean(' a\r\nb\u200b\u202e\u0000c\t d ')).toBe('a b c d');
  expect(fold('（ＡＢ１２）：')).toBe('(AB12):');
});

test('one slip is a letter more, less, other, or two swapped', () => {
  for (const typo of ['gmial', 'gmai', 'gmaill', 'gnail', 'gmali'])
    expect([typo, oneEditApart(typo, 'gmail')]).toEqual([typo, true]);
  for (const other of ['gmail', 'hotmail', 'gm', 'galim'])
    expect([other, oneEditApart(other, 'gmail')]).toEqual([other, false]);
});
