// Orders as JSON: digits of numbers, fields that come twice, half a list, and the same rows whatever pieces the file comes in.
import { type JsonEntry, jsonEntries, JsonFault } from '../../../../services/import/file/json-entries';
import { faultsOf, readOrders } from '../../../support/orders-file';

const PAYER = '上海青禾餐饮管理有限公司';
const list = (...entries: string[]) => `[${entries.join(',')}]`;
const entry = (fields: string) => `{"order_number":"ORD-J1","payer_name":"${PAYER}",${fields}}`;
const numbered = (digits: string) => `{"order_number":${digits},"payer_name":"${PAYER}"}`;

test('digits beyond those of a double are kept', async () => {
  const read = await readOrders(
    list(numbered('2026113012345678901'), numbered('900719925474099301'), numbered('12345678901234567890123456789012')),
  );
  expect(read.rows.map(({ order }) => order)).toEqual([
    '2026113012345678901',
    '900719925474099301',
    '12345678901234567890123456789012',
  ]);
});

test('numbers that a program has rounded are refused; one whole number beside them shows that none was', async () => {
  const rounded = [2026113012345678901n, 2026113012345678955n].map((number) => JSON.stringify(Number(number)));
  expect(faultsOf(await readOrders(list(...rounded.map(numbered))))).toEqual([
    '1 order_number digitsRounded',
    '2 order_number digitsRounded',
  ]);
  expect(faultsOf(await readOrders(list(numbered('2026113012345678901'), numbered(rounded[1] ?? ''))))).toEqual([]);
  expect(
    faultsOf(await readOrders(list(numbered('2.02611e+17'), numbered('20261130.5'), numbered('-2026113001')))),
  ).toEqual(['1 order_number digitsLost', '2 order_number numberFormat', '3 order_number numberFormat']);
});

test.each([
  ['99.5', 9_950],
  ['1368', 136_800],
  ['"1,368.00"', 136_800],
  ['1368.10', 136_810],
  ['13.685', 'amountDecimals'],
  ['1368.1000000000001', 'amountDecimals'],
  ['1.368e3', 'amountScientific'],
  ['-5', 'amountNegative'],
  ['true', 'amountFormat'],
  ['null', 'empty'],
  ['[1]', 'characters'],
  ['{"value":1}', 'characters'],
])('the amount %s', async (amount, wanted) => {
  const read = await readOrders(list(entry(`"bill_number":"BILL-J1","period":"2026-10","amount":${amount}`)));
  expect(read.rows[0]?.bill?.amount ?? read.bad[0]?.fault).toBe(wanted);
});

test('a field that comes twice is nothing to choose from', async () => {
  const read = await readOrders(
    list(
      entry('"amount":1,"amount":2'),
      entry('"order_no":"ORD-J2"'),
      entry('"x":1,"x":2'),
      entry('"account_status":1,"account_status":2'),
    ),
  );
  expect(faultsOf(read)).toEqual(['1 amount keyTwice', '2 order_number keyTwice', '4 keyTwice']);
  expect(read.rows).toHaveLength(1);
});

test('a list in the field orders, whatever else stands around it', async () => {
  const read = await readOrders(
    `\uFEFF{"meta":{"pages":[{"a":[1,{"b":2}]}]},"orders":${list(entry('"n":{"a":1}'))},"next":{"x":[1]},"count":1}`,
  );
  expect([read.rows.length, read.bad, read.found?.foreign]).toEqual([1, [], ['n']]);
});

test.each([
  ['cut off within an entry', '[{"order_number":"ORD-J1","payer_na', 'jsonSyntax'],
  ['cut off between entries', list(entry('"a":1')).slice(0, -1), 'jsonSyntax'],
  ['cut off behind a comma', `${list(entry('"a":1')).slice(0, -1)},`, 'jsonSyntax'],
  ['a comma too many', `[${entry('"a":1')},]`, 'jsonSyntax'],
  ['two lists', `${list(entry('"a":1'))}${list(entry('"a":1'))}`, 'jsonSyntax'],
  ['a line break in a text', `[{"order_number":"ORD\n1"}]`, 'jsonSyntax'],
  ['a number that is none', '[{"order_number":0123}]', 'jsonSyntax'],
  ['a word that is none', '[{"order_number":NaN}]', 'jsonSyntax'],
  ['deeper than any order', `[${'['.repeat(100)}`, 'jsonSyntax'],
  ['an object without a list', '{"rows":[]}', 'jsonShape'],
  ['two lists of orders', `{"orders":[],"orders":${list(entry('"a":1'))}}`, 'jsonShape'],
  ['entries without the needed fields', '[{"a":1}]', 'missingColumns'],
  ['amounts in another unit', list(entry('"金额(分)":136800')), 'columnUnit'],
])('%s: nothing is read', async (_, content, fault) => {
  expect(await readOrders(content)).toEqual({ fault, rows: [], bad: [] });
});

test('entries that are no objects are refused one by one', async () => {
  expect(faultsOf(await readOrders(list(entry('"a":1'), '1', '"x"', 'null', '[]', entry('"a":2'))))).toEqual(
    [2, 3, 4, 5].map((line) => `${line} noObject`),
  );
});

/** Deterministic noise. */
function noise(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

test('made up lists are read as JSON.parse reads them, in pieces of any size; broken ones are refused as it refuses them', async () => {
  const next = noise(41);
  const texts = ['a', '上海', '"', '\\', '\n', '\u0000', '😀', '{', ']', ',', ': ', '\u2028', 'é'];
  const text = () => Array.from({ length: next(5) }, () => texts[next(texts.length)]).join('');
  const value = (depth: number): unknown =>
    [
      () => text(),
      () => next(1e6),
      () => -next(100) / 8,
      () => null,
      () => next(2) === 1,
      () => (depth ? [value(depth - 1)] : 1),
      () => (depth ? { [text()]: value(depth - 1) } : 1),
    ][next(7)]?.();
  const plain = ({ fields }: JsonEntry) =>
    fields &&
    Object.fromEntries(
      [...fields].map(([name, one]) => [
        name,
        one === 'nested' ? one : one === undefined ? null : 'text' in one ? one.text : one.n,
      ]),
    );
  for (let round = 0; round < 300; round += 1) {
    const made = Array.from({ length: next(4) }, () =>
      Object.fromEntries(Array.from({ length: next(4) }, () => [text(), value(2)])),
    );
    let json = JSON.stringify(made, undefined, next(3));
    const broken = next(3) === 0;
    if (broken) {
      const at = next(json.length + 1);
      json = next(2) ? json.slice(0, at) : `${json.slice(0, at)}${texts[next(texts.length)]}${json.slice(at)}`;
    }
    let whole = true;
    try {
      JSON.parse(json);
    } catch {
      whole = false;
    }
    const pieces = async function* () {
      for (let at = 0; at < json.length; ) {
        const size = 1 + next(7);
        yield json.slice(at, at + size);
        at += size;
      }
    };
    const read: JsonEntry[] = [];
    let fault: unknown;
    try {
      for await (const one of jsonEntries(pieces())) read.push(one);
    } catch (error) {
      fault = error;
    }
    if (!whole) expect([json, fault instanceof JsonFault]).toEqual([json, true]);
    else if (fault)
      expect([json, (fault as JsonFault).code, Array.isArray(JSON.parse(json))]).toEqual([json, 'jsonShape', false]);
    if (whole && !broken) {
      const shown = (one: unknown) => (one === null ? null : typeof one === 'object' ? 'nested' : String(one));
      expect(read.map(plain)).toEqual(
        made.map((fields) => Object.fromEntries(Object.entries(fields).map(([name, one]) => [name, shown(one)]))),
      );
    }
  }
});
