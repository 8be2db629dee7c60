// Application numbers: made, read whole, found in a sentence, sorted.
import {
  applicationNumber,
  findApplicationNumber,
  looksLikeApplicationNumber,
  numberPlace,
  readApplicationNumber,
} from '../../domain/application-number';
import { findOrderNumber } from '../../domain/order';

test('what is made is read, found and no order number', () => {
  for (const count of [1, 127, 9999, 10_000, 12_345_678]) {
    const number = applicationNumber('2611', count);
    expect(readApplicationNumber(number)).toBe(number);
    expect(findApplicationNumber(`where is ${number}?`)).toBe(number);
    expect(looksLikeApplicationNumber(number)).toBe(true);
    expect(findOrderNumber(`cancel ${number}`)).toBeUndefined();
  }
  expect(applicationNumber('2611', 7)).toBe('FP-2611-0007');
});

test.each([
  ['fp 2611 0127', 'FP-2611-0127'],
  ['ＦＰ－２６１１－０１２７', 'FP-2611-0127'],
  [' FP26110127 ', 'FP-2611-0127'],
  ['FP-2611-0127.', undefined],
  ['my FP-2611-0127', undefined],
  ['FP-2611-012', undefined],
  ['FP-2611-123456789', undefined],
])('reads %j whole as %j', (typed, number) => expect(readApplicationNumber(typed)).toBe(number));

test.each([
  ['取消FP-2611-0127吧', 'FP-2611-0127'],
  ['annuler (fp-2611-0127), svp', 'FP-2611-0127'],
  ['进度 ＦＰ－２６１１－０１２７', 'FP-2611-0127'],
  ['XFP-2611-0127', undefined],
  ['FP 26', undefined],
])('finds in %j %j', (text, number) => expect(findApplicationNumber(text)).toBe(number));

test('the list sorts by month, then by count, also beyond 9,999', () => {
  const numbers = ['FP-2610-9999', 'FP-2610-10000', 'FP-2611-0001'];
  expect(numbers.map(numberPlace).toSorted()).toEqual(numbers.map(numberPlace));
});
